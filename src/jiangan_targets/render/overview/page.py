"""What the forms of an overview lay out: lines, tables of values as they are, and notes."""

from __future__ import annotations

from typing import NamedTuple

from jiangan_targets.domain.progress import Standing
from jiangan_targets.render.sheet import Value


class Column(NamedTuple):
    """A column: its heading, the sign for it where there is no room, and of whose standing it counts.

    A `text` may be broken into lines. Where there is no room, columns with the highest `spare` are left out first;
    those of 0 never. What is `toned` has the colour of the row's standing.
    """

    heading: str
    sign: str = ""
    standing: Standing | None = None
    text: bool = False
    spare: int = 0
    toned: bool = False


class Table(NamedTuple):
    """A table; `standings` has that of each row, where a row has one."""

    name: str
    columns: list[Column]
    rows: list[list[Value]]
    standings: tuple[Standing, ...] = ()


class Page(NamedTuple):
    """The whole view."""

    title: str
    lines: list[str]
    tables: list[Table]
    notes: list[str]
