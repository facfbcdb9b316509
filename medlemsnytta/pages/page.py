"""What has to be known of a page in order to make it, whatever it shows; report, comparison and overview each give theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem
from medlemsnytta.files.project import project_root
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.report_rows import ReportRows
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.formats import FORMATS, USUAL


def outputs_of(name: str) -> tuple[str, ...]:
    """The names of a page's files, all of them and in order; beside them stands its manifest."""
    return tuple(f"{name}.{each}" for each in FORMATS)


@dataclass(frozen=True)
class Page:
    """A page as it would be made today, of the `parameters` that `where` has and the rows that it would `read`.

    `kind` is what it is, in Swedish; `check` examines all that it rests on without running anything, and raises
    ProblemsFound with whatever is wrong.
    """

    name: str
    kind: str
    where: str
    notebook: Path
    parameters: Mapping[str, Any]
    read: ReportRows
    check: Callable[[], object]
    hidden: Callable[[], list[Problem]] = list
    """What ought not to leave the office, in files that follow the page out and are not seen in it."""
    formats: tuple[str, ...] = USUAL
    """What it is made as where nothing else is asked for."""

    @property
    def usual_outputs(self) -> tuple[str, ...]:
        """The names of the files that it is made as where nothing else is asked for."""
        return tuple(file for file in outputs_of(self.name) if file.rpartition(".")[2] in self.formats)

    def made_from(self) -> dict[str, Any]:
        """What goes into it; raises ProblemsFound where a file cannot be read."""
        return recipe.inputs(self.notebook.name, self.parameters, self.read.digests)

    def recipe(self, *, static: bool = False) -> dict[str, Any]:
        """What it is made of: what goes into it, and the program."""
        made_of = recipe.recipe(self.made_from(), self.notebook.read_bytes())
        return made_of | {"static": True} if static else made_of


def working_project() -> Path:
    """The project that a notebook is run in."""
    return project_root(Path.cwd())


def in_file(problem: Problem, file: str) -> Problem:
    """A problem that names a parameter alone is told with the file, or the report, whose parameter it is."""
    parameter = problem.where.split(",")[0]
    if parameter not in Parameters.model_fields:
        return problem
    return Problem(f"{file}, {problem.where}", problem.what, problem.fix)
