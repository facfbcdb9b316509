"""Names and paths that stay inside the project and mean the same on every system."""

import os
import re
from pathlib import Path

_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST = 200


LONGEST_ON_WINDOWS = 259
"""Letters of a whole path; Windows says of a longer one that the file, or the folder it should be in, is not there."""


def how_to_write(path: Path, otherwise: str) -> str:
    """What to do where nothing can be written at `path`, in Swedish; `otherwise` where its length is not to blame."""
    letters = len(os.path.abspath(path))
    if letters <= LONGEST_ON_WINDOWS:
        return otherwise
    return f"Sökvägen är {letters} tecken lång, och Windows tar {LONGEST_ON_WINDOWS}. Flytta mappen närmare diskens början."


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name for a device, whatever ending it has."""
    return _DEVICE.fullmatch(name.rstrip(". ")) is not None


def is_plain(path: str) -> bool:
    """Whether a path with slashes leads to one and the same place within a folder on every system, and to nothing hidden."""
    parts = path.split("/")
    return path.isprintable() and len(path) <= _LONGEST and all(map(_is_plain_name, parts)) and "\\" not in path


def _is_plain_name(name: str) -> bool:
    return not re.search(r'[<>:"|?*]', name) and not is_device(name) and name == name.strip(" .") != ""


def left_by_a_program(name: str) -> bool:
    """Whether an editor or a system keeps something of its own under this name, as ._x.yaml, ~$x.xlsx and .#x.csv."""
    return name.startswith((".", "~"))


def leads_outside(path: Path, root: Path) -> bool:
    """Whether `path`, with every link in it followed, is not under `root`."""
    try:
        return not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        # A link that leads to itself leads nowhere; Python says so in two ways.
        return True


def names_in(root: Path, folder: str) -> frozenset[str]:
    """What stands in the folder, named from `root`; nothing where there is none that is spelt so.

    Windows and Mac take A for a, and Linux does not; by these names a file is found, or missing, on all of them.
    """
    place = root
    for part in Path(folder).parts:
        if part not in _listed(place):
            return frozenset()
        place /= part
    return _listed(place)


def _listed(folder: Path) -> frozenset[str]:
    return frozenset(os.listdir(folder)) if folder.is_dir() else frozenset()
