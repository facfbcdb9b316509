"""Words that stand where no report shows them but that follow its files out, searched for personal data.

The comments of a YAML file, what a logo says of itself, and the names of files; of a workbook nothing follows but its tables. Nothing here is asked about: it is searched, and what is found is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.logos import words_in_logo
from medlemsnytta.inputs.privacy.findings import IN_SWEDISH
from medlemsnytta.inputs.privacy.search import search

_COMMENT = re.compile(r"(?:^|\s)#(.*)")
_FIX = "Ta bort uppgiften: den syns inte i rapporten, men följer med filen till arkivet."


def problems(files: Mapping[str, bytes], latest: date, released: Iterable[tuple[str, str]]) -> list[Problem]:
    """One problem for each thing found in the `files`, by path, but for the kinds and words that are `released`."""
    let_through = set(released)
    return [
        Problem(where, f"{place} ser ut att innehålla {IN_SWEDISH[finding.kind]}: {finding.masked}.", _FIX)
        for path, content in files.items()
        for where, place, text in _texts(path, content)
        for finding in search(text, latest)
        if (finding.kind, finding.words) not in let_through
    ]


def _texts(path: str, content: bytes) -> Iterator[tuple[str, str, str]]:
    """Where it is, what it is called there, and the text."""
    name = PurePosixPath(path)
    yield path, "filens namn", name.stem.replace("_", " ")
    if name.suffix == ".yaml":
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
            if comment := _COMMENT.search(line):
                yield f"{path}, rad {number}", "kommentaren", comment[1]
    elif name.suffix in (".svg", ".png"):
        for text in words_in_logo(content):
            yield path, "bilden", text
