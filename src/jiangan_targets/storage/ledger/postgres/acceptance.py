"""What a row must be like to be an entry: the database's own constraints, and what reading leaves out.

Whoever may insert can insert whatever the columns' types take: NaN, infinity, a day before Christ. The same rules keep
such rows out of a new database, and out of the figures of one that an earlier version of the program made.
"""

from __future__ import annotations

from typing import NamedTuple

from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS
from jiangan_targets.domain.text import MAX_TEXT
from jiangan_targets.errors import Message, message

MAX_NAME = 200
"""Characters of an id, or of a district's name: they stand in every index."""

_LAST_OFFSET = 24 * 60 - 1
_TEXTS = ("by_name", "note", "source", "reason", "measure", "origin", "check_value")
_YEARS = {"first": FIRST_YEAR, "last": LAST_YEAR}


def _is_name(column: str) -> str:
    # A repetition with a bound costs the server twenty times as much.
    return f"char_length({column}) BETWEEN 1 AND {MAX_NAME} AND {column} !~ '[^0-9A-Za-z_.-]'"


def _short(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"({text} IS NULL OR char_length({text}) <= {MAX_TEXT})" for text in columns)


class Rule(NamedTuple):
    """A condition on a row, in SQL that is never NULL, and what is said of one that breaks it."""

    condition: str
    problem: Message


# A part of versions 4 and 6 of the schema: whoever changes a rule adds a migration that replaces the constraint.
RULES: dict[str, Rule] = {
    "district": Rule(
        f"char_length(district) BETWEEN 1 AND {MAX_NAME}",
        message("a district's name has 1 to {limit} characters", limit=MAX_NAME),
    ),
    "year": Rule(
        f"year BETWEEN {FIRST_YEAR} AND {LAST_YEAR}",
        message("its year is not in the years {first} to {last}", **_YEARS),
    ),
    "names": Rule(
        f"{_is_name('id')} AND {_is_name('target')} AND (withdraws IS NULL OR {_is_name('withdraws')})",
        message(
            "an id is made of Latin letters, digits, “_”, “.” and “-”, and has at most {limit} of them", limit=MAX_NAME
        ),
    ),
    "kind": Rule(
        # A figure; a reason; a withdrawal.
        "(withdraws IS NULL AND value IS NOT NULL AND as_of IS NOT NULL AND reason IS NULL AND measure IS NULL"
        " AND promised IS NULL) OR (withdraws IS NULL AND value IS NULL AND as_of IS NOT NULL AND reason IS NOT NULL"
        " AND note IS NULL AND source IS NULL AND origin IS NULL) OR (withdraws IS NOT NULL AND value IS NULL"
        " AND as_of IS NULL AND note IS NULL AND source IS NULL AND origin IS NULL AND measure IS NULL"
        " AND promised IS NULL)",
        message("it is neither a figure with its day, nor a reason with its day, nor a withdrawal"),
    ),
    # NaN and infinity are above every number. Of the digits, those before the point leave the others their room.
    "value": Rule(
        f"value IS NULL OR (abs(value) < 1{'0' * MAX_DIGITS} AND "
        f"value = round(value, least({MAX_DECIMALS}, {MAX_DIGITS} - length(trunc(abs(value))::text))))",
        message(
            "its figure is no number of at most {digits} digits, {decimals} after the point",
            digits=MAX_DIGITS,
            decimals=MAX_DECIMALS,
        ),
    ),
    "as_of": Rule(
        f"as_of IS NULL OR as_of BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31'",
        message("its day is not in the years {first} to {last}", **_YEARS),
    ),
    "promised": Rule(
        f"promised IS NULL OR promised BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31'",
        message("its promised day is not in the years {first} to {last}", **_YEARS),
    ),
    "recorded_at": Rule(
        f"recorded_at >= TIMESTAMPTZ '{FIRST_YEAR}-01-01 00:00:00+00' "
        f"AND recorded_at < TIMESTAMPTZ '{LAST_YEAR + 1}-01-01 00:00:00+00'",
        message("the moment when it was written down is not in the years {first} to {last}", **_YEARS),
    ),
    "recorded_offset": Rule(
        f"recorded_offset BETWEEN -{_LAST_OFFSET} AND {_LAST_OFFSET}",
        message("its time zone is a day or more away from Greenwich"),
    ),
    "texts": Rule(
        _short(_TEXTS),
        message("one of its texts has more than {limit} characters", limit=MAX_TEXT),
    ),
    "part": Rule(
        f"part IS NULL OR (value IS NOT NULL AND char_length(part) BETWEEN 1 AND {MAX_NAME} AND part !~ '/')",
        message("a part has 1 to {limit} characters, no “/”, and a figure", limit=MAX_NAME),
    ),
}
"""By name."""

_TEXTS_OF_3 = tuple(text for text in _TEXTS if text != "measure")
CONDITIONS_OF_4 = {name: rule.condition for name, rule in RULES.items() if name != "part"}
"""The conditions as version 4 of the schema had them, before there were parts."""

CONDITIONS_OF_3 = {name: condition for name, condition in CONDITIONS_OF_4.items() if name != "promised"} | {
    "kind": "(withdraws IS NULL AND value IS NOT NULL AND as_of IS NOT NULL AND reason IS NULL) OR (withdraws IS NOT"
    " NULL AND value IS NULL AND as_of IS NULL AND note IS NULL AND source IS NULL AND origin IS NULL)",
    "texts": _short(_TEXTS_OF_3),
}
"""The conditions as version 3 of the schema had them, before there were reasons."""

ACCEPTED = " AND ".join(f"({rule.condition})" for rule in RULES.values())
"""The condition of a row that is an entry."""

_CASES = ", ".join(f"CASE WHEN NOT ({rule.condition}) THEN '{name}' END" for name, rule in RULES.items())
BROKEN = f"array_remove(ARRAY[{_CASES}], NULL)"
"""An expression for the names of the rules that a row breaks."""


def constraint(name: str) -> str:
    """The name of a rule's constraint."""
    return f"records_{name}_accepted"


def rule_of(constraint_name: str | None) -> Rule | None:
    """The rule that a constraint stands for."""
    return next((rule for name, rule in RULES.items() if constraint(name) == constraint_name), None)
