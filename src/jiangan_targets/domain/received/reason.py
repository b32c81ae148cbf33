"""Why a target lags, and what is done about it, as a received row says: 滞后原因 and 整改措施 beside its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.received.cell import is_plain_number, says_nothing, shown
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.row import Row
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.errors import message


class SaidReason(NamedTuple):
    """The cell of a reason, what it says, and what is done about it."""

    cell: Cell
    reason: str
    measure: str | None


class ReasonReader:
    """Reads the reasons of one table; what is done is kept only beside a reason, and is a remark anywhere else."""

    def __init__(self, columns: Sequence[Column], found: TablesRead) -> None:
        by_role = {column.role: column for column in reversed(columns) if not column.hidden}
        self._reason, self._measure = by_role.get(Role.REASON), by_role.get(Role.MEASURE)
        self._found = found

    def read(self, row: Row) -> SaidReason | None:
        """What the row says; None when it says nothing, or no words, which is told."""
        if self._reason is None:
            return None
        cell = row.cell(self._reason)
        reason, measure = self._text(row, self._reason), self._text(row, self._measure)
        if reason is None:
            if measure is not None and self._measure is not None:
                told = message("a measure without a reason; it is left out.")
                self._found.once(self._found.remarks, row.cell(self._measure).address, told)
            return None
        for column, text in ((self._reason, reason), (self._measure, measure)):
            if column is not None and text is not None and is_plain_number(text):
                told = message("a number below “{heading}”, where words are expected.", heading=column.heading)
                self._found.refuse(row.cell(column).address, told)
                return None
        return SaidReason(cell, reason, measure)

    @staticmethod
    def _text(row: Row, column: Column | None) -> str | None:
        text = "" if column is None else shown(row.cell(column)).strip()
        return text if text and not says_nothing(text) else None
