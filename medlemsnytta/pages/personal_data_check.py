"""The last look: the finished files are searched for personal data before they come to stand in the output folder.

What people typed has been searched already; this finds what only came together on the way. Side by side on a PDF's page
stand words of different cells, so there only personal numbers and e-mail count.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.privacy.findings import IN_SWEDISH, Finding
from medlemsnytta.inputs.privacy.search import search
from medlemsnytta.provenance.recipe import sha256
from medlemsnytta.rendering.texts import page_lines, texts_of

_SURE = ("identity_number", "coordination_number", "email")


def problems(contents: Mapping[str, bytes], latest: date, released: Iterable[Mapping[str, str]]) -> list[Problem]:
    """One problem for each kind and value found in a file and not `released`, as the notebook recorded it."""
    known = {(one["kind"], one["sha256"]) for one in released}
    return [
        Problem(
            file,
            f"den färdiga filen ser ut att innehålla {IN_SWEDISH[finding.kind]}: {finding.masked}.",
            "Leta efter uppgiften i underlaget, kanske delad på flera celler, och ta bort den. Filen skrevs inte.",
        )
        for file, content in contents.items()
        for finding in dict.fromkeys(_found(content, Path(file).suffix, latest))
        if (finding.kind, sha256(finding.words.encode())) not in known
    ]


def _found(content: bytes, suffix: str, latest: date) -> Iterator[Finding]:
    for text in texts_of(content, suffix):
        yield from search(text, latest)
    if suffix == ".pdf":
        for line in page_lines(content):
            yield from (finding for finding in search(line, latest) if finding.kind in _SURE)
