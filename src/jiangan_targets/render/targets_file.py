"""A plan as a targets file: TOML that people go on with, its keys in the order of the manual, guesses marked `# ?`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from jiangan_targets.domain.due import CHINA, Reporting
from jiangan_targets.domain.due_text import write_due, write_offset
from jiangan_targets.domain.founding.new_plan import NewPlan
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.quantity import format_quantity
from jiangan_targets.domain.report_text.proposal import SetAside
from jiangan_targets.domain.target import Group, Lights, Milestone, Part, Plan, Reference, Revision, Share, Target
from jiangan_targets.errors import Message, message
from jiangan_targets.render import words
from jiangan_targets.render.safe import INVISIBLE, safe_for_terminal

SCHEMA = "schema.json"
"""The name of the schema beside the targets files."""

_BEFORE_VALUE = ("name", "name_en", "aliases", "growth_of", "group", "kind", "comparison")
_BEHIND_VALUE = (
    *("unit", "unit_en", "by", "baseline", "last_year", "tolerance", "better", "judged", "stretch", "stretch_value"),
    *(
        "owner",
        "milestones",
        "revisions",
        "total_by",
        "years",
        "last_year_months",
        "curve",
        "pace",
        "broad",
        "decimals",
        "stale_after_days",
        "quote",
        "unit_of",
    ),
)
KEYS = (*_BEFORE_VALUE, *_BEHIND_VALUE, "parts")
"""The keys that are written for a target as its fields have them, in their order, `value` between."""

_UNITS = {Kind.EVENT: "%", Kind.RANK: "位"}
_DEFAULTS = Target._field_defaults


def render_targets_file(new: NewPlan) -> str:
    """The whole file. Reading it gives the same plan."""
    plan = new.plan
    parts = ["\n".join(_head(plan, guesses=any(new.doubts.values())))]
    if plan.lights != Lights():
        parts.append("\n".join(_lights(plan.lights)))
    if plan.reporting is not None:
        parts.append("\n".join(_reporting(plan.reporting)))
    grouped = {group.id: [target for target in plan.targets if target.group == group.id] for group in plan.groups}
    order = [target.id for targets in grouped.values() for target in targets]
    together = order == [target.id for target in plan.targets]
    for group in plan.groups:
        parts.append("\n".join(_group(group)))
        parts += [_target(target, new) for target in grouped[group.id]] if together else []
    parts += [] if together else [_target(target, new) for target in plan.targets]
    parts += ["\n".join(_left_over(new.left_over))] if new.left_over else []
    return "\n\n".join(parts) + "\n"


def _head(plan: Plan, *, guesses: bool) -> Iterator[str]:
    yield f"#:schema ./{SCHEMA}"
    yield from _comments("# ", [message("Written by people, and only read by the program.")])
    yield from _comments(
        "# ", [message("After an edit: {command}", command=f"jiangan-targets check --year {plan.year}")]
    )
    if guesses:
        yield from _comments("# ", [message("“# ?” marks what is a guess or missing: look, correct, delete the mark.")])
    yield "#"
    yield from _comments("# kind        ", [message("total · level · rate · event (done by a day) · rank")])
    yield from _comments(
        "# comparison  ",
        [message("at_least 以上 · more_than 超过 · about 左右 · at_most 以内 · less_than 低于 · within 区间")],
    )
    yield ""
    yield f"year = {plan.year}"
    yield f"title = {_toml(plan.title)}"
    if plan.title_en != plan.title:
        yield f"title_en = {_toml(plan.title_en)}"
    yield f"language = {_toml(plan.language)}"
    if plan.source:
        yield f"source = {_toml(plan.source)}"


def _lights(lights: Lights) -> Iterator[str]:
    yield "[lights]"
    yield from (f"{key} = {_toml(getattr(lights, key))}" for key in ("ahead", "behind", "far_behind"))
    if lights.rate is not None:
        yield ""
        yield "[lights.rate]"
        yield from (f"{key} = {_toml(getattr(lights.rate, key))}" for key in ("ahead", "behind", "far_behind"))


def _reporting(reporting: Reporting) -> Iterator[str]:
    yield "[reporting]"
    yield f"every = {_toml(reporting.every)}"
    yield f"due = {_toml(write_due(reporting.due))}"
    if reporting.holidays:
        yield f"holidays = {_toml(reporting.holidays)}"
    if reporting.offset != CHINA:
        yield f"zone = {_toml(write_offset(reporting.offset))}"
    if reporting.contacts:
        yield ""
        yield "[reporting.mail]"
        yield from (f"{_toml(contact.owner)} = {_toml(contact.address)}" for contact in reporting.contacts)


def _group(group: Group) -> Iterator[str]:
    yield f"[groups.{group.id}]"
    yield f"name = {_toml(group.name)}"
    if group.name_en != group.name:
        yield f"name_en = {_toml(group.name_en)}"


def _target(target: Target, new: NewPlan) -> str:
    lines = [*_comments("# ", new.notes.get(target.id, ())), f"[targets.{target.id}]"]
    lines += _comments("# ? ", new.doubts.get(target.id, ()))
    lines += [f"{key} = {_toml(getattr(target, key))}" for key in _BEFORE_VALUE if _is_said(target, key)]
    value = _value(target)
    lines += [] if value is None else [f"value = {value}"]
    lines += [f"{key} = {_toml(getattr(target, key))}" for key in _BEHIND_VALUE if _is_said(target, key)]
    return "\n".join([*lines, *_parts(target)])


def _parts(target: Target) -> Iterator[str]:
    """A list of names, where there is nothing else to say; else a table."""
    if not target.parts:
        return
    if all(part == Part(part.name) for part in target.parts):
        yield f"parts = {_toml(tuple(part.name for part in target.parts))}"
        return
    yield ""
    yield f"[targets.{target.id}.parts]"
    for part in target.parts:
        said = [(key, value) for key, value in part._asdict().items() if key != "name" and value is not None]
        only_value = [key for key, _value in said] == ["value"]
        table = f"{{ {', '.join(f'{key} = {_toml(value)}' for key, value in said)} }}" if said else "{}"
        yield f"{_toml(part.name)} = {_toml(part.value) if only_value else table}"


def _is_said(target: Target, key: str) -> bool:
    """Whether a key has to stand in the file: what goes without saying is left out."""
    value = getattr(target, key)
    if key == "name_en":
        return bool(value != target.name)
    if key == "unit":
        return bool(value != _UNITS.get(target.kind))
    if key == "comparison":
        return target.kind is not Kind.EVENT or value is not Comparison.AT_LEAST
    return bool(value != _DEFAULTS.get(key))


def _value(target: Target) -> str | None:
    if target.upper is not None and target.value is not None:
        return f"{{ lower = {_toml(target.value)}, upper = {_toml(target.upper)} }}"
    if isinstance(target.reference, Reference):
        plus = f", plus = {_toml(target.reference.plus)}" if target.reference.plus else ""
        return f"{{ figure = {_toml(target.reference.figure)}{plus} }}"
    return None if target.value is None else _toml(target.value)


def _toml(value: object) -> str:
    """A value of a plan as TOML."""
    if isinstance(value, Share):
        return f"{value.year} = {_toml(value.value)}"
    if isinstance(value, Milestone):
        return f"{{ by = {_toml(value.by)}, value = {_toml(value.value)} }}"
    if isinstance(value, Revision):
        reason = "" if value.reason is None else f", reason = {_toml(value.reason)}"
        by_months = ", ".join(f"{stone.by.month} = {_toml(stone.value)}" for stone in value.plan)
        plan = f", plan = {{ {by_months} }}" if value.plan else ""
        return f"{{ from = {_toml(value.start)}, value = {_toml(value.value)}{reason}{plan} }}"
    if isinstance(value, tuple):
        opening, closing = ("{ ", " }") if isinstance(value[0], Share) else ("[", "]")
        return f"{opening}{', '.join(map(_toml, value))}{closing}"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):  # an enum's member too
        return _string(str(value))
    if isinstance(value, Decimal):
        return format_quantity(value, grouped=False)
    return value.isoformat() if isinstance(value, date) else str(value)


def _string(text: str) -> str:
    """A basic string on one line; what cannot be seen is written as its escape."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(INVISIBLE, _escape, quoted)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- what four digits hold


def _comments(mark: str, said: Iterable[Message]) -> list[str]:
    return [f"{mark}{words.say(each)}" for each in said]


def _left_over(clauses: Iterable[SetAside]) -> Iterator[str]:
    """The clauses with numbers that became no target, each on a line of its own."""
    yield from _comments("# ", [message("Clauses of the text with numbers that became no target, and why:")])
    yield "#"
    for clause in clauses:
        yield f"# {safe_for_terminal(clause.quote)}  ← {words.say(clause.reason)}"
