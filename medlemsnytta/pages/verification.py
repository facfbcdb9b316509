"""Is this the report that these data give? A file is made again from what it says of itself, and compared byte by byte."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.files.project import NOTEBOOKS_FOLDER
from medlemsnytta.inputs.parameters import params, reports
from medlemsnytta.inputs.places import shown
from medlemsnytta.pages import making, report
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.pages.page import Page
from medlemsnytta.provenance import differences, embedded_recipes, manifests, recipe
from medlemsnytta.provenance.embedded_recipes import Recorded
from medlemsnytta.provenance.manifests import MANIFEST_ENDING

REFERENCE_ENGINE = "kernel"
"""Jupyter's own, whatever engine built the file: the bytes are to be the same."""


@dataclass(frozen=True)
class Verdict:
    """What came of it: `differences` in Swedish, none where the file is just what its inputs give.

    `own_notebook` is true where it was tried with a notebook of the project that is not the program's.
    """

    differences: tuple[str, ...]
    own_notebook: bool


def verify(root: Path, path: Path, *, own_notebook: bool = False) -> Verdict:
    """Make the page again in a temporary folder, and compare; raises ProblemsFound where the file cannot be tried.

    The program's notebook is run. One in the project may come with the file from anywhere, and a notebook can do
    whatever its author wished, so it is run where `own_notebook` says so, and only then.
    """
    content, told = embedded_recipes.read(path, KINDS)
    page = replace(KINDS[told.recipe["notebook"]].recorded(root, path.name, told), name=told.name)
    standing, programs = page.notebook, program.NOTEBOOKS / page.notebook.name
    another = standing.read_bytes() != programs.read_bytes()
    if not own_notebook:
        page = replace(page, notebook=programs)
    now = page.recipe(static=told.recipe.get("static") is True)
    made_differently = [
        *differences.data(page.kind, page.read, told.recipe, now),
        *differences.program(page.kind, told.recipe, now),
        *_parameters_then(page, told.recipe),
    ]
    found = [*differences.altered(path, content, told, KINDS), *made_differently, *_parameters_now(root, page)]
    if not made_differently:
        found += [each for each in _made_again(path, content, told, page, now) if each not in found]
    if found and another and not own_notebook:
        found.append(
            f"I mappen står en egen {NOTEBOOKS_FOLDER}/{standing.name}, som inte har körts. Är {page.kind} byggd med "
            "den: läs igenom den, och pröva med --own-notebook."
        )
    return Verdict(tuple(found), own_notebook and another)


def _parameters_then(page: Page, then: Mapping[str, Any]) -> Iterator[str]:
    """What a page that sets reports side by side would show first today, or last."""
    if page.notebook.name != report.NOTEBOOK and page.parameters != then["parameters"]:
        yield f"{page.name} visar nu andra rapporter, eller i en annan ordning."


def _parameters_now(root: Path, page: Page) -> Iterator[str]:
    """What the params file of the same name says now and did not say then; a report without one is only what it is."""
    if page.notebook.name != report.NOTEBOOK or page.name not in reports.report_names(root):
        return
    try:
        now = params.plain(params.read_parameters(reports.parameter_file(root, page.name), root=root))
    except ProblemsFound:
        yield f"{page.where} går inte längre att läsa."
        return
    for name, then in page.parameters.items():
        if then != now[name]:
            yield f"{page.where}: {name} var {shown(then)} när rapporten byggdes och är nu {shown(now[name])}."


def _made_again(path: Path, content: bytes, told: Recorded, page: Page, now: Mapping[str, Any]) -> Iterator[str]:
    """The files made once more by the recipe of `now`, compared with those that are tried."""
    names = list(told.outputs) if told.ending == MANIFEST_ENDING else [path.name]
    wanted = {f"{page.name}.{each}": name for name in names for each in making.FORMATS if name.endswith(f".{each}")}
    made = making.make(making.job_of(page, wanted, static="static" in now, engine=REFERENCE_ENGINE))
    if told.ending == MANIFEST_ENDING:
        digests = {wanted[file]: recipe.sha256(each) for file, each in made.contents.items()}
        described = making.manifest_of(made, now, digests, manifests.python_told(json.loads(content)))
        yield from differences.of_manifest(path.name, content, described)
        return
    for file, bytes_made in made.contents.items():
        yield from differences.of_file(wanted[file], content, bytes_made)
