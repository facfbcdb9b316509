"""Where the project is: the folder of this program, and the folder whose parameters and data are read."""

from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
REFERENCE_FOLDER = "data/reference"


def project_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds the reference data; else the one the package stands in."""
    return next((folder for folder in (start, *start.parents) if (folder / REFERENCE_FOLDER).is_dir()), PACKAGE_ROOT)
