"""The line that a form is signed by, `填报人：张三　审核人：李四　联系电话：…`: above or below its table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.received.cell import says_nothing
from jiangan_targets.domain.received.tables_read import CellFinding
from jiangan_targets.domain.signature import Signature
from jiangan_targets.errors import message

_LABELS = {
    **dict.fromkeys(("填报人", "填表人", "filled in by"), "filled_by"),
    **dict.fromkeys(("审核人", "复核人", "checked by"), "checked_by"),
    **dict.fromkeys(("联系电话", "电话", "telephone"), "phone"),
}
_ENGLISH = ("filled in by", "checked by", "telephone")
_SIGN = r"(?:\s*[(（]\s*(?:签\s*[字名章]|盖章|signature)\s*[)）])?"
_LABEL = re.compile(rf"(?P<label>{'|'.join(_LABELS)}){_SIGN}\s*[:：]", re.IGNORECASE)
_ANY_LABEL = re.compile(r"[^\s:：0-9]{2,16}(?: in by| by)?[:：]", re.IGNORECASE)
_OF_WHICH = re.compile(r"\s*其\s*中")
_OTHER = re.compile(r"(?:^|\s+)[^\s:：0-9]{2,10}[:：].*|\s{2,}.*", re.DOTALL)
_BLANKS = "_＿…。.，,；;、 \t\n\u3000"

MAX_NAME = 100
"""Characters of a name or a telephone number."""


def read_signature(cells: Sequence[Cell]) -> tuple[Signature, list[CellFinding]] | None:
    """What a line is signed by, and what cannot be used of it; None for a row that does not begin with a label.

    A value stands behind its label, or in the next cell that has something in it.
    """
    filled = [cell for cell in cells if cell.text or cell.problem]
    begins = filled and _ANY_LABEL.match(filled[0].text) and not _OF_WHICH.match(filled[0].text)
    if not begins or not any(_LABEL.search(cell.text) for cell in filled):
        return None
    found, problems, open_key, english = dict[str, str](), list[CellFinding](), "", False
    for cell in filled:
        labels = list(_LABEL.finditer(cell.text))
        before = cell.text[: labels[0].start()] if labels else cell.text
        values = [(open_key, before)] if open_key and not _ANY_LABEL.match(before.strip()) else []
        if open_key and cell.problem:
            problems.append(CellFinding(cell.address, cell.problem))
        ends = [*(label.start() for label in labels[1:]), len(cell.text)]
        values += [
            (_LABELS[label["label"].casefold()], cell.text[label.end() : end])
            for label, end in zip(labels, ends, strict=False)
        ]
        for key, text in values:
            value = _value(text)
            if len(value) > MAX_NAME:
                problems.append(CellFinding(cell.address, message("longer than {limit} characters.", limit=MAX_NAME)))
            elif value:
                found.setdefault(key, value)
        open_key = values[-1][0] if labels and not _value(values[-1][1]) else ""
        english = english or any(label["label"].casefold() in _ENGLISH for label in labels)
    return Signature(found.get("filled_by"), found.get("checked_by"), found.get("phone"), english), problems


def _value(text: str) -> str:
    """What is filled in; a line to sign on is nothing, and what follows behind a gap or another label is not of it."""
    value = " ".join(_OTHER.sub("", text.strip(_BLANKS)).strip(_BLANKS).split())
    return "" if says_nothing(value) else value


class Signatures:
    """Which of a sheet's tables each signature is of: the one above it, or below it in a sheet that begins with one."""

    def __init__(self) -> None:
        self._begins = False
        self._head = self._foot = self._coming = Signature()

    def take(self, signature: Signature, *, any_table: bool) -> bool:
        """A line of signature; `any_table`: there was a table before it. Whether it stands below that one."""
        self._begins = self._begins or not any_table
        if self._begins:
            self._coming = signature.over(self._coming)
        else:
            self._foot = signature.over(self._foot)
        return not self._begins

    def begin_table(self) -> None:
        """What was signed above a table is of this one, and of those that come without a signature of their own."""
        self._head, self._coming = (self._coming if any(self._coming) else self._head), Signature()

    def end_table(self) -> Signature:
        """What the table that ends is signed by."""
        signature, self._foot = self._foot.over(self._head), Signature()
        return signature
