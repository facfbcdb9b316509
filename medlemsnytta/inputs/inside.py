"""Names and paths that stay inside the project and mean the same on every system."""

import re
from pathlib import Path

_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name for a device, whatever ending it has."""
    return _DEVICE.fullmatch(name.rstrip(". ")) is not None


def leads_outside(path: Path, root: Path) -> bool:
    """Whether `path`, with every link in it followed, is no longer under `root`."""
    return not path.resolve().is_relative_to(root.resolve())
