"""Rows of the table of records: good ones, what must be refused, and the edges of what must not."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

FIRST = ("record", "parking", "9000", "--on", "2024-09-08")
ANOTHER = ("record", "parking", "9100", "--on", "2024-09-10")
GOOD: dict[str, Any] = {
    "district": "jiangan", "year": 2024, "id": "x1", "target": "parking", "value": "9000", "as_of": "2024-09-08",
    "recorded_at": "2024-09-09 09:12:33+08", "recorded_offset": 480,
}  # fmt: skip
TAKEN_BACK: dict[str, Any] = {"value": None, "as_of": None, "withdraws": "x0"}
EXPLAINED: dict[str, Any] = {"value": None, "reason": "征地未完成"}

BAD: list[tuple[str, dict[str, Any]]] = [
    *(("value", {"value": text}) for text in ("NaN", "Infinity", "-Infinity", "1e15", "-1e15", "0.0000000001")),
    *(("value", {"value": text}) for text in ("1e100000", "1234567890123.456", "-12345678.12345678")),
    *(("as_of", {"as_of": day}) for day in ("infinity", "-infinity", "1899-12-31", "3000-01-01", "0044-03-15 BC")),
    *(("as_of", {"as_of": day}) for day in ("9999-12-31", "5874897-12-31")),
    *(("recorded_at", {"recorded_at": at}) for at in ("infinity", "-infinity", "0044-03-15 BC", "9999-12-31 23:59Z")),
    *(("recorded_at", {"recorded_at": at}) for at in ("1899-12-31 23:59Z", "3000-01-01 00:00Z", "294276-12-31Z")),
    *(("recorded_offset", {"recorded_offset": minutes}) for minutes in (1440, -1440, 2**31 - 1)),
    *(("names", {"id": name}) for name in ("", "x" * 201, "../x", "x\n", "记录", "a b", "\x1b[31m")),
    *(("names", {"target": name}) for name in ("", "x" * 201, "停车")),
    *(("names", TAKEN_BACK | {"withdraws": name}) for name in ("", "x" * 201, "'")),
    *(("texts", {column: "长" * 2001}) for column in ("by_name", "note", "source", "origin", "check_value")),
    ("texts", TAKEN_BACK | {"reason": "x" * 2001}),
    ("year", {"year": 1899}),
    ("year", {"year": 3000}),
    ("district", {"district": ""}),
    ("district", {"district": "区" * 201}),
    ("kind", {"reason": "x"}),
    *(("kind", TAKEN_BACK | {column: "x"}) for column in ("note", "source", "origin")),
]
BAD_REASONS: list[tuple[str, dict[str, Any]]] = [
    ("kind", EXPLAINED | {"reason": None}),
    ("kind", EXPLAINED | {"as_of": None}),
    *(("kind", EXPLAINED | {column: "x"}) for column in ("note", "source", "origin")),
    *(("kind", row | more) for row in ({}, TAKEN_BACK) for more in ({"measure": "x"}, {"promised": "2024-10-31"})),
    *(("promised", EXPLAINED | {"promised": day}) for day in ("infinity", "-infinity", "1899-12-31", "3000-01-01")),
    *(("texts", EXPLAINED | {column: "长" * 2001}) for column in ("reason", "measure")),
]
EDGES: list[dict[str, Any]] = [
    {"value": "999999999999999"}, {"value": "-0.000000001"}, {"value": "123456.123456789"}, {"value": "1.500000000000"},
    {"as_of": "1900-01-01"}, {"as_of": "2999-12-31"}, {"recorded_offset": 1439}, {"recorded_offset": -1439},
    {"recorded_at": "2999-12-31 23:59:59Z"}, {"id": "x" * 200}, {"note": "长" * 2000}, {"district": "区" * 200},
    TAKEN_BACK | {"reason": "x"}, EXPLAINED, EXPLAINED | {"measure": "长" * 2000, "promised": "2999-12-31"},
    EXPLAINED | {"promised": "1900-01-01", "by_name": "王芳"},
]  # fmt: skip


def insert(connection: psycopg.Connection[Any], row: dict[str, Any]) -> None:
    """Put a row there by hand."""
    places = ", ".join(["%s"] * len(row))
    query = f"INSERT INTO jiangan_targets.records ({', '.join(row)}) VALUES ({places})"  # noqa: S608 -- columns of ours
    connection.execute(query.encode(), [*row.values()])


def connected(url: str) -> psycopg.Connection[Any]:
    """A session in which each statement stands alone."""
    return psycopg.connect(url, autocommit=True)


def refuses(connection: psycopg.Connection[Any], statement: str) -> None:
    """See that the server forbids it to this user."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())
