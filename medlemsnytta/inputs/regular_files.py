"""Files read as files: a pipe or a device would be waited for, for ever, and a folder has no content."""

import errno
import stat
from pathlib import Path


def is_regular(path: Path) -> bool:
    """Whether a file stands there, links followed; raises OSError where nothing does, or it may not be seen."""
    return stat.S_ISREG(path.stat().st_mode)


def read(path: Path, most: int = -1) -> bytes:
    """The file's content, or its first `most` bytes; raises OSError also for what is no regular file."""
    if not is_regular(path):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    with path.open("rb") as file:
        return file.read(most)
