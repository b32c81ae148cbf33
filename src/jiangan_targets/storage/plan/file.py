"""A year's targets, written by people: read, and validated unless the same file was found valid before.

Validation needs pydantic, which costs more than everything else a command does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiangan_targets.errors import Failure, message
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.plan import cache
from jiangan_targets.storage.text import KeyLines, decode

if TYPE_CHECKING:
    from jiangan_targets.domain.finding import Finding
    from jiangan_targets.domain.target import Plan

_KEYS_OF_A_TABLE = 2  # [targets.parking]


def load(path: Path, year: int) -> Plan:
    """The plan in `path`.

    Raises:
        Failure: there is no such file or it has a mistake; names file, line, target and key.
    """
    plan, failures = recalled(read(path), path, year)
    if plan is None:
        raise _with_count(failures, year)
    return plan


def recalled(data: bytes, path: Path, year: int) -> tuple[Plan | None, list[Failure]]:
    """As `parse`, but a plan that the same bytes were found to be before is believed, and a new one is kept."""
    plan = cache.recall(path, data)
    if plan is not None and plan.year == year:
        return plan, []
    plan, failures = parse(data, path, year)
    if plan is not None:
        cache.remember(path, data, plan)
    return plan, failures


def inspect(path: Path, year: int) -> tuple[Plan | None, list[Failure]]:
    """The plan in `path`, or None and all that is wrong with it."""
    try:
        data = read(path)
    except Failure as failure:
        return None, [failure]
    return parse(data, path, year)


def parse(data: bytes, path: Path, year: int) -> tuple[Plan | None, list[Failure]]:
    """The plan that the bytes of a targets file say, or None and all that is wrong with it; `path` is for messages."""
    from jiangan_targets.domain.finding import Finding  # noqa: PLC0415 -- only when a file has changed
    from jiangan_targets.domain.plan_check import inspect_plan  # noqa: PLC0415 -- only when a file has changed
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- pydantic is heavy
    from jiangan_targets.storage.plan import building  # noqa: PLC0415 -- pydantic is heavy
    from jiangan_targets.storage.plan.syntax import explained  # noqa: PLC0415 -- only for what is no TOML

    text = ""
    try:
        text = decode(data, path)
        document = toml.parse(text, path)
    except Failure as failure:
        return None, [explained(failure, text, path)]
    plan, found = building.build_plan(document, year)
    if plan is not None:
        found = [_as_written(finding, document) for finding in inspect_plan(plan)]
        if plan.year != year:
            found.append(Finding(("year",), message("must be {year}, like the file's name", year=year)))
    lines = KeyLines(text)
    return (None, [_failure(path, lines, finding) for finding in found]) if found else (plan, [])


def _with_count(failures: list[Failure], year: int) -> Failure:
    """The first mistake, and how many more there are; `check` has all of them."""
    if len(failures) == 1:
        return Failure(
            "{problem} (Then run `jiangan-targets check --year {year}`.)", problem=failures[0].message, year=year
        )
    return Failure(
        "{problem} (Mistakes in this file: {count}; `jiangan-targets check --year {year}` lists them all.)",
        problem=failures[0].message,
        year=year,
        count=len(failures),
    )


def read(path: Path) -> bytes:
    """The bytes of a targets file.

    Raises:
        Failure: there is no such file, or it cannot be read.
    """
    data = read_file(path)
    if data is None:
        raise Failure("There is no targets file {path}.", path=path)
    return data


def _as_written(finding: Finding, document: dict[str, Any]) -> Finding:
    """With the key that the file has: milestones may be a plan by months."""
    *table, key = finding.where
    if key != "milestones" or key in (written := document[table[0]][table[1]]) or "plan" not in written:
        return finding
    return finding._replace(where=(*table, "plan"))


def _failure(path: Path, lines: KeyLines, finding: Finding) -> Failure:
    keys, problem = finding.where, finding.problem
    depth = min(len(keys) - 1, _KEYS_OF_A_TABLE)
    table, key = ".".join(keys[:depth]), ".".join(keys[depth:])
    inner = ".".join(keys[: depth + 1])  # [targets.parking.parts]
    line = (
        lines.line_of(inner, keys[depth : depth + 2][-1])
        if lines.has_table(inner)
        else lines.line_of(table, keys[depth])
    )
    if not table:
        return Failure("{path}, line {line}: {key}: {problem}.", path=path, line=line, key=key, problem=problem)
    return Failure(
        "{path}, line {line}: [{table}] {key}: {problem}.", path=path, line=line, table=table, key=key, problem=problem
    )
