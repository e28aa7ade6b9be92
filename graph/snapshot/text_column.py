from collections.abc import Iterable
from typing import Self

import numpy as np

from graph.snapshot.array_types import IndexArray


class TextColumn:
    """Texts in one buffer: beside its UTF-8, a text takes 8 bytes."""

    def __init__(self, buffer: bytes, ends: IndexArray) -> None:
        self._buffer = buffer
        self._ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        encoded = [text.encode() for text in texts]
        return cls(b"".join(encoded), np.cumsum([0, *map(len, encoded)], dtype=np.int64))

    def __getitem__(self, index: int) -> str:
        return self._buffer[int(self._ends[index]) : int(self._ends[index + 1])].decode()
