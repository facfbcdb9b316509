"""The files that a page is made of, carried in the page: so that whoever has the page alone can make it again.

The executed notebook holds them packed in its metadata, with the page's name; the HTML has them as they are packed, the
PDF as a JSON file that anyone can read. bzip2 packs the same everywhere, which zlib of different makers does not.
"""

import base64
import bz2
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medlemsnytta.files import foreign_json
from medlemsnytta.files.paths import is_plain
from medlemsnytta.rendering.embedded import canonical

if TYPE_CHECKING:
    from nbformat import NotebookNode

METADATA = "medlemsnytta"
"""Under this name in a notebook's metadata: the "page" that it is, and its "files"."""
MOST_BYTES = 20_000_000
"""Of all files together, unpacked."""
MOST_LETTERS_IN_HTML = 100_000
"""A page that would carry more is left without, so that it stays small; its PDF has it all."""
_MOST_FILES = 5_000


def put(notebook: "NotebookNode", name: str, files: Mapping[str, bytes]) -> None:
    """The page's `name` and `files` into the executed notebook; more than can be read again are left out."""
    held = {"files": packed(files)} if sum(map(len, files.values())) <= MOST_BYTES // 2 else {}
    notebook.metadata[METADATA] = {"page": name, **held}


def held_by(notebook: Mapping[str, Any]) -> dict[str, str]:
    """The "page" and "files" of a notebook, "" where it has none."""
    held = notebook.get("metadata", {}).get(METADATA)
    told = held if isinstance(held, dict) else {}
    return {key: told[key] if isinstance(told.get(key), str) else "" for key in ("page", "files")}


def packed(files: Mapping[str, bytes]) -> str:
    """The files as letters; the same for the same files."""
    return base64.b64encode(bz2.compress(_written(files).encode())).decode()


def as_json(packed_files: str) -> str:
    """What `packed` packed, as the PDF carries it; raises ValueError where it is none or too large."""
    unpacking = bz2.BZ2Decompressor()
    try:
        content = unpacking.decompress(base64.b64decode(packed_files, validate=True), MOST_BYTES + 1)
    except OSError as damaged:
        raise ValueError("not packed by us") from damaged
    if not unpacking.eof or unpacking.unused_data or len(content) > MOST_BYTES:
        raise ValueError("damaged, or too large")
    return content.decode()


def of_json(written: str) -> dict[str, bytes]:
    """The files by their paths; raises ValueError where a path could lead astray or there are too many."""
    told = foreign_json.read(written)
    if not isinstance(told, dict) or len(told) > _MOST_FILES or not all(map(is_plain, told)):
        raise ValueError("no files with plain paths")
    if len({path.casefold() for path in told}) < len(told):
        raise ValueError("two files of one name")
    return {path: _content(each) for path, each in told.items()}


def _written(files: Mapping[str, bytes]) -> str:
    return canonical({path: _text(content) for path, content in files.items()})


def _text(content: bytes) -> str | dict[str, str]:
    """The text that it is, where it is text, because that can be read; else its bytes as letters."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _content(told: Any) -> bytes:
    if isinstance(told, str):
        return told.encode()
    if isinstance(told, dict) and isinstance(told.get("base64"), str):
        return base64.b64decode(told["base64"], validate=True)
    raise ValueError("neither text nor bytes")
