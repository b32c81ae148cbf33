"""The one target that a table without a column of names is of: its title says so, or the headings of its figures.

A title counts only where nothing but usual words stand around the name: 新增停车位各街道完成情况（2024年1-9月） is of
新增停车位; 新增停车位投资完成情况 is of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, combinations

from jiangan_targets.domain.lookup import names_of
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.received.column import NUMBERS, Column
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.received.headings import HeadingReader, Meaning, Word
from jiangan_targets.domain.received.name import Named, Names
from jiangan_targets.domain.received.other_figures import asides_of
from jiangan_targets.domain.received.setting import Setting
from jiangan_targets.domain.received.who import says_who
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Message, message

_SHORTEST = 2
_FIGURES = frozenset({Role.FIGURE, Role.GROWTH})
_OF_ANOTHER = Meaning(Role.OF_ANOTHER)
_QUANTITY = Word("", Sense.QUANTITY)
_AROUND = re.compile(
    r"(?:[0-9年月日度底末\-~至()\[\]<>《》【】:,;.\"'、|/区市县]|季|附件|附表|截止|截至|截|上半年|前三|全年|目标|任务|指标"
    r"|工作|重点|关于|各|分|按|街道|街镇|乡镇|社区|部门|单位|我|全|本|第|一|二|三|四|十|分解|完成|进展|推进|落实|实施|情况|统计"
    r"|汇总|一览|通报|明细|台账|快报|报送|填报|报|表|及|和|的|累计|调度|监测|名称)*+"
)


class Topics:
    """The targets with parts that titles and headings may name."""

    def __init__(self, plan: Plan, reader: HeadingReader, names: Names) -> None:
        self._reader, self._names = reader, names
        named_by = [
            (normal, named)
            for target in plan.targets
            if target.parts
            for normal in {normal_form(name) for name in names_of(target)}
            if len(normal) >= _SHORTEST and (named := names.find(normal)) is not None and named.target is target
        ]
        # The longest first, as one may begin with another.
        self._named = sorted(named_by, key=lambda each: -len(each[0]))
        self._unit_words = {normal_form(target.unit) for target in plan.targets if target.parts}

    def of_title(self, lines: Iterable[str]) -> Named | None:
        """What the lines above a table name; None where it is nothing, or several."""
        found: dict[str, Named] = {}
        for line in lines:
            normal = normal_form(line)
            for name, named in self._named:
                before, _name, after = normal.partition(name)
                if _name and named.target is not None and self._usual(before) and self._usual(after):
                    found[named.target.id] = named
        return next(iter(found.values())) if len(found) == 1 else None

    def tables(self, columns: Sequence[Column]) -> list[tuple[Sequence[Column], Named | None]]:
        """The columns of a table; where headings of figures begin with names of targets, those of each target."""
        if not self._named or any(column.role in {Role.NAME, Role.ID} and column.heading for column in columns):
            return [(columns, None)]
        # A title right above a header without a heading of its own looks like that heading.
        title = self._names.find(columns[0].heading) if columns[0].role is Role.UNKNOWN else None
        if title is not None and title.target is not None and title.target.parts:
            return [([columns[0]._replace(meaning=Meaning(Role.DIVISION), words=()), *columns[1:]], title)]
        if not any(says_who(column) for column in columns):
            return [(columns, None)]
        split = [self._divided(column) for column in columns]
        named = {each.target.id: each for _column, each in split if each is not None and each.target is not None}
        if not named:
            return [(columns, None)]
        split = _with_what_follows(split, only=next(iter(named.values())) if len(named) == 1 else None)
        return [
            (
                [
                    column
                    if each is None or each.target is topic.target
                    else column._replace(meaning=_OF_ANOTHER, words=())
                    for column, each in split
                ],
                topic,
            )
            for topic in named.values()
        ]

    def of_heading(self, *texts: str) -> tuple[Named, tuple[Word, ...]] | None:
        """What headings above each other name, and the words about it and beside it."""
        whole, found = normal_form("".join(texts)), list[tuple[Named, tuple[Word, ...]]]()
        for start, end in combinations(range(len(texts) + 1), 2):
            named = self._names.find("".join(texts[start:end]))
            if named is not None and named.target is not None and named.target.parts:
                beside = (self._reader.words_of_all(each) for each in (texts[:start], texts[end:]) if each)
                found.append((named, (*named.words, *chain.from_iterable(beside))))
        for name, named in self._named:
            if whole.startswith(name) and (words := self._reader.words(whole.removeprefix(name))):
                found.append((named, words))
            # 计划新增停车位 beside 新增停车位: left unread it would hide that the other may be what was planned.
            if whole.endswith(name) and (words := self._reader.words(whole.removesuffix(name))):
                found.append((named, words))
        understood = (each for each in found if all(word.understood for word in each[1]))
        return next(understood, None)

    def _divided(self, column: Column) -> tuple[Column, Named | None]:
        """A column without the name of a target at the beginning of its headings, and what that is."""
        found = self.of_heading(*column.heading.split(" ")) if column.role is Role.UNKNOWN else None
        if found is None:
            return column, None
        named, words = found
        # The name alone says as little as 数量: what is above the table decides.
        words = words if any(word.sense or word.period for word in words) else (*words, _QUANTITY)
        return column._replace(meaning=self._reader.meaning(words), words=words), named

    def _usual(self, rest: str) -> bool:
        rest = rest.replace(self._reader.district, "") if self._reader.district else rest
        for word in self._reader.parts_called | self._unit_words:
            rest = rest.replace(word, "")
        return _AROUND.fullmatch(rest) is not None


def _with_what_follows(
    split: Sequence[tuple[Column, Named | None]], *, only: Named | None
) -> list[tuple[Column, Named | None]]:
    """Columns of numbers that name no target, each of the one to its left; not understood where that is none.

    `only`: the one target that the table is of, if there are no others: also of what stands left of it.
    """
    found, of = list[tuple[Column, Named | None]](), only
    filled: dict[str, bool] = {}  # whether each target to the left has figures yet: one 完成 may be of two plans
    for column, named in split:
        if named is not None or column.role is Role.UNKNOWN:
            of = named
        own, owner = column, named
        if named is None and column.role in NUMBERS:
            name, owner = _id_of(of), of
            doubtful = column.role in _FIGURES and not all(has for each, has in filled.items() if each != name)
            if of is None or doubtful:
                # Figures of nothing are told; a place of all targets together is only left out.
                lost = Meaning(Role.UNKNOWN, unknown=column.heading) if column.role in _FIGURES else _OF_ANOTHER
                own, owner = column._replace(meaning=lost, words=()), None
        if owner is not None:
            filled[_id_of(owner)] = filled.get(_id_of(owner), False) or own.role in _FIGURES
        found.append((own, owner))
    return found


def _id_of(named: Named | None) -> str:
    return named.target.id if named is not None and named.target is not None else ""


def is_bare(column: Column) -> bool:
    """Whether the heading is a target's name alone: what is planned may stand there as well."""
    return _QUANTITY in column.words


def aside_from(column: Column, columns: Sequence[Column], setting: Setting) -> Message | None:
    """Why the figures below a name alone may be completion, ranks or gaps; None without doubt.

    Where a title speaks of these, and no column is headed so.
    """
    kinds, title = setting.asides or (frozenset[str](), "")
    if not is_bare(column) or not kinds.difference(*(asides_of(normal_form(each.heading)) for each in columns)):
        return None
    return message("“{text}” may say that “{name}” is not what the figures measure.", text=title, name=column.heading)


def unsaid_below(column: Column, setting: Setting) -> Message | None:
    """Why the figures below a name alone may be anything: no title speaks of what was reached."""
    if setting.reached or not is_bare(column):
        return None
    return message("“{heading}” does not say whether it was reached; 累计完成 would.", heading=column.heading)
