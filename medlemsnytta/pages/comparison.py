"""A comparison: two reports of one municipality, evaluated anew and set against each other."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsnytta.files.project import notebook
from medlemsnytta.inputs.parameters.compared import compared_reports, comparison_name
from medlemsnytta.inputs.tables.report_rows import read_compared
from medlemsnytta.pages import report
from medlemsnytta.pages.page import Page, working_project
from medlemsnytta.provenance import recipe

if TYPE_CHECKING:
    from medlemsnytta.analysis.evaluation import Evaluation
    from medlemsnytta.provenance.embedded_recipes import Recorded
    from medlemsnytta.rendering.bundles import Record

NOTEBOOK, HEADING = recipe.COMPARISON, "Jämförelser"


def page(root: Path, one: str, other: str) -> Page:
    """The comparison of two reports by their names, in whichever order; raises ProblemsFound."""
    named = compared_reports(root, one, other)
    name, values = comparison_name(named), {"earlier": named[0][0], "later": named[1][0]}
    rows, check = read_compared(root, named), partial(read, one, other, root)
    hidden = partial(report.hidden_personal_data, root, rows)
    return Page(name, "jämförelsen", name, notebook(root, NOTEBOOK), values, rows, check, hidden)


def recorded(root: Path, file: str, told: "Recorded") -> Page:
    """The comparison that a finished file says that it is."""
    return page(root, *(str(told.recipe["parameters"].get(each, "")) for each in ("earlier", "later")))


def title(parameters: Mapping[str, Any]) -> str:
    """What it is called in the list of pages."""
    return f"Vad som har ändrats mellan {parameters['earlier']} och {parameters['later']}"


def read(one: str, other: str, root: Path | None = None) -> "dict[str, Evaluation]":
    """The evaluations of two reports by their names, the earlier first; raises ProblemsFound with what is wrong with either."""
    folder = root or working_project()
    named = compared_reports(folder, one, other)
    return report.open_many(folder, named, read_compared(folder, named))


def record(one: str, other: str) -> "Record":
    """What the notebook shows last: the two reports' names, and the SHA-256 of what they rest on."""
    from medlemsnytta.rendering.bundles import Record

    return Record(**page(working_project(), one, other).made_from())
