"""What a ledger asks the database, in SQL. A row that breaks a rule is left out of every answer."""

from __future__ import annotations

from functools import lru_cache

from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR
from jiangan_targets.storage.ledger.postgres.acceptance import ACCEPTED, BROKEN
from jiangan_targets.storage.ledger.postgres.schema import ADDED, COLUMNS, SCHEMA

TABLE, LEDGERS = f"{SCHEMA}.records", f"{SCHEMA}.ledgers"
_COLUMNS = ", ".join(COLUMNS)
# Where the table lacks a column, its name means the one of this row around the query: an older ledger stays readable.
LACKING = f"(SELECT {', '.join(f'NULL::{kind} AS {column}' for column, kind in ADDED.items())}) AS lacking"


_OURS = "district = %(district)s AND year = %(year)s"


def _rows(columns: str, condition: str) -> str:
    """A query's FROM: rows of a district's year as `r`."""
    inner = f"SELECT {columns} FROM {TABLE} WHERE {_OURS} AND {condition}"  # noqa: S608 -- constants
    return f"FROM {LACKING} CROSS JOIN LATERAL ({inner}) AS r"


# Asked for once, by an index that is empty as a rule: the rules themselves would cost more than all the rest.
_NO_ENTRIES = f"ARRAY(SELECT r.seq {_rows('seq', f'NOT ({ACCEPTED})')})"
_ENTRY = f"seq <> ALL({_NO_ENTRIES})"
_ROWS = f"seq, {_COLUMNS}"
READ = (
    f"SELECT {', '.join(f'r.{column}' for column in COLUMNS)} "
    f"{_rows(_ROWS, f'(%(targets)s::text[] IS NULL OR target = ANY(%(targets)s)) AND {_ENTRY}')} ORDER BY r.seq"
)
SEALS = (
    "SELECT coalesce(string_agg(r.id || coalesce(r.check_value, ''), ' ' ORDER BY r.seq), '') "
    f"{_rows('seq, id, check_value', f'seq <= %(place)s AND {_ENTRY}')}"
)
AFTER = f"SELECT r.* {_rows(_ROWS, f'seq > %(place)s AND {_ENTRY}')} ORDER BY r.seq"
LEFT_OUT = f"SELECT r.* {_rows(f'seq, id, {BROKEN}', f'NOT ({ACCEPTED})')} ORDER BY r.seq"
VERSION = f"SELECT coalesce(max(version), 0) FROM {SCHEMA}.migrations"  # noqa: S608 -- constants
YEARS = (
    f"SELECT DISTINCT year FROM {TABLE} WHERE district = %s "  # noqa: S608 -- constants
    f"AND year BETWEEN {FIRST_YEAR} AND {LAST_YEAR} ORDER BY year"
)
# The record of `wanted.target`, or of its part `wanted.of_part`, that counts on `wanted.day`, by one look-up in
# an index, however long its history is.
_STANDING = f"""
    SELECT {_ROWS} FROM {TABLE} AS r
    WHERE r.district = {{district}} AND r.year = %(year)s AND r.target = wanted.target
      AND coalesce(part, '') = wanted.of_part
      AND r.withdraws IS NULL AND r.value IS NOT NULL AND r.as_of {{days}}
      AND (%(known)s::timestamptz IS NULL OR r.recorded_at <= %(known)s)
      AND r.{{entry}}
      AND NOT EXISTS (
        SELECT 1 FROM {TABLE} AS w
        WHERE w.district = r.district AND w.year = r.year AND w.withdraws = r.id
          AND (%(known)s::timestamptz IS NULL OR w.recorded_at <= %(known)s)
          AND w.{{entry}}
      )
    ORDER BY r.as_of {{order}}, r.seq {{order}} LIMIT 1
"""  # noqa: S608 -- constants
_ASKED_FOR = "%(district)s"
_COUNTS = _STANDING.format(district=_ASKED_FOR, days="<= wanted.day", order="DESC", entry=_ENTRY)
_TARGETS = (
    "(SELECT target, of_part, %(on)s::date AS day "
    "FROM unnest(%(targets)s::text[], %(parts)s::text[]) AS named (target, of_part))"
)
LATEST = f"""
    SELECT {", ".join(f"latest.{column}" for column in COLUMNS)}
    FROM {_TARGETS} AS wanted CROSS JOIN {LACKING} CROSS JOIN LATERAL ({_COUNTS}) AS latest
"""  # noqa: S608 -- constants
# What counts on a day, and on the next day that has a figure. Others wait for whoever asks, and to plan the rules takes
# ten times as long as the answer: as no more rows that break one can come, the numbers of those there are are given.
_GIVEN = "seq <> ALL(%(left_out)s::bigint[])"
_COUNTS_GIVEN = _STANDING.format(district=_ASKED_FOR, days="<= wanted.day", order="DESC", entry=_GIVEN)
_NEXT = _STANDING.format(district=_ASKED_FOR, days="> wanted.day", order="ASC", entry=_GIVEN)
COUNTS_OF_EACH = _STANDING.format(district="wanted.district", days="<= wanted.day", order="DESC", entry=_GIVEN)
AROUND = f"""
    WITH days AS (
        SELECT target, of_part, day FROM {_TARGETS} AS named UNION ALL
        SELECT wanted.target, wanted.of_part, next.as_of
        FROM {_TARGETS} AS wanted CROSS JOIN {LACKING} CROSS JOIN LATERAL ({_NEXT}) AS next
    )
    SELECT {", ".join(f"latest.{column}" for column in COLUMNS)}
    FROM days AS wanted CROSS JOIN {LACKING} CROSS JOIN LATERAL ({_COUNTS_GIVEN}) AS latest ORDER BY latest.seq
"""  # noqa: S608 -- constants
# Gives which of the server's processes answers, too: see `prepare_on`.
LOCK = (
    f"SELECT pg_catalog.pg_backend_pid() FROM {LEDGERS} "  # noqa: S608 -- constants
    "WHERE district = %s AND year = %s FOR UPDATE"
)
LEDGER = f"INSERT INTO {LEDGERS} (district, year) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608 -- constants


@lru_cache(maxsize=16)  # One row nearly always; of a table as many as there are at once, and what is left.
def insert(columns: tuple[str, ...], count: int) -> str:
    """So many rows, each with a district, a year and these columns, behind each other.

    Gives the place of each row, the last place before, and what each of the columns holds.
    """
    row = f"({', '.join(['%s'] * (len(columns) + 2))})"
    return (
        f"INSERT INTO {TABLE} AS new (district, year, {', '.join(columns)}) "  # noqa: S608 -- constants
        f"VALUES {', '.join([row] * count)} ON CONFLICT DO NOTHING "
        f"RETURNING new.seq, (SELECT max(seq) FROM {TABLE} WHERE district = %s AND year = %s), "
        f"{', '.join(f'new.{column}' for column in columns)}"
    )
