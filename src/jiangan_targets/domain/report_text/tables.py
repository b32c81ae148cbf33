"""Tables in a report's text, cells parted by bars or tabs: which column tells targets, and which tells progress."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.text import Line
from jiangan_targets.domain.report_text.words import any_of
from jiangan_targets.domain.report_text.year import Timeline


class Column(Enum):
    """What a column tells."""

    TARGET = "targets"
    GROWTH = "by how much the column of names is to grow, in percent"
    NAME = "names"
    UNIT = "units"
    DEADLINE = "days"
    REACHED = "progress or last year's figures"
    OTHER = "people, numbers, notes"


_LONGEST_HEADING = 16
_KNOWN = 2
"""Cells of a heading that must be known words: a row of short cells may have one by chance."""

_GROWTH = re.compile("(?:增长率?|增速|增幅)[(%)‰]*$")
_AIMED = re.compile("目标|计划|预期|安排")
_SEPARATOR = re.compile(r"[|\t]")
_YEAR = re.compile("((?:19|20)[0-9]{2})年?")
# The first that fits a heading counts.
_HEADINGS = (
    (re.compile("^(?:计量)?单位$"), Column.UNIT),
    (re.compile(any_of("序号 编号 责任 牵头 领导 备注 配合 属性 类别 类型 分管 单位 部门 联系 主管")), Column.OTHER),
    (re.compile("名称"), Column.NAME),
    (re.compile(any_of("时限 完成时间 时间节点 完成日期 时间安排 时间要求")), Column.DEADLINE),
    (
        re.compile(
            any_of(
                "进展 完成情况 落实情况 完成数 完成值 实际 实绩 上年 去年 进度 截至 截止 完成率 累计 同期 现状",
                "完成$ 增长$ 增速$ 增幅$",
            )
        ),
        Column.REACHED,
    ),
    (
        re.compile(
            any_of(
                "指标值 要求 年目标 目标值 目标任务 目标 预期 计划数 计划值 计划 任务 内容 安排",
                "建设规模 数量 任务量 主要工作 具体",
            )
        ),
        Column.TARGET,
    ),
    (re.compile(any_of("指标 项目 实事 事项")), Column.NAME),
)


class TableRow(NamedTuple):
    """A row below a heading: its cells with their columns."""

    cells: tuple[tuple[Column, Line], ...]

    def only(self, column: Column, longest: int | None = None) -> list[Line]:
        """The cells of one kind of column that say something, in no more than `longest` characters."""
        said = (cell for kind, cell in self.cells if kind is column and cell.text.strip())
        return [cell for cell in said if longest is None or len(cell.text) <= longest]


def cells(line: Line) -> list[Line]:
    """The cells of a line; one when it is no row of a table."""
    marks = list(_SEPARATOR.finditer(line.text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(line.text)]
    return [line.part(start, end) for start, end in zip(starts, ends, strict=True)]


def columns(row: list[Line], when: Timeline) -> list[Column] | None:
    """What the columns are, if this row is a heading: short cells without figures, among them known words."""
    texts = [cell.text.replace(" ", "") for cell in row[: len(row) - _blank_ends(row)]]
    if any(len(text) > _LONGEST_HEADING or amounts(text) for text in texts):
        return None
    found = [_column(text, when) for text in texts]
    if len([column for column in found if column]) < _KNOWN:
        return None
    if Column.TARGET not in found:
        found = [Column.TARGET if column is Column.NAME else column for column in found]
    return [column or Column.OTHER for column in found] if Column.TARGET in found else None


def _column(text: str, when: Timeline) -> Column | None:
    """What a heading's cell announces. Its year decides before its words: 2023年完成, 2024年目标."""
    relations = [when.relation(int(match[1])) for match in _YEAR.finditer(text)]
    if relations and 0 not in relations:
        return Column.REACHED
    if _GROWTH.search(text) and (relations or _AIMED.search(text)):
        return Column.GROWTH
    return next((column for pattern, column in _HEADINGS if pattern.search(text)), None)


def table_row(row: list[Line], heading: list[Column]) -> TableRow:
    """Give the cells of a row their columns. Where the first cells were merged away, blank ones follow the last."""
    shift = max(_blank_ends(row) - (len(row) - len(heading)), 0) if row[0].text.strip() else 0
    return TableRow(tuple(zip(heading[shift:], row, strict=False)))


def _blank_ends(row: list[Line]) -> int:
    """How many cells at a row's end are blank."""
    return next((number for number, cell in enumerate(reversed(row)) if cell.text.strip()), len(row))
