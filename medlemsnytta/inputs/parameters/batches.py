"""Several reports seen as one batch: those named, those of tables, or all that have a params file."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import belonging
from medlemsnytta.inputs.parameters import batch_tables, params, reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.parameters.yaml_lines import Located

Named = tuple[str, Parameters]
Chosen = dict[str, Located | None]
"""Reports by name; with its row where a table of reports holds the parameters."""


def chosen(root: Path, names: Sequence[str] = (), tables: Sequence[str] = ()) -> Chosen:
    """The reports named, or all of the tables, or of the params files where no table is given."""
    rows: Chosen = {}
    for table in tables:
        rows |= batch_tables.read_batch(root, table)
    every = dict.fromkeys(names) or rows or dict.fromkeys(reports.report_names(root))
    return {name: rows.get(name) for name in every}


def read_parameters(
    root: Path, name: str, row: Located | None, overrides: Mapping[str, str] | None = None
) -> tuple[str, Parameters]:
    """Where the report's parameters stand, in a file of its own or the `row` of a table, and what they are."""
    if row is not None:
        where, parameters = row.where, params.parameters_in(row, overrides)
    else:
        path = reports.parameter_file(root, name)
        where, parameters = path.relative_to(root).as_posix(), params.read_parameters(path, overrides, root=root)
    if problems := list(belonging.disagreements(root, name, parameters, where)):
        raise ProblemsFound(problems)
    return where, parameters


def read_batch(root: Path, names: Sequence[str] = (), tables: Sequence[str] = ()) -> list[Named]:
    """Every report of the batch by its name; raises ProblemsFound with those of all of them."""
    for table in tables:
        _demand_inside(table)
    found, problems = [], []
    for name, row in chosen(root, names, tables).items():
        try:
            found.append((name, read_parameters(root, name, row)[1]))
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
    if not found and not problems:
        problems = [reports.NONE_YET]
    if problems:
        raise ProblemsFound(problems)
    return found


def files_of(root: Path, names: Sequence[str], tables: Sequence[str]) -> list[str]:
    """The tables and params files that hold the batch's parameters, from the project's root."""
    own = [name for name, row in chosen(root, names, tables).items() if row is None]
    return [*tables, *(reports.parameter_file(root, name).relative_to(root).as_posix() for name in own)]


def _demand_inside(table: str) -> None:
    """The notebook reads the table beside the data, so it must be a file of the project."""
    path = PurePosixPath(table.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in table:
        fix = "Lägg den i projektet, till exempel i mappen params."
        raise ProblemsFound([Problem(table, "tabellen ligger utanför projektet.", fix)])
