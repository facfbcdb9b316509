"""What a test needs of the system it runs on; where that is lacking the test is left out, and says why."""

import ctypes
import os
import sys

import pytest

_WINE = sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")

CERTIFICATES = pytest.mark.skipif(_WINE, reason="Wine's store of certificates is not Windows'")
FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork to kill a process in")
LINKS = pytest.mark.skipif(sys.platform == "win32", reason="making a link takes a right of its own on Windows")
PIPES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals to a process")
TIMES_OF_CHANGES = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps no time of a change that cannot be set back"
)
