"""Zip files: written as the same bytes for the same content on every machine, and read however damaged or false they are."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable

DAMAGED = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError),
    *(zlib.error, lzma.LZMAError, struct.error),
)
"""What unpacking a damaged file raises."""

_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_A_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def zipped(files: Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    """The files by their paths, in the order given and without a clock; packed, their bytes are those of one zlib alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _FIRST_DAY_OF_ZIP)
            entry.compress_type, entry.external_attr, entry.create_system = compression, _A_PLAIN_FILE, _UNIX
            archive.writestr(entry, content)
    return packed.getvalue()


def content_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The part's content, of which no more is unpacked than its entry says that there is; raises as `DAMAGED` tells."""
    with archive.open(part) as opened:
        return opened.read(part.file_size + 1)
