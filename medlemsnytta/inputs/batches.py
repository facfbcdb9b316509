"""Several reports seen as one batch: those named, those of tables, or all that have a params file."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import batch_tables, params, reports
from medlemsnytta.inputs.params import Parameters

Named = tuple[str, Parameters]


def read_batch(root: Path, names: Sequence[str] = (), tables: Sequence[str] = ()) -> list[Named]:
    """Every report of the batch by its name; raises ProblemsFound with those of all of them."""
    rows: dict[str, object] = {}
    for table in tables:
        _demand_inside(table)
        rows |= batch_tables.read_batch(root, table)
    found, problems = [], []
    for name in dict.fromkeys(names or rows or reports.report_names(root)):
        row = rows.get(name)
        try:
            if row is None:
                read = params.read_parameters(reports.parameter_file(root, name), root=root)
            else:
                read = params.parameters_in(row)
            found.append((name, read))
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
    if not found and not problems:
        problems = [Problem(reports.PARAMS_FOLDER, "mappen har inga parameterfiler.", "Lägg en fil för varje rapport.")]
    if problems:
        raise ProblemsFound(problems)
    return found


def files_of(root: Path, names: Sequence[str], tables: Sequence[str]) -> list[str]:
    """The tables and params files that hold the batch's parameters, from the project's root."""
    rows: dict[str, object] = {}
    for table in tables:
        rows |= batch_tables.read_batch(root, table)
    own = [name for name in names or rows or reports.report_names(root) if rows.get(name) is None]
    return [*tables, *(reports.parameter_file(root, name).relative_to(root).as_posix() for name in own)]


def _demand_inside(table: str) -> None:
    """The notebook reads the table beside the data, so it must be a file of the project."""
    path = PurePosixPath(table.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in table:
        fix = "Lägg den i projektet, till exempel i mappen params."
        raise ProblemsFound([Problem(table, "tabellen ligger utanför projektet.", fix)])
