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


def keys_of(line: str) -> list[str]:
    """The keys that a line of TOML names, as one and by its parts: of `[targets.parking]`, of `plan.3 = 2500`."""
    named, sign, _value = line.strip().partition("=")
    if named.startswith("["):
        named = named.lstrip("[").partition("]")[0]
    elif not sign:
        return []
    return [name.strip(" \t\"'") for name in (named, *named.split("."))]


class KeyLines:
    """On which line of a TOML text each key stands, looked through once for all mistakes in it."""

    def __init__(self, text: str) -> None:
        self._headings: dict[str, int] = {}
        self._keys: dict[tuple[str, str], int] = {}
        self._anywhere: dict[str, int] = {}
        table = ""
        for number, line in enumerate(text.split("\n"), start=1):
            keys = keys_of(line)
            if keys and line.lstrip().startswith("["):
                table = ".".join(keys[1:])
                self._headings.setdefault(table, number)
            for key in keys:
                self._keys.setdefault((table, key), number)
                self._anywhere.setdefault(key, number)

    def has_table(self, table: str) -> bool:
        """Whether a table has a heading of its own."""
        return table in self._headings

    def line_of(self, table: str, key: str) -> int:
        """The line of a key in a table, or of the table's heading; without such a heading where the key is first."""
        heading = self._headings.get(table) if table else None
        return self._anywhere.get(key, 1) if heading is None else self._keys.get((table, key), heading)
