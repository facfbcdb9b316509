"""The page that lists all reports standing in the output folder, and the pages that set reports side by side.

Made from their manifests, and the names of municipalities, and nothing else.

It has no clock and no order of its own making: the same reports give the same bytes, whoever built them and when.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from medlemsnytta.files import foreign_json, program, regular_files, writing
from medlemsnytta.files.program import TEMPLATES
from medlemsnytta.files.project import REFERENCE_FOLDER
from medlemsnytta.pages import report
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.embedded import csp_hash, embeddable, page_style, source
from medlemsnytta.rendering.formats import FORMATS

NAME = "index.html"
_MANIFEST = ".manifest.json"


@dataclass(frozen=True)
class File:
    """A link to one file of a report: `words` is its kind, `size` is told in Swedish."""

    href: str
    words: str
    size: str


@dataclass(frozen=True)
class Beside:
    """A page that sets reports side by side, under its `heading`; `title` says which reports."""

    name: str
    heading: str
    title: str
    files: tuple[File, ...]
    manifest: str


@dataclass(frozen=True)
class Listed:
    """One row: `results` are pairs of a network and what the evidence says of it."""

    name: str
    municipality: str
    title: str
    year: int
    date: str
    date_text: str
    results: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    manifest: str


def write(folder: Path) -> Path | None:
    """Bring the list up to date with what stands in `folder`; None where there is nothing to list."""
    found = tuple(listed(folder))
    if not found:
        writing.remove(folder / NAME)
        return None
    content = page(found).encode()
    path = folder / NAME
    if not path.is_file() or path.read_bytes() != content:
        writing.publish(folder, {NAME: content})
    return path


def listed(folder: Path) -> Iterator[Listed | Beside]:
    """What each manifest that can be read and has a file standing is of, in the order of their names."""
    for path in sorted(folder.glob(f"*{_MANIFEST}"), key=lambda file: file.name):
        try:
            row = _row(folder, path.name, foreign_json.read(regular_files.read(path)))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if row.files:
            yield row


def _row(folder: Path, file: str, manifest: Mapping[str, Any]) -> Listed | Beside:
    name, parameters = file.removesuffix(_MANIFEST), manifest["recipe"]["parameters"]
    sizes = {kind: _bytes(folder / f"{name}.{kind}") for kind in FORMATS if f"{name}.{kind}" in manifest["outputs"]}
    standing = {kind: size for kind, size in sizes.items() if size}
    links = tuple(File(quote(f"{name}.{kind}"), FORMATS[kind].words, _size(size)) for kind, size in standing.items())
    kind = KINDS[manifest["recipe"].get("notebook", report.NOTEBOOK)]
    if kind is not report:
        return Beside(name, kind.HEADING, kind.title(parameters), links, quote(file))
    day = date.fromisoformat(parameters["report_date"])
    return Listed(
        name=name,
        municipality=_municipality(parameters["municipality_code"], name),
        title=parameters["title"],
        year=parameters["year"],
        date=day.isoformat(),
        date_text=swedish.long_date(day),
        results=tuple(manifest["result"].items()),
        files=links,
        manifest=quote(file),
    )


def _municipality(code: str, name: str) -> str:
    """By its code; one that the shared table does not have is called as in the report's name."""
    return _names().get(code) or name.rstrip("-0123456789").replace("-", " ").capitalize()


@cache
def _names() -> dict[str, str]:
    with (program.FILES / REFERENCE_FOLDER / "municipalities.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _size(count: int) -> str:
    """Whole kilobytes, and megabytes from a million bytes."""
    if count < 1_000_000:
        return f"{swedish.number(max(1, count // 1000))}{swedish.HARD_SPACE}kB"
    return f"{swedish.number(count / 1_000_000, 1)}{swedish.HARD_SPACE}MB"


def page(found: Sequence[Listed | Beside]) -> str:
    """The list as one HTML file, with its search and its sorting in a script allowed by its hash."""
    rows = [each for each in found if isinstance(each, Listed)]
    beside = [each for each in found if isinstance(each, Beside)]
    headings = [kind.HEADING for kind in KINDS.values() if kind is not report]
    return _template().render(
        beside=[(heading, [each for each in beside if each.heading == heading]) for heading in headings],
        rows=rows,
        counted=swedish.counted(len(rows), "en rapport", "rapporter"),
        style=Markup(page_style("council", "answering", "listing")),
        script=Markup(embeddable(source("reports"))) if rows else "",
    )


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["csp_hash"] = csp_hash
    return environment.get_template("reports.html.j2")
