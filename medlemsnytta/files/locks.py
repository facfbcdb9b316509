"""A lock on an open file or folder, held by the system, which lets it go with the process."""

import sys

if sys.platform == "win32":
    import msvcrt

    def taken(handle: int) -> bool:
        """Whether the lock could be taken; it is held until the last process that has the handle is gone."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def taken(handle: int) -> bool:
        """Whether the lock could be taken; it is held until the last process that has the handle is gone."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
