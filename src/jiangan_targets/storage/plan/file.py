"""A year's targets, written by people: read, validated, and cached in validated form.

Validation needs pydantic, which costs more than everything else a command does. So the plan of
a valid file is kept in the user's cache folder together with the very bytes it was made from and
is used only while file and program are still the same.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiangan_targets.domain.target import Comparison, Group, Kind, Lights, Milestone, Plan, Target
from jiangan_targets.errors import Failure, message
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.plan.candidates import END, offers_of, stamp
from jiangan_targets.storage.text import decode
from jiangan_targets.storage.workspace.locate import cache_file

_KEYS_OF_A_TABLE = 2  # [targets.parking]


def load(path: Path, year: int) -> Plan:
    """The plan in `path`.

    Raises:
        Failure: there is no such file or it has a mistake; names file, line, target and key.
    """
    data = _bytes_of(path)
    cache = _cache_file(path)
    plan = _recall(cache, data)
    if plan is None or plan.year != year:
        plan, mistakes = inspect(path, year)
        if plan is None:
            raise mistakes[0]
        _remember(cache, data, plan)
    return plan


def inspect(path: Path, year: int) -> tuple[Plan | None, list[Failure]]:
    """The plan in `path`, or None and every mistake found."""
    try:
        data = _bytes_of(path)
    except Failure as failure:
        return None, [failure]
    return parse(data, path, year)


def parse(data: bytes, path: Path, year: int) -> tuple[Plan | None, list[Failure]]:
    """The plan that the bytes of a targets file say, or None and every mistake found; `path` is for messages."""
    from jiangan_targets.domain.plan_check import faults  # noqa: PLC0415 -- only when a file has changed
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- pydantic is heavy
    from jiangan_targets.storage.plan import schema  # noqa: PLC0415 -- pydantic is heavy

    try:
        text = decode(data, path)
        document = toml.parse(text, path)
    except Failure as failure:
        return None, [failure]
    try:
        plan = schema.build_plan(document)
    except schema.Mistake as mistake:
        found = mistake.found
    else:
        found = [(fault.keys, fault.problem) for fault in faults(plan)]
        if plan.year != year:
            found.append((("year",), message("must be {year}, like the file's name", year=year)))
        if not found:
            return plan, []
    return None, [_failure(path, text, keys, problem) for keys, problem in found]


def _bytes_of(path: Path) -> bytes:
    data = files.read_file(path)
    if data is None:
        raise Failure("There is no targets file {path}.", path=path)
    return data


def _failure(path: Path, text: str, keys: tuple[str, ...], problem: object) -> Failure:
    depth = min(len(keys) - 1, _KEYS_OF_A_TABLE)
    table, key = ".".join(keys[:depth]), ".".join(keys[depth:])
    line = _line_of(text, table, keys[depth])
    if not table:
        return Failure("{path}, line {line}: {key}: {problem}.", path=path, line=line, key=key, problem=problem)
    return Failure(
        "{path}, line {line}: [{table}] {key}: {problem}.", path=path, line=line, table=table, key=key, problem=problem
    )


def _line_of(text: str, table: str, key: str) -> int:
    """The line of a key in a table, or of the table's heading, or the first."""
    heading = re.search(rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\]", text, re.MULTILINE) if table else None
    start = heading.end() if heading else 0
    found = re.compile(rf"^[ \t]*(?:\[(?!\[))?[\w.]*\b{re.escape(key)}\b", re.MULTILINE).search(text, start)
    next_table = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, start)
    if found and (heading is None or next_table is None or found.start() < next_table.start()):
        return text.count("\n", 0, found.start()) + 1
    return text.count("\n", 0, heading.start() if heading else 0) + 1


def _cache_file(path: Path) -> Path | None:
    name = cache_file(str(path), os.environ)
    return None if name is None else Path(name)


def _recall(cache: Path | None, data: bytes) -> Plan | None:
    if cache is None:
        return None
    mark = stamp(data)
    try:
        kept = files.read_file(cache) or b""
        return _decode(json.loads(kept[kept.index(END, len(mark)) + 1 :])) if kept.startswith(mark) else None
    except (Failure, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return None  # Damaged or of another make: rebuilt silently.


def _remember(cache: Path | None, data: bytes, plan: Plan) -> None:
    """Best effort: a cache folder that cannot be written only costs time."""
    if cache is None:
        return
    with suppress(OSError, Failure):
        files.make_private_folder(cache.parent)
        validated = json.dumps(plan, default=str, ensure_ascii=False).encode()
        files.write_file(cache, stamp(data) + offers_of(plan) + END + validated)


def _decode(stored: list[Any]) -> Plan:
    plan = Plan(*stored)
    return plan._replace(
        lights=Lights(*map(Decimal, plan.lights)),
        groups=tuple(Group(*group) for group in plan.groups),
        targets=tuple(_decode_target(target) for target in plan.targets),
    )


def _decode_target(stored: Any) -> Target:  # noqa: ANN401 -- JSON is untyped until here
    target = Target(*stored)
    return target._replace(
        kind=Kind(target.kind),
        comparison=Comparison(target.comparison),
        value=Decimal(target.value),
        aliases=tuple(target.aliases),
        baseline=_decimal(target.baseline),
        last_year=_decimal(target.last_year),
        tolerance=_decimal(target.tolerance),
        milestones=tuple(Milestone(date.fromisoformat(str(by)), Decimal(value)) for by, value in target.milestones),
    )


def _decimal(stored: Any) -> Decimal | None:  # noqa: ANN401 -- JSON is untyped until here
    return None if stored is None else Decimal(stored)
