"""Build the days of feasts that follow the moon, year by year, from the tables of ``holidays``.

usage: python tools/build_feasts.py [OUTPUT]

Source (extra ``build``): holidays (MIT), https://github.com/vacanza/holidays. Islamic feasts are those of
the Umm al-Qura calendar, set down to the year 2077; where Kazakhstan, Kyrgyzstan, Saudi Arabia,
Türkiye or Uzbekistan kept another day, the entry spans both. A feast of several tables
is taken in the years all of them know. The same source gives the same bytes.
"""

import datetime as dt
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from holidays import country_holidays

OUTPUT = Path(__file__).parents[1] / "src" / "qantar" / "grammar" / "feasts.toml"

UMM_AL_QURA = (1925, 2077)
"""Years for which that calendar is published; the library's later days are estimates."""
COUNTRIES = {
    "kazakhstan": "Kazakhstan",
    "kyrgyzstan": "Kyrgyzstan",
    "saudi_arabia": "SaudiArabia",
    "turkey": "Turkey",
    "uzbekistan": "Uzbekistan",
}
APART = 2
"""Days two tables of one feast may lie apart; further apart one of them means another month."""

ISLAMIC = {
    "eid-al-fitr": "EID_AL_FITR",
    "eid-al-adha": "EID_AL_ADHA",
    "ramadan": "RAMADAN_BEGINNING",
    "laylat-al-qadr": "LAYLAT_AL_QADR",
    "isra-and-miraj": "ISRA_AND_MIRAJ",
    "mawlid": "MAWLID",
    "ashura": "ASHURA",
    "hijri-new-year": "HIJRI_NEW_YEAR",
    "arbaeen": "ARBAEEN",
}
OTHERS = {
    "passover": [("hebrew._HebrewLunisolar", "PASSOVER")],
    "purim": [("hebrew._HebrewLunisolar", "PURIM")],
    "shavuot": [("hebrew._HebrewLunisolar", "SHAVUOT")],
    "tisha-bav": [("hebrew._HebrewLunisolar", "TISHA_BAV")],
    "rosh-hashanah": [("hebrew._HebrewLunisolar", "ROSH_HASHANAH")],
    "yom-kippur": [("hebrew._HebrewLunisolar", "YOM_KIPPUR")],
    "sukkot": [("hebrew._HebrewLunisolar", "SUKKOT")],
    "hanukkah": [("hebrew._HebrewLunisolar", "HANUKKAH")],
    "chinese-new-year": [("chinese._ChineseLunisolar", "LUNAR_NEW_YEAR")],
    "dragon-boat": [("chinese._ChineseLunisolar", "DRAGON_BOAT")],
    "mid-autumn": [("chinese._ChineseLunisolar", "MID_AUTUMN")],
    "vesak": [
        ("buddhist._BuddhistLunisolar", "VESAK"),
        ("hindu._HinduLunisolar", "BUDDHA_PURNIMA"),
    ],
    # its table "DIWALI" is a month late in some years (2006, 2009, 2017, 2025)
    "diwali": [("hindu._HinduLunisolar", "DIWALI_INDIA")],
    "dussehra": [("hindu._HinduLunisolar", "DUSSEHRA")],
    "karwa-chauth": [("hindu._HinduLunisolar", "KARWA_CHAUTH")],
    "ganesh-chaturthi": [("hindu._HinduLunisolar", "GANESH_CHATURTHI")],
    "mahavir-jayanti": [("hindu._HinduLunisolar", "MAHAVIR_JAYANTI")],
    "maha-shivaratri": [("hindu._HinduLunisolar", "MAHA_SHIVARATRI")],
    "makar-sankranti": [("hindu._HinduLunisolar", "MAKAR_SANKRANTI")],
    "pongal": [("hindu._HinduLunisolar", "PONGAL")],
    "vaisakhi": [("hindu._HinduLunisolar", "VAISAKHI")],
    "onam": [("hindu._HinduLunisolar", "ONAM")],
    "basant-panchami": [("hindu._HinduLunisolar", "BASANT_PANCHAMI")],
    "holi": [("hindu._HinduLunisolar", "HOLI")],
    "janmashtami": [("hindu._HinduLunisolar", "JANMASHTAMI")],
    "raksha-bandhan": [("hindu._HinduLunisolar", "RAKSHA_BANDHAN")],
    "ram-navami": [("hindu._HinduLunisolar", "RAM_NAVAMI")],
    "gudi-padwa": [("hindu._HinduLunisolar", "GUDI_PADWA")],
    "guru-nanak-jayanti": [("hindu._HinduLunisolar", "GURU_NANAK_JAYANTI")],
    "guru-gobind-singh-jayanti": [("hindu._HinduLunisolar", "GURU_GOBIND_SINGH_JAYANTI")],
    "guru-ravidas-jayanti": [("hindu._HinduLunisolar", "GURU_RAVIDAS_JAYANTI")],
    "valmiki-jayanti": [("hindu._HinduLunisolar", "MAHARSHI_VALMIKI_JAYANTI")],
    "chhath-puja": [("hindu._HinduLunisolar", "CHHATH_PUJA")],
}

