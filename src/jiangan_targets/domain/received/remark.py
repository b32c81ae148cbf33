"""Remarks beside a figure that say that it is another one: a forecast, an earlier month's, the whole city's."""

from __future__ import annotations

import re

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.received.headings import HeadingReader, Word
from jiangan_targets.domain.received.intake import Problem
from jiangan_targets.domain.received.title import says_earlier
from jiangan_targets.errors import message

_OTHERS = frozenset({Role.PAST, Role.FORECAST, Role.INDEX})
_MAY_SAY_OTHER = re.compile(r"(?=.*[上去年月季期预计目任指估测推市省国]).{1,20}", re.DOTALL)
_BEGINNING = re.compile(r"(?:此|该|本|其|数据|数值|数|均)*(?:为|系|是)")
_WIDER = re.compile(r"(?:全市|全省|全国|市级|省级)的?(?:数据?|值|口径|合计|总数|统计数|情况)?")


def remark_of_another(cell: Cell, role: Role, reader: HeadingReader) -> Problem | None:
    """What a remark says against the figure; None when it says nothing against it."""
    text = cell.text
    other = _MAY_SAY_OTHER.fullmatch(text) is not None and _says_other(text, role, reader)
    if text and (other or says_earlier(text)):
        return Problem(cell.address, message("“{text}” says that this is another figure.", text=text))
    return None


def _says_other(text: str, role: Role, reader: HeadingReader) -> bool:
    normal = normal_form(text)
    if begun := _BEGINNING.match(normal):
        normal = normal[begun.end() :]
    words = _understood(normal, reader)
    if role is not Role.NOTE:
        return any(word.sense in {Sense.FORECAST, Sense.PAST} for word in words)
    role_said = reader.meaning(words).role if words else None
    # “年度任务” says what kind of target it is, “计划数” what the figure is.
    planned = role_said is Role.PLAN and normal.endswith(("数", "值"))
    monthly = any(word.sense is Sense.MONTHLY for word in words)
    return planned or role_said in _OTHERS or monthly or _WIDER.fullmatch(normal) is not None


def _understood(normal: str, reader: HeadingReader) -> tuple[Word, ...]:
    words = reader.words(normal)
    return words if words and all(word.understood for word in words) else ()
