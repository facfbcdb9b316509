"""The requirements files and what they pin."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK, DEV_LOCK = "requirements.txt", "requirements-dev.txt"

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)([^\n\\]*(?:\\\n    --hash=[^\n\\]*)+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pins(lock: Path) -> list[tuple[str, str, list[str]]]:
    """Name, version and the SHA-256 of every wheel, in the order of the file."""
    return [(name, version, _HASH.findall(rest)) for name, version, rest in _PIN.findall(lock.read_text("utf-8"))]


def entries(lock: Path) -> list[str]:
    """Each pin with its marker and hashes, as it stands in the file."""
    return [f"{found[0]}\n" for found in _PIN.finditer(lock.read_text("utf-8"))]
