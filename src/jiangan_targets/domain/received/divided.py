"""Numbers of a text file that commas divided into several cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from jiangan_targets.domain.received.cell import is_plain_number
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.row import Row
from jiangan_targets.domain.target import Target

_SPLIT_NUMBER = re.compile(r"[-+]?[1-9][0-9]{0,2}")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9].*")
_THOUSANDS = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
_WITHOUT_NUMBERS = frozenset(
    {
        *(Role.NOTE, Role.SOURCE, Role.UNIT, Role.DAY, Role.DEPARTMENT, Role.REMARK, Role.GROUP, Role.DIVISION),
        *(Role.BLANK, Role.REASON, Role.MEASURE, Role.BY),
    }
)


def is_divided(row: Row, column: Column, columns: Sequence[Column], target: Target) -> bool:
    """Whether commas divided numbers of the row in a text file: `16,000,9,000` as 16, 000, 9 and 000.

    A divided number moves all that is behind it: where the id stands in its column behind the figure, none was.
    """
    behind = next((each for each in columns if each.role is Role.ID), None)
    if behind is not None and behind.place > column.place and row.text_of(behind) == target.id:
        return False
    texts = [cell.value if isinstance(cell.value, str) else "" for cell in row.cells]
    if column.place < len(texts) and _LEADING_ZERO.fullmatch(texts[column.place].strip()):
        return True
    pairs = [
        (place, first.strip() + second.strip())
        for place, (first, second) in enumerate(pairwise(texts))
        if _SPLIT_NUMBER.fullmatch(first.strip()) and _THOUSANDS.fullmatch(second.strip())
    ]
    roles = {each.place: each.role for each in columns}
    strays = [
        place
        for place, text in enumerate(texts)
        if roles.get(place, Role.BLANK) in _WITHOUT_NUMBERS and is_plain_number(text)
    ]
    return bool(pairs and strays) or any(
        texts[place + 1].strip().startswith("0") or Decimal(joined) == target.value for place, joined in pairs
    )
