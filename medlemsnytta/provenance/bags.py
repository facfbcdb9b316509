"""Files packed for an archive in the shape of BagIt (RFC 8493): one zip, the same bytes for the same files."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from medlemsnytta.files.zips import zipped

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = 79


def bag(name: str, payload: Mapping[str, bytes], described: Mapping[str, str], day: date) -> bytes:
    """A zip with one folder `name`: the `payload` under data/, checksums, and what the bag is said to be.

    `described` becomes bag-info.txt, one label a line; `day` is the bagging date, which the report decides and no clock.
    """
    if odd := [path for path in payload if re.search(r"[%\r\n]", path)]:
        raise ValueError(f"programs disagree on how a bag spells {odd}")
    octets = sum(map(len, payload.values()))
    info = {**described, "Bagging-Date": day.isoformat(), "Payload-Oxum": f"{octets}.{len(payload)}"}
    files = {f"data/{path}": content for path, content in payload.items()}
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(_folded(label, value) for label, value in info.items()).encode(),
        "manifest-sha256.txt": _checksums(files, "sha256"),
        "manifest-sha512.txt": _checksums(files, "sha512"),
    }
    tags |= {f"tagmanifest-{kind}.txt": _checksums(tags, kind) for kind in ("sha256", "sha512")}
    return zipped(sorted({f"{name}/{path}": content for path, content in (tags | files).items()}.items()))


def _checksums(files: Mapping[str, bytes], kind: str) -> bytes:
    lines = (f"{hashlib.new(kind, content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()


def _folded(label: str, value: str) -> str:
    """A label and its value, on lines of at most 79 letters; what goes on is indented."""
    lines, words = [], f"{label}: {' '.join(value.split())}".split(" ")
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > _LINE:
            lines.append(line)
            line = f"  {word}"
        else:
            line += f" {word}"
    return "\n".join([*lines, line]) + "\n"
