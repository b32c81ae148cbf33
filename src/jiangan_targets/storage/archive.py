"""Zip archives of office documents, measured before a part is unpacked: a hostile file costs one line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import IO

from jiangan_targets.errors import Failure

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_PARTS = 2_000

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """The parts of a zip file, within bounds.

    Raises:
        Failure: it has too many parts, or they are too large.
        zipfile.BadZipFile: it is none.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        parts = self._zip.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise Failure(
                "{path} unpacks to more than {limit} MB; keep only the part that is needed.",
                path=path,
                limit=MAX_UNPACKED_BYTES // 1024 // 1024,
            )
        self._parts = {part.filename: part for part in parts}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        """The parts' names."""
        return list(self._parts)

    def part(self, name: str) -> IO[bytes]:
        """A part's bytes: never more than its stated size, which was counted.

        Raises:
            KeyError: there is no such part.
            ValueError: it is packed in a way that office programs do not use.
        """
        part = self._parts[name]
        if part.compress_type not in _METHODS or part.flag_bits & 1:
            raise ValueError(name)
        return self._zip.open(part)
