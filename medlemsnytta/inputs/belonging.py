"""Whether a report's name, year, municipality and folder of tables are those of one report, or are declared not to be."""

import re
from collections.abc import Iterator
from pathlib import Path

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.same_text import as_file_name
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_files import TableFolder, own_folder, shared_folder

_NAME = re.compile(r"(?P<whose>.+?)(?:-(?P<year>[0-9]{4}))?")
_FIX = "Rätta det ena, eller skriv skälet på raden 'mismatch_reason'."


def disagreements(root: Path, name: str, parameters: Parameters, where: str) -> Iterator[Problem]:
    """What in the parameters of the report called `name` says that they are another's; told at `where` they stand.

    A folder that is not called after a municipality, such as one without rows, belongs to everybody.
    """
    if parameters.mismatch_reason:
        return
    named = _NAME.fullmatch(name)
    if named and named["year"] and int(named["year"]) != parameters.year:
        yield Problem(where, f"'year' är {parameters.year}, men rapporten heter {name}.", _FIX)
    whose = {**_called(shared_folder(root)), **_called(own_folder(root, parameters.data_folder))}
    folder = parameters.data_folder.rpartition("/")[2]
    for what, word in (("rapporten heter", named["whose"] if named else name), ("mappen heter", folder)):
        codes = {code for code, called in whose.items() if word in (called, f"{called}-{code}")}
        if codes and parameters.municipality_code not in codes:
            told = f"'municipality_code' är {parameters.municipality_code}, men {what} {word}, som har koden "
            yield Problem(where, f"{told}{' eller '.join(sorted(codes))}.", _FIX)


def other_owner(root: Path, name: str, parameters: Parameters | None) -> bool:
    """Whether a page called so would be another's, by its municipality or year; without `parameters` any municipality's."""
    named = _NAME.fullmatch(name)
    if named is None:
        return False
    if parameters is None:
        return any(named["whose"] in (each, f"{each}-{code}") for code, each in _called(shared_folder(root)).items())
    return any(disagreements(root, name, parameters.model_copy(update={"mismatch_reason": ""}), ""))


def _called(folder: TableFolder) -> dict[str, str]:
    """What the files of each municipality in the folder's table are called by, by its code."""
    sheet = folder.read(LAYOUTS["municipalities"])
    if not {"code", "name"} <= set(sheet.header):
        return {}
    code, name = sheet.header.index("code"), sheet.header.index("name")
    return {str(cells[code]): as_file_name(str(cells[name])) for _, cells in sheet.rows}
