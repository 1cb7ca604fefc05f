"""Checks what Qantar stands on, offline: the locks, the licences, and known advisories.

    python tools/audit.py                      locks and licences
    python tools/audit.py --advisories FILE    and the versions against an OSV dump of PyPI (or of npm)

Locks must pin every package to one version with digests and name no other index. Licences are read from
the metadata of what is installed here; each must be in ``tools/licences.toml``, or excepted there by name
with the reason. The dump is a ZIP or a folder of OSV records in JSON, or one JSON file; it is fetched by
whoever runs this, on a machine that may. Whether a version was yanked since only an index can tell. Exit code 1 if anything is found.
"""

import argparse
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
_LINE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;*\\]+)\s*(?:;[^\\]*)?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of a lock."""

    name: str
    version: str
    lock: str
    ecosystem: str = "PyPI"


def plain(name: str) -> str:
    """A package's name as indexes compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(text: str) -> Iterator[str]:
    """The entries of a requirements file, continued lines joined, comments left out."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        if line:
            yield line


def python_lock(path: Path) -> tuple[list[Pin], list[str]]:
    """The packages of a requirements lock, and what is wrong with it."""
    pins, wrong = [], []
    for entry in entries(path.read_text("utf-8")):
        where = f"{path.name}: {entry.split(' --hash')[0].strip()[:80]}"
        if entry.startswith("-"):
            wrong.append(f"{where}: an option; a lock names no index and no other file")
            continue
        bare = _HASH.sub("", entry).strip()
        match = _LINE.fullmatch(bare)
        if match is None:
            wrong.append(f"{where}: not pinned to one version")
            continue
        if not _HASH.search(entry):
            wrong.append(f"{where}: no digest; make lock")
        pins.append(Pin(plain(match[1]), match[2], path.name))
    return pins, wrong


def script_lock(path: Path, allowed: Sequence[str]) -> tuple[list[Pin], list[str]]:
    """The packages of an npm lock, and what is wrong with it; it names their licences itself."""
    pins, wrong = [], []
    for place, held in json.loads(path.read_text("utf-8"))["packages"].items():
        if not place:
            continue
        name = place.rpartition("node_modules/")[2]
        if not str(held.get("integrity", "")).startswith("sha512-"):
            wrong.append(f"{path.name}: {name}: no digest; npm install anew")
        if "resolved" in held:
            wrong.append(f"{path.name}: {name}: names an index; a lock names none")
        if not is_allowed(str(held.get("license", "")), allowed):
            wrong.append(f"{path.name}: {name}: licence «{held.get('license')}» is not allowed")
        pins.append(Pin(name, str(held["version"]), path.name, "npm"))
    return pins, wrong


def licence(distribution: Distribution) -> str:
    """What a package says of its licence: its expression, else its classifiers, else its own words."""
    told = distribution.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    own = str(told.get("License") or "").strip()
    return " AND ".join(classifiers) or own.partition("\n")[0]


def is_allowed(said: str, allowed: Sequence[str]) -> bool:
    """Whether a licence expression is allowed: all of its parts joined by AND, one of those by OR."""
    known = {one.lower() for one in allowed}
    if said.lower() in known:
        return True
    parts = re.split(r"\s+and\s+|\s*;\s*", said.replace("(", "").replace(")", ""), flags=re.I)
    return all(
        any(
            choice.strip().lower() in known
            for choice in re.split(r"\s+or\s+", part, flags=re.I)
        )
        for part in parts
    )


def licences(
    installed: Iterator[Distribution], names: set[str], rules: dict[str, Any]
) -> Iterator[str]:
    """Packages of the locks, installed here, whose licence is not allowed; exceptions that are not needed
    are told as well."""
    allowed, excepted = rules["allowed"], dict(rules.get("excepted", {}))
    for distribution in installed:
        name = plain(distribution.metadata["Name"])
        if name not in names:
            continue
        said = licence(distribution)
        if is_allowed(said, allowed):
            if name in excepted:
                yield f"{name}: excepted without need; take it out of tools/licences.toml"
        elif name not in excepted:
            yield f"{name}: licence «{said or 'none told'}» is not in tools/licences.toml"


def advisories(path: Path) -> Iterator[dict[str, Any]]:
    """OSV records: of a ZIP, a folder, or one file (a record or a list of them)."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield json.loads(file.read_text("utf-8"))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                if name.endswith(".json"):
                    yield json.loads(packed.read(name))
    else:
        found = json.loads(path.read_text("utf-8"))
        yield from found if isinstance(found, list) else [found]


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """Whether a version is one that an OSV record's entry is about (its list, or its ranges)."""
    if version in affected.get("versions", ()):
        return True
    for one in affected.get("ranges", ()):
        if one.get("type") not in ("ECOSYSTEM", "SEMVER"):
            continue
        hit = False
        for event in sorted(one["events"], key=_moment):
            if "introduced" in event:
                hit = hit or _number(version) >= _number(event["introduced"])
            elif "fixed" in event:
                hit = hit and _number(version) < _number(event["fixed"])
            elif "last_affected" in event:
                hit = hit and _number(version) <= _number(event["last_affected"])
        if hit:
            return True
    return False


def _moment(event: dict[str, str]) -> tuple[Version, bool]:
    ((kind, version),) = event.items()
    return _number(version), kind != "introduced"


def _number(version: str) -> Version:
    try:
        return Version(version)
    except InvalidVersion:
        return Version(".".join(re.findall(r"\d+", version)[:4]) or "0")


def known(pins: Sequence[Pin], records: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Pinned versions that an advisory is about."""
    held: dict[tuple[str, str], list[Pin]] = {}
    for pin in pins:
        held.setdefault((pin.ecosystem, plain(pin.name)), []).append(pin)
    for record in records:
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected", ()):
            package = affected.get("package", {})
            key = package.get("ecosystem", ""), plain(package.get("name", ""))
            for pin in held.get(key, ()):
                if is_affected(pin.version, affected):
                    about = record.get("summary") or "see the advisory"
                    yield f"{pin.lock}: {pin.name} {pin.version}: {record['id']}: {about}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--advisories", type=Path, action="append", default=[])
    parser.add_argument("--root", type=Path, default=ROOT)
    asked = parser.parse_args(arguments)
    pins: list[Pin] = []
    found: list[str] = []
    locks = sorted((asked.root / "locks").glob("*.txt"))
    scripts = asked.root / "tools" / "assets" / "package-lock.json"
    for path in locks:
        held, wrong = python_lock(path)
        pins, found = pins + held, found + wrong
    rules = tomllib.loads((asked.root / "tools" / "licences.toml").read_text("utf-8"))
    if scripts.exists():
        held, wrong = script_lock(scripts, rules["allowed"])
        pins, found = pins + held, found + wrong
    names = {pin.name for pin in pins if pin.ecosystem == "PyPI"}
    found += licences(iter(distributions()), names, rules)
    for path in asked.advisories:
        found += sorted(set(known(pins, advisories(path))))
    for one in found:
        print(one)
    print(
        f"{len({(pin.ecosystem, pin.name) for pin in pins})} packages in {len(locks)} locks"
        f" and {scripts.name}: "
        + (f"{len(found)} findings" if found else "nothing found")
        + ("" if asked.advisories else "; no advisories were given (--advisories FILE)")
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
