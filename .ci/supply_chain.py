"""The packages this project stands on: their licences, a bill of materials (CycloneDX), and how their pins are renewed.

python .ci/supply_chain.py licences     each pinned package with its licence, from what is installed; offline
python .ci/supply_chain.py sbom         writes sbom.cdx.json, made anew at each release; offline
python .ci/supply_chain.py update       renews both requirements files with uv, wheels only, with hashes
"""

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

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
        "--upgrade",
    ),
)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\n]*(?:\\\n    --hash=[^\n]*)+)", re.MULTILINE)
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
    for more in (("-o", LOCK), ("--extra", "dev", "-c", LOCK, "-o", DEV_LOCK)):
        subprocess.run([*COMPILE, *more], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    commands = {"licences": licences, "sbom": sbom, "update": update}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        raise SystemExit(__doc__)
    raise SystemExit(commands[sys.argv[1]]())
