"""Zip files that are the same bytes for the same content, on every machine."""

import io
import zipfile
from collections.abc import Iterable

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
