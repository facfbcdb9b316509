"""The requirements files and what they pin."""

import ast
import operator
import re
from collections.abc import Mapping
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


def without_marker(entry: str) -> str:
    """The pin alone, for pip, which would hold the marker against the system and the Python that it runs in."""
    requirement, backslash, hashes = entry.partition("\\")
    return f"{requirement.partition(';')[0].strip()} {backslash}{hashes}"


_COMPARED = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def holds(entry: str, there: Mapping[str, str]) -> bool:
    """Whether a pin is for the system and the Python that `there` tells of, by its marker.

    Read without `packaging`, so that nothing must be installed for it: uv writes markers in a form of few words.
    """
    _, semicolon, marker = entry.partition("\\")[0].partition(";")
    return not semicolon or _is_true(ast.parse(marker.strip(), mode="eval").body, there)


def _is_true(node: ast.expr, there: Mapping[str, str]) -> bool:
    if isinstance(node, ast.BoolOp):
        each = [_is_true(value, there) for value in node.values]
        return all(each) if isinstance(node.op, ast.And) else any(each)
    name, compare, wanted = node.left.id, _COMPARED[type(node.ops[0])], node.comparators[0].value
    if not name.startswith("python"):
        return compare(there[name], wanted)
    parts = wanted.split(".")
    size = parts.index("*") if "*" in parts else 3
    return compare(_numbers(there[name].split("."), size), _numbers(parts[:size], size))


def _numbers(parts: list[str], size: int) -> list[int]:
    return ([int(part) for part in parts] + [0] * size)[:size]
