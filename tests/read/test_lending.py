"""When a figure has no date of its own: what lends it one, and what does not."""

from tests.lang.reading import claims


def whens(
    text: str, lang: str, *, published: str | None, title: str | None = None
) -> dict[str, str | None]:
    """The date of each figure by its words."""
    rows = [claim.as_row() for claim in claims(text, lang, published=published, title=title)]
    return {
        str(row["num"]): None if row["when"] is None else str(row["when"])
        for row in rows
        if row["kind"] == "figure"
    }


def test_a_date_goes_on_through_its_paragraph() -> None:
    text = "5 марта в Омске взорвался склад. Погибли четыре человека."
    assert whens(text, "ru", published="2021-03-06") == {"четыре": "2021-03-05"}


def test_what_is_so_by_now_happened_on_no_day_named_before() -> None:
    text = "A market burned down in Osh on Friday. So far 17 people have been arrested."
    assert whens(text, "en", published="2021-03-07") == {"17": None}


def test_a_year_of_the_background_is_lent_to_nothing() -> None:
    text = "Завод построен в 1955 году. На нём ранены 12 рабочих."
    assert whens(text, "ru", published=None) == {"12": None}


def test_a_denied_figure_takes_no_date_from_its_neighbours() -> None:
    text = (
        "5 марта в Омске взорвался склад, погибли двое рабочих. "
        "Сообщения о 40 погибших в полиции назвали ложью."
    )
    assert whens(text, "ru", published="2021-03-06")["40"] is None


def test_casualties_of_a_later_paragraph_bear_the_day_of_the_incident() -> None:
    text = "18 лютого в Ніжині вибухнув газ.\n\nПід завалами загинули троє мешканців."
    assert whens(text, "uk", published="2023-02-20") == {"троє": "2023-02-18"}


def test_a_toll_that_rose_on_monday_is_of_those_who_died_before() -> None:
    text = (
        "A bomb exploded at a market in Osh on Saturday.\n\n"
        "The death toll rose to 41 on Monday, officials said."
    )
    assert whens(text, "en", published="2021-03-08")["41"] == "2021-03-06"


def test_the_day_in_a_title_holds_for_what_stands_below() -> None:
    text = "Паводок: сводка на 3 июля\n\nПогибли 18 человек. \n\nВ больницах умерли ещё шесть человек."
    read = whens(text, "ru", published="2019-07-03", title="Паводок: сводка на 3 июля")
    assert read["18"] == "2019-07-03"


def test_a_part_bears_the_date_of_its_whole() -> None:
    text = "С начала года в области погибли 61 человек. Из них девять погибли на воде."
    read = whens(text, "ru", published="2021-09-09")
    assert read["девять"] == read["61"] == "2021-01-01/.."


def test_a_happening_named_again_has_the_date_it_was_given_in_the_lead() -> None:
    text = (
        "Прошёл год после беспорядков 5 января 2022 года в Алматы.\n\n"
        "Семьи ждут суда.\n\nЖертвами беспорядков стали 227 человек."
    )
    assert whens(text, "ru", published="2023-01-06") == {"227": "2022-01-05"}


def test_what_a_region_held_before_dates_no_count_of_another_clause() -> None:
    text = "Страна входит в союз с 2004 года, она отправила 620 солдат."
    assert whens(text, "ru", published=None) == {"620": None}


def test_a_number_in_brackets_keeps_its_date_to_itself() -> None:
    text = "За три года возбуждено 63 дела (в прошлом году – 19)."
    assert whens(text, "ru", published="2024-10-17")["63"] != "2023"


def test_the_total_takes_nothing_from_what_the_last_day_added() -> None:
    text = "За сутки эвакуированы 640 человек, а всего эвакуированы 2 847 человек."
    read = whens(text, "ru", published="2019-07-03")
    assert read["640"] == "2019-07-02"
    assert read["2 847"] is None


def test_a_date_does_not_go_on_over_many_sentences() -> None:
    talk = " ".join("Люди стояли у ворот и молчали." for _ in range(6))
    text = (
        f"5 марта в Омске прошёл марш. {talk} Полиция задержала 12 человек. 6 марта было тихо."
    )
    assert whens(text, "ru", published="2021-03-07") == {"12": None}


def test_the_only_date_of_a_report_is_that_of_what_its_raid_brought() -> None:
    text = (
        "On the night of 3 to 4 May border guards entered a compound near Mae Sot.\n\n"
        "Detained: 31 men. Six pistols were confiscated.\n\n"
        "The court has so far heard 12 witnesses."
    )
    read = whens(text, "en", published="2024-05-06")
    assert read["31"] == read["Six"] == "2024-05-03/2024-05-04"


def test_a_day_on_which_somebody_only_spoke_dates_nothing_else() -> None:
    text = "The minister said on Monday that all was well.\n\nSix pistols were confiscated."
    assert whens(text, "en", published="2024-05-08")["Six"] is None


def test_the_day_a_report_is_sent_on_dates_none_of_its_figures() -> None:
    text = (
        "LUSAKA, May 8 (Wire) - Nine miners died when a shaft caved in, officials said.\n\n"
        "The shaft caved in on Monday and killed nine men at once."
    )
    assert whens(text, "en", published="2024-05-08")["Nine"] == "2024-05-06"


