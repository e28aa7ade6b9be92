"""Zips whose bytes depend only on their content."""

import io
from collections.abc import Iterable
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FILE_DATE: Final = (1980, 1, 1, 0, 0, 0)


def zip_of(files: Iterable[tuple[str, Iterable[bytes]]], *, compressed: bool = True) -> bytes:
    """Returns a zip of named pieces. `compressed`: False for content that is compressed already."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, pieces in files:
            entry = ZipInfo(name, FILE_DATE)
            entry.compress_type = ZIP_DEFLATED if compressed else ZIP_STORED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            with file.open(entry, "w") as content:
                content.writelines(pieces)
    return buffer.getvalue()
