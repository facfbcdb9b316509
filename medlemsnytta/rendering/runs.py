"""Runs of text put together: white space collapsed as a browser does it, and pictures that stood among them set apart."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medlemsnytta.rendering import bundles

PICTURE = "picture"
"""The kind of run that holds a whole block, under "block": a picture that stood in the middle of a sentence."""
_SPACE = re.compile(r"[ \t\n\r\f]+")


def tidy(content: Iterable[bundles.Inline]) -> list[bundles.Inline]:
    """The same runs with single spaces, none first or last, those of one kind that follow each other joined."""
    made: list[bundles.Inline] = []
    for run in content:
        words = _SPACE.sub(" ", run["text"])
        if (not made or made[-1]["text"].endswith(" ")) and run["type"] != "formula":
            words = words.lstrip(" ")
        if not words:
            continue
        if made and run["type"] == "text" == made[-1]["type"]:
            made[-1] = bundles.text(made[-1]["text"] + words)
        else:
            made.append({**run, "text": words})
    while made and not (words := made[-1]["text"].rstrip(" ")):
        made.pop()
    if made:
        made[-1] = {**made[-1], "text": made[-1]["text"].rstrip(" ")}
    return made


def paragraphs(content: Sequence[bundles.Inline]) -> Iterator[bundles.Block]:
    """A paragraph; or several, with the pictures that stood in it between them."""
    part: list[bundles.Inline] = []
    for run in content:
        if run["type"] != PICTURE:
            part.append(run)
            continue
        yield from _paragraph(part)
        yield run["block"]
        part = []
    yield from _paragraph(part)


def without_pictures(content: Sequence[bundles.Inline]) -> tuple[list[bundles.Inline], list[bundles.Block]]:
    """The runs, and the pictures that stood among them, for what holds words alone."""
    pictures: list[bundles.Block] = [run["block"] for run in content if run["type"] == PICTURE]
    return tidy(run for run in content if run["type"] != PICTURE), pictures


def _paragraph(content: Sequence[bundles.Inline]) -> Iterator[bundles.Block]:
    tidied = tidy(content)
    if len(tidied) == 1 and tidied[0].get("display"):
        yield {"type": "formula", "latex": tidied[0]["text"]}
    elif tidied:
        yield {"type": "paragraph", "content": tidied}


def cell_text(cell: "str | Sequence[bundles.Inline]") -> str:
    """The words of a table's cell, which is text, or runs where it holds more than that."""
    return cell if isinstance(cell, str) else bundles.inline_text(cell)
