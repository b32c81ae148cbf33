"""What is said of a target's parts: what its figure is the sum of, who is missing, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import ValueFrom, beyond_rounding, sum_of_values, whole_of
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.target import Target
from jiangan_targets.render import words
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_NAMED = 20
"""Names that are said one by one; of more, how many there are."""


def notes(items: Iterable[Progress]) -> list[str]:
    """A line for each target that has something to be told of its parts."""
    return [
        _("{name}: {what}").format(name=words.name(item.target), what=said(told))
        for item in items
        if (told := remarks(item))
    ]


def said(told: Iterable[str]) -> str:
    """Remarks as one text."""
    return _("; ").join(told)


def remarks(item: Progress) -> list[str]:
    """Of the figure, then of those who are missing, then of what does not add up."""
    return [*_of_figure(item), *missing(item), *_of_values(item)]


def short_of(item: Progress) -> list[str]:
    """What a sum is the sum of, and who is missing, where nothing else is said."""
    return [*[*_of_figure(item)][:1], *missing(item)]


def name_among(item: Progress, items: Iterable[Progress]) -> str:
    """What a target is called in a list; of a part that stands below its whole there only the part's own name."""
    part = item.target.part
    if part is None or all(each.target.id != whole_of(item.target) for each in items):
        return words.name(item.target)
    return f"  {safe_for_terminal(part)}"


def unit_of(target: Target) -> str:
    """What parts are called, where the plan says it."""
    return safe_for_terminal(target.unit_of) if target.unit_of else _("parts")


def _of_figure(item: Progress) -> Iterator[str]:
    summed, target = item.summed, item.target
    if summed is None:
        return
    if item.value_from is ValueFrom.PARTS:
        template = _("sum of {counted} of {count} {units}") if summed.missing else _("sum of {count} {units}")
        yield template.format(counted=summed.counted, count=len(target.parts), units=unit_of(target))
        if summed.older:
            older = (_("{name} ({day})").format(name=safe_for_terminal(name), day=day) for name, day in summed.older)
            yield _("older: {names}").format(names=listed([*older]))
    elif item.difference is not None and item.record is not None:
        template = _("its figure of {day}, {value}, is not the sum of its {units} of that day, {sum}")
        yield template.format(
            day=words.day(item.record.as_of),
            value=words.quantity(item.record.value, target),
            units=unit_of(target),
            sum=words.quantity(item.record.value - item.difference, target),
        )
    elif item.record is not None and item.record.as_of < summed.record.as_of:
        template = _("its own figure of {before} goes first; {counted} of {count} {units} have {sum} on {day}")
        yield template.format(
            before=words.day(item.record.as_of),
            counted=summed.counted,
            count=len(target.parts),
            units=unit_of(target),
            sum=words.quantity(summed.record.value, target),
            day=words.day(summed.record.as_of),
        )
    elif item.record is not None and _falls_short(item):
        yield _("its {units} together had {sum} on {day} already").format(
            units=unit_of(target),
            sum=words.quantity(summed.record.value, target),
            day=words.day(summed.record.as_of),
        )


def _falls_short(item: Progress) -> bool:
    """Whether a total of the target's own is less than what its parts had before; rounding aside."""
    known = [part.record.value for part in item.parts if part.record is not None]
    if item.target.kind is not Kind.TOTAL or item.record is None or item.difference is not None:
        return False
    return (beyond_rounding(item.record.value, known) or 0) < 0


def missing(item: Progress) -> Iterator[str]:
    """Who has no figure though others have, if anybody."""
    if item.missing_parts:
        yield _("missing: {names}").format(names=listed([safe_for_terminal(name) for name in item.missing_parts]))


def _of_values(item: Progress) -> Iterator[str]:
    together = sum_of_values(item.target)
    if together is not None and item.target.value is not None:
        template = _("the values of its {units} add up to {sum}, not to {value}")
        yield template.format(
            units=unit_of(item.target),
            sum=words.quantity(together, item.target),
            value=words.quantity(item.target.value, item.target),
        )


def listed(names: list[str]) -> str:
    """Names after each other; of many the first twenty, and how many more there are."""
    more = len(names) - _NAMED
    first = words.listing(names[:_NAMED])
    return _("{names} and {count} more").format(names=first, count=more) if more > 0 else first


def parts_fields(item: Progress) -> dict[str, object]:
    """A target's parts, each with the members of a target, and what their figures add up to; nothing without parts."""
    if not item.parts:
        return {}
    from jiangan_targets.render.json import json_number, progress_fields  # noqa: PLC0415 -- tables need none of it

    summed = item.summed
    return {
        "unit_of": item.target.unit_of,
        "parts": [{"part": part.target.part, **progress_fields(part)} for part in item.parts],
        "parts_sum": None
        if summed is None
        else {
            "value": json_number(summed.record.value),
            "as_of": summed.record.as_of.isoformat(),
            "counted": summed.counted,
            "older": [{"part": name, "as_of": day.isoformat()} for name, day in summed.older],
        },
        "parts_missing": list(item.missing_parts),
        "parts_difference": None if item.difference is None else json_number(item.difference),
    }
