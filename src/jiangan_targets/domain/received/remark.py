"""Remarks beside a figure that say that it is another one: a forecast, an earlier month's, the whole city's."""

from __future__ import annotations

import re

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.received.headings import HeadingReader, Word
from jiangan_targets.domain.received.other_figures import has_earlier, is_years_long
from jiangan_targets.domain.received.tables_read import CellFinding
from jiangan_targets.domain.received.title import says_earlier
from jiangan_targets.errors import message

_OTHERS = frozenset({Role.PAST, Role.FORECAST, Role.INDEX})
_MAY_SAY_OTHER = re.compile(r"(?=.*[上去年月季期预计目任指估测推市省国]).{1,20}", re.DOTALL)
_BEGINNING = re.compile(r"(?:此|该|本|其|数据|数值|数|均)*(?:为|系|是)")
_WIDER = re.compile(r"(?:全市|全省|全国|市级|省级)的?(?:数据?|值|口径|合计|总数|统计数|情况)?")
_OF_NO_ACCOUNT = re.compile(r"作废|有误|不计入|不算|不作数|勿用|无效|重复(?:统计|计算)")
_CORRECTED = re.compile(r"(?:此|该|本|数据|数值|数)*(?:实际|应|更正|修正|订正|更改)(?:应)?为约?[0-9]")
_OF_A_PART = re.compile(
    r"(?:仅|只)(?:统计|含|包括|包含|指|为|是|计|有|限)?[^,.;]{0,8}(?:部分|街道|社区|限额以[上下]|限[上下]|规上|民营|国有|在建)"
    r"|[^,.;]{1,6}(?:街道|社区)(?:的?(?:数据?|值|情况))?"
)
_UNIT = re.compile(r"[以按](?P<counted>.+?)(?:为单位|计算?)|(?:(?:计量|数量)?单位[:为是]*)?(?P<unit>.+)")
_LONGEST_REMARK = 30


def unit_in_remark(text: str, reader: HeadingReader) -> str | None:
    """The unit that a remark is all about: 万个, 单位：万个, 以万个计."""
    found = _UNIT.fullmatch(normal_form(text[:_LONGEST_REMARK]).rstrip("."))
    return reader.unit(found["unit"] or found["counted"]) if found else None


def remark_of_another(cell: Cell, role: Role, reader: HeadingReader) -> CellFinding | None:
    """What a remark says against the figure; None when it says nothing against it."""
    text = cell.text
    other = _MAY_SAY_OTHER.fullmatch(text) is not None and _says_other(text, role, reader)
    if text and (other or says_earlier(text) or (role is Role.NOTE and _disclaims(text, reader))):
        return CellFinding(cell.address, message("“{text}” says that this is another figure.", text=text))
    return None


def _disclaims(text: str, reader: HeadingReader) -> bool:
    """Whether a short note says that the figure does not count, is a part, of several years, or another number."""
    normal = normal_form(text)
    if len(normal) > _LONGEST_REMARK:
        return False
    whole = _OF_A_PART.match(normal) if normal.startswith(("仅", "只")) else _OF_A_PART.fullmatch(normal)
    beyond = is_years_long(normal, reader.year) and "累计" in normal and "年内" not in normal and "今年" not in normal
    return bool(beyond or whole or has_earlier(normal) or _OF_NO_ACCOUNT.search(normal) or _CORRECTED.match(normal))


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
