"""The packages this project stands on: licences, known advisories, a bill of materials (CycloneDX), and how pins are renewed.

python .ci/supply_chain.py licences           each pinned package with its licence, from what is installed; offline
python .ci/supply_chain.py advisories FILE    what is known against the pinned versions, by an export of OSV; offline
python .ci/supply_chain.py sbom               writes sbom.cdx.json, made anew at each release; offline
python .ci/supply_chain.py update             renews both requirements files with uv, wheels only, with hashes
python .ci/supply_chain.py platforms          resolves both for every Python and system that we promise; asks the index
python .ci/supply_chain.py wheelhouse --platform windows --python 3.13 [--tests]
                                              one zip of wheels, for a computer that reaches no package index: laid
                                              beside build.py, the first run takes it; --tests adds what they need;
                                              told in Swedish, as the guide's readers use it; installs nothing

The export of OSV (https://osv.dev) for PyPI is one zip, made anew each day, that is fetched on any machine with a network:
https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip
"""

import argparse
import contextlib
import json
import re
import sys
from importlib import metadata
from pathlib import Path

from pinned import DEV_LOCK, LOCK, ROOT, pins

SBOM = "sbom.cdx.json"
FAILED = 1
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|MPL|Mozilla|OFL|SIL Open|PSF|Python Software|Zlib|HPND|Unlicense|CC0|0BSD|LGPL", re.IGNORECASE
)
"""Permissive, or weak copyleft on the package's own files alone."""


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


def parsed(words: list[str]) -> argparse.Namespace:
    """The command line as typed; ends with what is wrong with it, where anything is."""
    import wheelhouse

    if words[:1] == ["wheelhouse"]:
        return wheelhouse.parsed(words)
    parser = argparse.ArgumentParser(prog="python .ci/supply_chain.py")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("licences", "sbom", "update", "platforms", "wheelhouse"):
        commands.add_parser(name)
    commands.add_parser("advisories").add_argument("export", type=Path)
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Run the command line in an environment that has what it needs; returns the exit code."""
    sys.path.insert(0, str(ROOT))
    import build
    from medlemsnytta.files import streams
    from medlemsnytta.installation import bootstrap

    try:
        with streams.guarded():
            code = _answered_at_once(words)
        if code is not None:
            return code
        # Not guarded: an installation goes on where nobody reads what it says.
        lock = ROOT / (DEV_LOCK if words[0] in ("update", "platforms") else LOCK)
        code = bootstrap.run_elsewhere(lock, Path(__file__), words, (build.OLDEST, build.NEWEST))
        if code is not None:
            return code
        with streams.guarded():
            return _run(parsed(words))
    except streams.OutputStopped as stopped:
        if not stopped.reader_left:
            _complain(words, "Utskriften gick inte att skriva klart.", "What was to be said could not be written.")
    except KeyboardInterrupt:
        _complain(words, "Avbrutet. Inget halvfärdigt är kvar; kör igen för att börja om.", "Interrupted.")
    return FAILED


def _complain(words: list[str], swedish: str, english: str) -> None:
    """Say it in the language of the command, where it can be said."""
    with contextlib.suppress(OSError):
        print(f"\n{swedish if words[:1] == ['wheelhouse'] else english}", file=sys.stderr)


def _answered_at_once(words: list[str]) -> "int | None":
    """The exit code of what needs no packages: help, wrong words, and a wheelhouse; else None."""
    import wheelhouse

    if not words or words[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    if words[0] == "wheelhouse":
        return wheelhouse.run(words, ROOT)
    try:
        parsed(words)
    except SystemExit as ended:
        return int(ended.code or 0)
    return None


def _run(asked: argparse.Namespace) -> int:
    import advisories
    import wheels

    if asked.command == "advisories":
        return advisories.advisories(asked.export)
    commands = {"licences": licences, "sbom": sbom, "update": wheels.update, "platforms": wheels.platforms}
    return commands[asked.command]()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
