"""Zip files whose bytes depend on their content alone."""

import io
from collections.abc import Iterable
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FILE_DATE: Final = (1980, 1, 1, 0, 0, 0)


def zip_of(files: Iterable[tuple[str, bytes]], *, compressed: bool = True) -> bytes:
    """Returns a zip of files by name. `compressed`: False for content that is compressed already."""
    buffer = io.BytesIO()
    method = ZIP_DEFLATED if compressed else ZIP_STORED
    with ZipFile(buffer, "w", method) as file:
        for name, content in files:
            entry = ZipInfo(name, FILE_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = method, 3, 0o644 << 16
            file.writestr(entry, content, compresslevel=6)
    return buffer.getvalue()
