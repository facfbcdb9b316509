"""An executed notebook that is not ours as a document: who wrote it, in what language and what it is called, by what it says.

Title, authors, language and date stand in the notebook's metadata (`title`, `authors`, `lang`, `date`) or in the YAML at the
head of a first raw cell, as Quarto and Jupytext write them.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from medlemsnytta.rendering import bundles, page_words
from medlemsnytta.rendering.blocks import Document, document, ours
from medlemsnytta.rendering.reading import Reading

if TYPE_CHECKING:
    from nbformat import NotebookNode

_FRONT_MATTER = re.compile(r"\s*---\s*\n(?P<said>.*?)\n---\s*", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def any_document(
    notebook: "NotebookNode", name: str, folder: Path | None, exporter: str, language: str = "", show_code: bool = False
) -> Document:
    """The document of any executed notebook, called `name` where it has no title; `exporter` is whose option gives the language."""
    if any(ours(output) == bundles.HEAD_MIME for cell in notebook.cells for output in cell.get("outputs", [])):
        return document(notebook, Reading(folder=folder, show_code=show_code))
    said, cells = _said(notebook)
    known = language or _language(said)
    reading = Reading(known or page_words.ENGLISH, own=False, folder=folder, show_code=show_code)
    if not known:
        reading.warn("warn_language", "fix_language", exporter=exporter)
    read = document(type(notebook)({**notebook, "cells": cells}), reading, _plain(said.get("title")))
    return {**read, "head": asdict(_head(said, read["title"] or name or reading.words["untitled"]))}


def _said(notebook: "NotebookNode") -> "tuple[Mapping[str, Any], list[NotebookNode]]":
    """What the notebook says of itself, and its cells without that; each keeps its place."""
    first, *rest = notebook.cells or [None]
    if first is None or first.cell_type != "raw" or (front := _FRONT_MATTER.fullmatch(first.source)) is None:
        return notebook.metadata, notebook.cells
    try:
        said = yaml.safe_load(front["said"])
    except yaml.YAMLError:
        said = None
    if not isinstance(said, dict):
        return notebook.metadata, notebook.cells
    of_metadata = {key: one for key, one in notebook.metadata.items() if one is not None}
    return {**said, **of_metadata}, [type(first)({**first, "source": ""}), *rest]


def _language(said: Mapping[str, Any]) -> str:
    named = said.get("lang") or said.get("language")
    return named if isinstance(named, str) and _LANGUAGE.fullmatch(named) else ""


def _head(said: Mapping[str, Any], otherwise: str) -> bundles.Head:
    title = _plain(said.get("title")) or otherwise
    written = said.get("authors") or said.get("author") or []
    listed = written if isinstance(written, list) else [written]
    authors = [_plain(each.get("name")) if isinstance(each, Mapping) else _plain(each) for each in listed]
    day = _day(said.get("date"))
    keywords = said.get("keywords")
    return bundles.Head(
        title=title,
        municipality=", ".join(filter(None, authors)),
        date=day,
        date_text=day,
        case_number="",
        description=_plain(said.get("description")),
        keywords=tuple(filter(None, map(_plain, keywords))) if isinstance(keywords, list) else (),
    )


def _plain(written: Any) -> str:
    """Words as words: lists that name each other in YAML would grow without end if they were written out."""
    return " ".join(str(written).split()) if isinstance(written, str | int | float | date) else ""


def _day(written: Any) -> str:
    try:
        return date.fromisoformat(_plain(written)[:10]).isoformat()
    except ValueError:
        return ""
