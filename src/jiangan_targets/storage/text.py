"""Bytes of files that people edit, as text."""

from __future__ import annotations

from pathlib import Path

from jiangan_targets.errors import Failure


def decode(data: bytes, path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises:
        Failure: it is not UTF-8; names the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Failure("{path}, line {line}: not UTF-8 text; save the file as UTF-8.", path=path, line=line) from error


def line_at(text: str, position: int) -> int:
    """The number of the line that has the character at `position`."""
    return text.count("\n", 0, position) + 1