YEARS = range(2001, 2036)
"""Years of the library's tables for India."""

Days = list[dt.date]


def main(output: Path) -> None:
    """Write every table, the feasts in alphabetical order, the days in theirs."""
    tables = {name: _islamic(source) for name, source in ISLAMIC.items()}
    for name, sources in OTHERS.items():
        days, *others = [_days(_table(path, source)) for path, source in sources]
        tables[name] = spanned(days, others, agreed=True)
    tables["rabindra-jayanti"] = sorted(
        day.isoformat()
        for day, feast in country_holidays(
            "IN", subdiv="WB", years=YEARS, language="en_US"
        ).items()
        if "Rabindranath" in feast
    )
    lines = [
        "# Days of feasts that follow the moon, as YYYY-MM-DD; FIRST/LAST where countries kept other days.",
        f"# Built by tools/build_feasts.py from holidays {version('holidays')} (MIT licence,",
        "# https://github.com/vacanza/holidays). Do not edit; a year that is missing is not known.",
    ]
    for name in sorted(tables):
        lines += ["", f'{name} = """']
        entries = tables[name]
        lines += [" ".join(entries[at : at + 8]) for at in range(0, len(entries), 8)]
        lines.append('"""')
    output.write_text("\n".join(lines) + "\n", "utf-8")


def spanned(days: Days, others: list[Days], agreed: bool = False) -> list[str]:
    """One feast's days, each widened to the days other tables give for it.

    With ``agreed`` a day that some other table knows nothing near of falls away.
    """
    entries: list[str] = []
    for day in days:
        near = [[d for d in other if abs((d - day).days) <= APART] for other in others]
        if agreed and not all(near):
            continue
        kept = sorted({day, *(d for found in near for d in found)})
        first, last = kept[0].isoformat(), kept[-1].isoformat()
        entries.append(first if first == last else f"{first}/{last}")
    return entries


def _islamic(source: str) -> list[str]:
    first, last = UMM_AL_QURA
    days = [
        day
        for day in _days(_table("islamic._IslamicLunar", source))
        if first <= day.year <= last
    ]
    kept_days: list[Days] = []
    for module, country in COUNTRIES.items():
        kept = vars(
            getattr(import_module(f"holidays.countries.{module}"), f"{country}IslamicHolidays")
        )
        # the library renames what a country keeps otherwise
        kept_days.append(_days(kept.get(f"{source}_DATES_CUSTOM_CALENDAR", {})))
    return spanned(days, kept_days)


def _table(path: str, source: str) -> Mapping[int, Any]:
    module, _, name = path.partition(".")
    calendar = getattr(import_module(f"holidays.calendars.{module}"), name)
    table: Mapping[int, Any] = getattr(calendar, f"{source}_DATES")
    return table


def _days(table: Mapping[int, Any]) -> Days:
    days: Days = []
    for year, entry in table.items():
        pairs: Iterable[Any] = (entry,) if isinstance(entry[0], int) else entry
        days += [dt.date(year, month, day) for month, day in pairs]
    return sorted(days)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT)