def test_what_a_running_report_tells_is_of_the_day_it_is_published() -> None:
    text = (
        "19.05 Four people are hurt, medics say.\n\n18.40 – Police seal off the bridge.\n\n"
        "18.02 Shots heard near the port. Two cars are burning."
    )
    read = whens(text, "en", published="2024-05-08")
    assert read["Four"] == read["Two"] == "2024-05-08"


def test_paragraphs_that_bear_days_of_their_own_are_no_running_report() -> None:
    text = "May 3\n\n10:00 Four people are hurt.\n\n11:00 Two cars burn.\n\n12:00 All is quiet."
    assert whens(text, "en", published="2024-05-08").get("Four") != "2024-05-08"


def test_those_on_board_were_there_on_the_day_of_the_wreck() -> None:
    text = "A ferry sank off Lamu on Saturday, killing six.\n\nIt carried 87 passengers."
    assert whens(text, "en", published="2021-03-08")["87"] == "2021-03-06"


def test_flight_goes_on_for_days() -> None:
    text = "18 лютого в Ніжині вибухнув газ, загинули троє.\n\nЕвакуйовано 400 мешканців."
    assert whens(text, "uk", published="2023-02-20")["400"] is None


def test_those_who_may_lie_under_the_rubble_were_there_that_day() -> None:
    text = "В субботу в Энске обрушился дом, погибли двое.\n\nПод завалами могут оставаться семь человек."
    assert whens(text, "ru", published="2021-03-08")["семь"] == "2021-03-06"


def test_another_incident_is_not_of_the_day_of_the_first() -> None:
    text = (
        "A bus overturned near Kisumu on Saturday, killing six.\n\n"
        "In another accident, two children died."
    )
    read = whens(text, "en", published="2021-03-08")
    assert read["six"] == "2021-03-06"
    assert read["two"] is None


def test_a_mutiny_that_began_on_sunday_dates_its_victims() -> None:
    text = "Guards of a jail in Oaxaca were attacked. The mutiny broke out on Sunday.\n\nFour guards died."
    assert whens(text, "en", published="2021-03-09")["Four"] == "2021-03-07"


def test_the_day_on_which_somebody_confirmed_an_attack_is_not_its_day() -> None:
    text = "The governor confirmed the raid to reporters on Saturday. Nine herders were killed."
    assert whens(text, "en", published="2021-03-08")["Nine"] is None


def test_a_day_told_of_an_incident_begins_nothing() -> None:
    text = "Only eight climbers survived from Friday's avalanche."
    assert whens(text, "en", published="2021-03-08")["eight"] == "2021-03-05"


def test_what_is_counted_since_something_that_opens_the_sentence_goes_on() -> None:
    text = "Since the fall of the old order in 1991, about 200 divers have died in the strait."
    assert whens(text, "en", published="2021-03-08")["200"] == "1991/.."


def test_what_is_counted_since_a_coup_goes_on() -> None:
    text = "More than 300 people have been jailed since the generals overthrew the cabinet in May 2020."
    assert whens(text, "en", published="2021-03-08")["300"] == "2020-05/.."


def test_two_days_earlier_leans_on_the_day_named_before() -> None:
    text = "On March 5 gunmen raided a village. Three herders had died there two days earlier."
    assert whens(text, "en", published="2021-03-08")["Three"] == "2021-03-03"


def test_the_day_of_a_clause_about_the_noun_yields_to_that_of_its_verb() -> None:
    text = "The bodies of six divers, who sank on Friday, were recovered on Sunday."
    assert whens(text, "en", published="2021-03-08")["six"] == "2021-03-07"


def test_the_month_that_opens_a_brief_of_one_paragraph_dates_what_it_counts() -> None:
    text = "The inquiry into Osh's violence of June 2010 counts 470 killed and 1,900 injured."
    assert whens(text, "en", published="2011-05-03") == {"470": "2010-06", "1,900": "2010-06"}


def test_the_day_of_what_is_planned_is_lent_to_nothing_that_was_done() -> None:
    text = "They expect to bring up the rest on Wednesday. Three miners were treated for smoke."
    assert whens(text, "en", published="2026-11-20") == {"Three": None}
    text = "Қалғандарын сәрсенбіде көшіру жоспарлануда. Үш адам ауруханаға жатқызылды."
    assert whens(text, "kk", published="2026-11-20") == {"Үш": None}


def test_of_two_days_that_a_report_opens_with_neither_is_its_only_one() -> None:
    text = (
        "Склад штурмовали 27 раз\n\n"
        "С 20.00 5 января до 5.00 6 января на склад совершено 27 атак, сообщила полиция."
    )
    title = "Склад штурмовали 27 раз"
    assert whens(text, "ru", published="2022-02-22", title=title)["27"] == "2022-01-06"


def test_an_arrest_is_not_of_the_stretch_that_the_sentence_before_looks_back_on() -> None:
    text = "Река в Омске поднялась. За три дня утонули трое. Арестованы двое."
    assert whens(text, "ru", published="2024-05-10") == {
        "трое": "2024-05-07/2024-05-09",
        "двое": None,
    }
