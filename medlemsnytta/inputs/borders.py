"""The outlines of Sweden's municipalities, which the overview's map is drawn from."""

from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import foreign_json, regular_files
from medlemsnytta.files.project import own_or_shipped

BORDERS = "data/borders/municipalities.json"


def read_borders(root: Path) -> dict[str, str]:
    """An SVG path by municipality code, the country two units high; `data/README.md` says where they come from.

    Raises ProblemsFound where the project has a file of its own that says nothing of the kind.
    """
    try:
        told = foreign_json.read(regular_files.read(own_or_shipped(root, BORDERS)))
    except (OSError, ValueError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(path, str) for path in told.values()):
        fix = "Ta bort filen, så används programmets egen."
        raise ProblemsFound([Problem(BORDERS, "filen har inga gränser som går att läsa.", fix)])
    return told
