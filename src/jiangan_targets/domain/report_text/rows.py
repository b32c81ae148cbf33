"""A table's row whose target stands in several cells: the indicator in one, its figure or its day in another."""

from __future__ import annotations

import re
from decimal import Decimal

from jiangan_targets.domain.report_text.amounts import SCALES, Amount, from_words, number
from jiangan_targets.domain.report_text.draft import Binding, Setting, draft
from jiangan_targets.domain.report_text.names import NOTHING, Wording, name
from jiangan_targets.domain.report_text.proposal import NO_FIGURE, Compared, Proposal, ProposedKind
from jiangan_targets.domain.report_text.relations import deadline, is_done
from jiangan_targets.domain.report_text.tables import Column, TableRow
from jiangan_targets.domain.report_text.text import LONGEST_CLAUSE, Line
from jiangan_targets.domain.report_text.words import begins_with_verb

_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_VALUE = re.compile(
    rf"(?P<before>[\u4e00-\u9fff]{{0,4}}|[>≥<≤]) ?(?P<low>{_NUMBER})(?: ?%?[-至] ?(?P<high>{_NUMBER}))? ?"
    "(?P<unit>[^0-9月日年号]{0,6}?) ?(?P<behind>左右|以上|以内|以下)?"
)
LONGEST_LABEL = 120
"""Characters of a cell that names, measures or dates what stands in others; a longer one is a text of its own."""

_SIGNS = {">": "超过", "≥": "不低于", "<": "低于", "≤": "不超过"}
_BRACKETED = re.compile(r"[(（]([^()（）]{1,8})[)）]")
_PLACE = re.compile(
    "(?:[\u4e00-\u9fff]{0,4}[^前第])?[前第](?:列)?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[位名强]?(?:[以之]?内|以上)?"
)
_MARKS = " \u3000\t|。；;，,"


def value_in(cell: Line, row: TableRow, setting: Setting, growth: str = "") -> Proposal | None:
    """The target whose figure stands alone in `cell`; None when the cell says more, or no other names the indicator.

    In a column of growth, in percent, `growth` is the word that goes behind the indicator.
    """
    match = _VALUE.fullmatch(cell.text.strip())
    label = _label(cell, row)
    if not match or not label:
        return None
    amount = _amount(match, "%" if growth else _unit_of(match, label, row))
    if amount is None:
        return None
    lead, source_lead = (f"{_BRACKETED.sub('', text)}{growth}" for text in (label.text, _source(label, setting)))
    before = _SIGNS.get(match["before"], match["before"])
    named = name(Wording(f"{lead}{before}", "", f"{source_lead}{before}", ""), NOTHING, shares_verb=False)
    quote = setting.source[min(label.start, cell.start) : cell.start + len(cell.text)].strip(_MARKS)
    return draft(quote, named, amount, Binding(f"{lead}{before}", match["behind"] or "", amount.unit), setting)


def rank_in(cell: Line, row: TableRow, setting: Setting) -> Proposal | None:
    """The target whose rank stands alone in `cell`: 前三."""
    match = _PLACE.fullmatch(cell.text.strip())
    label = _label(cell, row)
    value = None if not match else Decimal(match[1]) if match[1].isdigit() else from_words(match[1])
    if value is None or not label:
        return None
    quote = setting.source[min(label.start, cell.start) : cell.start + len(cell.text)].strip(_MARKS)
    named = _source(label, setting).strip(_MARKS)
    doubts = (*setting.doubts, NO_FIGURE)
    return Proposal(
        quote, named, value, None, "位", Compared.RANK_AT_MOST, ProposedKind.RANK, stretch=False, doubts=doubts
    )


def _label(cell: Line, row: TableRow) -> Line | None:
    """The cell that names the indicator of another one: of the column of names, else the first of those of targets."""
    named = row.only(Column.NAME, LONGEST_LABEL)[-1:]
    named = named or [label for label in row.only(Column.TARGET, LONGEST_LABEL)[:1] if label is not cell]
    return named[0] if named else None


def _source(cell: Line, setting: Setting) -> str:
    return setting.source[cell.start : cell.start + len(cell.text)]


def _unit_of(match: re.Match[str], label: Line, row: TableRow) -> str:
    """The unit beside the figure, in a column of units, or in brackets behind the indicator."""
    if match["unit"] or "%" in match[0]:
        return str(match["unit"] or "%")
    if units := row.only(Column.UNIT, LONGEST_LABEL):
        return units[0].text.strip()
    bracketed = _BRACKETED.search(label.text)
    return bracketed[1] if bracketed else ""


def _amount(match: re.Match[str], unit: str) -> Amount | None:
    if not unit:
        return None
    scale = next((word for word in sorted(SCALES, key=len, reverse=True) if unit.startswith(word) and unit != word), "")
    low, high = number(match["low"]), number(match["high"]) if match["high"] else None
    return Amount(0, 0, low, high, SCALES.get(scale, 0), unit.removeprefix(scale))


def due_in(cell: Line, row: TableRow, setting: Setting) -> Proposal | None:
    """A named thing whose day stands in a column of deadlines."""
    days = [day for other in row.only(Column.DEADLINE, LONGEST_LABEL) if (day := deadline(other.text, setting.year))]
    text = cell.text.strip(_MARKS)
    if len(days) != 1 or len(text) > LONGEST_CLAUSE or not (is_done(text) or begins_with_verb(text)):
        return None
    quote = _source(cell, setting).strip(_MARKS)
    doubts = (*setting.doubts, NO_FIGURE)
    return Proposal(quote, quote, days[0], None, "", Compared.DONE_BY, ProposedKind.EVENT, stretch=False, doubts=doubts)
