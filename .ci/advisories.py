"""What is known against the pinned versions, by an export of OSV (https://osv.dev), without a network."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from pinned import DEV_LOCK, LOCK, ROOT, pins


def advisories(export: Path) -> int:
    """Tell what the export knows against any pinned version, and how new it is; 1 where there is anything."""
    pinned = dict[str, list[str]]()
    for name, version, _ in (*pins(ROOT / LOCK), *pins(ROOT / DEV_LOCK)):
        pinned.setdefault(canonicalize_name(name), []).append(version)
    read, newest, found = 0, "", []
    for record in _records(export):
        read, newest = read + 1, max(newest, record.get("modified", ""))
        found += [] if record.get("withdrawn") else list(_against(record, pinned))
    for line in sorted(set(found)):
        print(line)
    print(
        f"{read} advisories read, the newest of {newest[:10] or 'no day'}; {len(pinned)} pinned packages, {len(set(found))} hits"
    )
    return 1 if found or not read else 0


def _records(export: Path) -> Iterator[dict[str, Any]]:
    """Each advisory of a zip, or of a folder, of JSON files in OSV's form."""
    if export.is_dir():
        yield from (json.loads(path.read_text("utf-8")) for path in sorted(export.rglob("*.json")))
        return
    with zipfile.ZipFile(export) as packed:
        yield from (json.loads(packed.read(name)) for name in packed.namelist() if name.endswith(".json"))


def _against(record: dict[str, Any], pinned: dict[str, list[str]]) -> Iterator[str]:
    for affected in record.get("affected", ()):
        package = affected.get("package", {})
        name = canonicalize_name(package.get("name", ""))
        for version in pinned.get(name, ()):
            if package.get("ecosystem") == "PyPI" and _is_affected(version, affected):
                known_as = ", ".join([record["id"], *record.get("aliases", ())])
                yield f"{name} {version}: {known_as}: {record.get('summary') or record.get('details', '')[:100]}"


def _is_affected(version: str, affected: dict[str, Any]) -> bool:
    """By the list of versions, or by the ranges, as OSV's schema says that they are read."""
    ranges = [each["events"] for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    return version in affected.get("versions", ()) or any(_within(Version(version), events) for events in ranges)


def _within(version: Version, events: Iterable[dict[str, str]]) -> bool:
    within = False
    for at, kind in sorted((_at(spelt), kind) for event in events for kind, spelt in event.items()):
        if version > at or (version == at and kind != "last_affected"):
            within = kind == "introduced"
    return within


def _at(spelt: str) -> Version:
    """ "0" is before everything; what is no version is taken as that, so that too much is told rather than too little."""
    try:
        return Version("0.dev0" if spelt == "0" else spelt)
    except InvalidVersion:
        return Version("0.dev0")
