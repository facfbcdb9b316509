"""A lock on an open file or folder, held by the system, which lets it go with the process."""

import errno
import sys

_HELD_BY_ANOTHER = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


def taken(handle: int) -> bool:
    """Whether the lock could be taken; it is held until the last process that has the handle is gone.

    Raises OSError where the file system has no locks, as some network drives: nobody holds it then, and to wait is no help.
    """
    try:
        _take(handle)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
