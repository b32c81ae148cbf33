"""Tables as they are received, made of plain values, and what is taken from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jiangan_targets.domain.cells.cell import Cell, ReceivedSheet, column_letters
from jiangan_targets.domain.received.reading_choice import Choice
from jiangan_targets.domain.received.sheet import take_in
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.plan import file as plan_file

ROOT = Path(__file__).resolve().parent.parent


@cache
def plan_of_2024() -> Plan:
    """The targets that come with the program."""
    found, mistakes = plan_file.inspect(ROOT / "targets" / "2024.toml", 2024)
    assert mistakes == []
    assert found is not None
    return found


def cells(rows: Iterable[Sequence[object]]) -> list[list[Cell]]:
    """Rows of cells with addresses, each row up to its last cell with content, as files are read."""
    made = []
    for number, row in enumerate(rows, start=1):
        line = [
            value._replace(address=f"{column_letters(place)}{number}")
            if isinstance(value, Cell)
            else Cell(f"{column_letters(place)}{number}", None if value == "" else value)  # type: ignore[arg-type]
            for place, value in enumerate(row, start=1)
        ]
        while line and line[-1].value is None and line[-1].merged is None:
            line.pop()
        made.append(line)
    return made


def taken(
    plan: Plan,
    *rows: Sequence[object],
    as_of: date | None = None,
    name: str | None = None,
    choice: Choice | None = None,
) -> TablesRead:
    """What a sheet reports."""
    return take_in([ReceivedSheet(name, cells(rows))], plan, as_of, choice)


def figures(found: TablesRead) -> list[tuple[str, str, str]]:
    """Target, value and day of each report; nothing may be wrong."""
    assert complaints(found) == []
    return [(each.report.target.id, f"{each.report.value}", each.report.as_of.isoformat()) for each in found.taken]


def complaints(found: TablesRead) -> list[str]:
    """Address and message of each problem."""
    return [f"{problem.address}: {problem.message}" for problem in found.problems]
