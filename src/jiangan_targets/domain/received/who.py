"""What a row says of whom it is about, beside the name of its target: ids, places and departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.parts import whole_of
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.name import Named
from jiangan_targets.domain.received.tables_read import CellFinding
from jiangan_targets.errors import message

_OTHERS = """
    责任人 联系人 负责人 责任领导 分管领导 牵头领导 包保领导 挂点领导 审核人 电话 联系电话 手机 配合单位 配合部门
    协办单位 督办单位 归口部门 主管部门 主管单位 数据提供单位 提供单位 监测部门
    """
_NOT_DOING = frozenset(_OTHERS.split())
"""Headings of people, and of departments that help or look on: whose part a row is they do not say."""


class Who(NamedTuple):
    """A cell that names a place or a department; `role` is that of its column."""

    cell: Cell
    text: str
    role: Role


def says_who(column: Column) -> bool:
    """Whether a column names places, or those who do what its rows are about; 单位 may hold units of measure too."""
    doing = column.role in {Role.UNIT, Role.DEPARTMENT} and normal_form(column.heading) not in _NOT_DOING
    return doing or column.role is Role.DIVISION


def with_ids(named: Named | None, ids: Sequence[tuple[Cell, Named]]) -> Named | None:
    """What a row is about by its name and its ids: `parking/大智街道` beside the target's name is that part."""
    for _cell, other in ids:
        if named is None or _is_part_of(other, named):
            return other if named is None else other._replace(words=named.words, growth=named.growth)
    return named


def contradictions(named: Named | None, ids: Sequence[tuple[Cell, Named]]) -> Iterator[CellFinding]:
    """A column 编号 may be a serial number and name nothing; if it names a target, it must be the same one."""
    for cell, other in ids:
        if named is not None and other.target is not None and named.target != other.target:
            first, second = other.target.id, named.target.id if named.target else "-"
            yield CellFinding(
                cell.address, message("the id means {first}, the name {second}.", first=first, second=second)
            )


def _is_part_of(other: Named, named: Named) -> bool:
    part, whole = other.target, named.target
    return part is not None and part.part is not None and whole is not None and whole_of(part) == whole.id
