"""The packages this project stands on: licences, known advisories, a bill of materials (CycloneDX), and how pins are renewed.

python .ci/supply_chain.py licences           each pinned package with its licence, from what is installed; offline
python .ci/supply_chain.py advisories FILE    what is known against the pinned versions, by an export of OSV; offline
python .ci/supply_chain.py sbom               writes sbom.cdx.json, made anew at each release; offline
python .ci/supply_chain.py update             renews both requirements files with uv, wheels only, with hashes
python .ci/supply_chain.py platforms          resolves both for every Python and system that we promise; asks the index

The export of OSV (https://osv.dev) for PyPI is one zip, made anew each day, that is fetched on any machine with a network:
https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
LOCK, DEV_LOCK, SBOM = "requirements.txt", "requirements-dev.txt", "sbom.cdx.json"
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|MPL|Mozilla|OFL|SIL Open|PSF|Python Software|Zlib|HPND|Unlicense|CC0|0BSD|LGPL", re.IGNORECASE
)
"""Permissive, or weak copyleft on the package's own files alone."""

COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *(
        "--no-emit-index-url",
        "--no-annotate",
        "--no-header",
        "--only-binary",
        ":all:",
        "--generate-hashes",
    ),
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
OLDEST_MACOS = "14.0"
SYSTEMS = {
    "windows": ("x86_64-pc-windows-msvc", "Windows x64"),
    "macos": ("aarch64-apple-darwin", f"macOS {OLDEST_MACOS}, Apple silicon"),
    "macos-intel": ("x86_64-apple-darwin", f"macOS {OLDEST_MACOS}, Intel"),
    "linux": ("x86_64-manylinux_2_28", "Linux x86-64, glibc 2.28"),
    "linux-arm": ("aarch64-manylinux_2_28", "Linux ARM, glibc 2.28"),
}
"""The systems that the lock holds for: uv's name of each, and ours."""
WITHOUT_WHEELS = {("macos-intel", "3.15")}
"""What the lock cannot be installed on, and the guide says so."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)([^\n\\]*(?:\\\n    --hash=[^\n\\]*)+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pins(lock: Path) -> list[tuple[str, str, list[str]]]:
    """Name, version and the SHA-256 of every wheel, in the order of the file."""
    return [(name, version, _HASH.findall(rest)) for name, version, rest in _PIN.findall(lock.read_text("utf-8"))]


def licence(name: str) -> str:
    """What the installed package says of its licence; empty where it is not installed or does not say."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classifiers = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License")
    ]
    spelt = told.get("License-Expression") or " or ".join(classifiers) or (told.get("License") or "")
    return spelt.strip().splitlines()[0] if spelt.strip() else ""


def licences() -> int:
    """Tell each package's licence; 1 where one is of another kind than ours may stand on."""
    odd = []
    for name, version, _ in pins(ROOT / LOCK):
        spelt = licence(name)
        print(f"{name} {version}: {spelt or 'not installed here, or does not say'}")
        if spelt and not ALLOWED.search(spelt):
            odd.append(name)
    if odd:
        print(f"To be looked at: {', '.join(odd)}", file=sys.stderr)
    return 1 if odd else 0


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


def bill_of_materials() -> dict[str, object]:
    """Every pinned package as CycloneDX 1.6; no time and no random number, so the same pins give the same bill."""
    components = []
    for name, version, hashes in pins(ROOT / LOCK):
        component: dict[str, object] = {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "hashes": [{"alg": "SHA-256", "content": each} for each in hashes],
        }
        if spelt := licence(name):
            component["licenses"] = [{"license": {"name": spelt}}]
        components.append(component)
    us = {"type": "application", "name": "medlemsnytta", "bom-ref": "medlemsnytta"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": us},
        "components": components,
    }


def sbom() -> int:
    text = json.dumps(bill_of_materials(), ensure_ascii=False, indent=1) + "\n"
    (ROOT / SBOM).write_text(text, "utf-8")
    print(f"{SBOM}: {len(pins(ROOT / LOCK))} packages")
    return 0


def update() -> int:
    """Renew the lock, then what the tests need beside it, which is all that their file holds."""
    subprocess.run([*COMPILE, "--upgrade", "-o", LOCK], cwd=ROOT, check=True)
    (ROOT / DEV_LOCK).unlink(missing_ok=True)  # uv would take the hashes over from it, and it is to be made whole
    subprocess.run([*COMPILE, "--extra", "dev", "-c", LOCK, "-o", DEV_LOCK], cwd=ROOT, check=True)
    shared = set(_entries(ROOT / LOCK))
    own = [entry for entry in _entries(ROOT / DEV_LOCK) if entry not in shared]
    (ROOT / DEV_LOCK).write_text("".join([f"-r {LOCK}\n", *own]), "utf-8")
    return 0


def _entries(lock: Path) -> list[str]:
    """Each pin with its marker and hashes, as it stands in the file."""
    return [f"{found[0]}\n" for found in _PIN.finditer(lock.read_text("utf-8"))]


def platforms() -> int:
    """Tell for each system and Python whether every pin has a wheel there; 1 where one lacks it and we promise it."""
    broken = []
    for system, (target, words) in SYSTEMS.items():
        for python in PYTHONS:
            lacking = [said for lock in (LOCK, DEV_LOCK) if (said := _lacking(lock, python, target))]
            promised = (system, python) not in WITHOUT_WHEELS
            if bool(lacking) == promised:
                broken.append((system, python))
            print(f"{words:<28} {python}  {'no: ' + lacking[0] if lacking else 'yes'}")
    if broken:
        print(f"Not as promised: {', '.join(' '.join(each) for each in broken)}", file=sys.stderr)
    return 1 if broken else 0


def _lacking(lock: str, python: str, target: str) -> str:
    """Why the lock cannot be installed there; empty where it can."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["uv", "--no-config", "pip", "install", "--dry-run", "--require-hashes", "--only-binary", ":all:", "-r", lock]
        done = subprocess.run(
            [*command, "--python-version", python, "--python-platform", target, "--target", folder],
            cwd=ROOT,
            env={**os.environ, "UV_PYTHON_DOWNLOADS": "never", "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    if not done.returncode:
        return ""
    said = re.search(r"Because (.*?)(?:,| and )", " ".join(done.stderr.split()))
    return said[1] if said else done.stderr.strip()


if __name__ == "__main__":
    commands = {"licences": licences, "sbom": sbom, "update": update, "platforms": platforms}
    match sys.argv[1:]:
        case ["advisories", export]:
            raise SystemExit(advisories(Path(export)))
        case [command] if command in commands:
            raise SystemExit(commands[command]())
        case _:
            raise SystemExit(__doc__)
