"""Whether a notebook's file can be run with parameters; what it does then is not known here."""

import re
from collections.abc import Mapping

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import foreign_json

PARAMETERS_TAG = "parameters"
_MERGE_MARK = re.compile(rb"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_FETCH = "Hämta anteckningsboken på nytt, eller öppna och spara den i Jupyter."


def demand_runnable(content: bytes, where: str) -> None:
    """Raises ProblemsFound, with the notebook called `where`."""
    if mark := _MERGE_MARK.search(content):
        row = content.count(b"\n", 0, mark.start()) + 1
        fix = "Välj en av versionerna, och ta bort raderna med <<<<<<<, ======= och >>>>>>>."
        raise ProblemsFound([Problem(f"{where}, rad {row}", "två versioner av filen är inte sammanslagna än.", fix)])
    try:
        read = foreign_json.read(content.decode("utf-8-sig"))
    except ValueError:
        raise ProblemsFound([Problem(where, "filen är ingen anteckningsbok, eller skadad.", _FETCH)]) from None
    cells = read.get("cells") if isinstance(read, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ProblemsFound([Problem(where, "filen är ingen anteckningsbok, eller i ett äldre format.", _FETCH)])
    tagged = sum(PARAMETERS_TAG in _tags(cell) for cell in cells)
    if tagged != 1:
        what = f"{'ingen cell' if not tagged else 'fler än en cell'} har etiketten {PARAMETERS_TAG}."
        fix = f"Ge cellen med rapportens parametrar etiketten {PARAMETERS_TAG}; utan den används inte de som är givna."
        raise ProblemsFound([Problem(where, what, fix)])


def _tags(cell: Mapping[str, object]) -> list[object]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) and cell.get("cell_type") == "code" else []
