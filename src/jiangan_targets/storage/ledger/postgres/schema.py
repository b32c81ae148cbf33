"""The database side of a ledger: schema, roles and their versions.

Append-only there too: writers may INSERT and SELECT, and nothing else. One table holds the records of
all districts and years; `district` leads every key, so it is also what a cluster would distribute by.
"""

from __future__ import annotations

from jiangan_targets.storage.ledger.fields import KINDS
from jiangan_targets.storage.ledger.postgres.acceptance import (
    ACCEPTED,
    CONDITIONS_OF_3,
    CONDITIONS_OF_4,
    RULES,
    constraint,
)

SCHEMA = "jiangan_targets"
LOCK_KEY = 0x6A69616E67616E  # so that only one migrates at a time
WRITER, READER = "jiangan_targets_writer", "jiangan_targets_reader"


def _constrained(name: str, condition: str) -> str:
    return f"ALTER TABLE jiangan_targets.records ADD CONSTRAINT {constraint(name)} CHECK ({condition}) NOT VALID"


def _left_out_by(accepted: str) -> str:
    return f"CREATE INDEX records_left_out ON jiangan_targets.records (district, year, seq) WHERE NOT ({accepted})"


def _all(conditions: dict[str, str]) -> str:
    return " AND ".join(f"({condition})" for condition in conditions.values())


MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE jiangan_targets.records (
            district text NOT NULL,
            year integer NOT NULL,
            seq bigint GENERATED ALWAYS AS IDENTITY,
            id text NOT NULL,
            target text NOT NULL,
            value numeric,
            as_of date,
            withdraws text,
            recorded_at timestamptz NOT NULL,
            recorded_offset integer NOT NULL,
            by_name text,
            note text,
            source text,
            reason text,
            check_value text,
            PRIMARY KEY (district, year, id),
            CHECK ((withdraws IS NULL) = (value IS NOT NULL AND as_of IS NOT NULL))
        )
        """,
        # The current value of a target: the latest day, then the last in the ledger.
        """
        CREATE INDEX records_current ON jiangan_targets.records (district, year, target, as_of DESC, seq DESC)
        WHERE withdraws IS NULL
        """,
        """
        CREATE INDEX records_withdrawn ON jiangan_targets.records (district, year, withdraws)
        WHERE withdraws IS NOT NULL
        """,
        "CREATE INDEX records_order ON jiangan_targets.records (district, year, seq)",
    ),
    # Which row of somebody's table a record was made of.
    ("ALTER TABLE jiangan_targets.records ADD COLUMN IF NOT EXISTS origin text",),
    (
        # What is there already is not judged here: one bad row must not keep the others unprotected.
        *(_constrained(name, condition) for name, condition in CONDITIONS_OF_3.items()),
        # So that every reader finds at once that there are none.
        _left_out_by(_all(CONDITIONS_OF_3)),
        # Who may write into which district, where that is asked for: see `isolation`.
        """
        CREATE TABLE jiangan_targets.members (
            role name NOT NULL,
            district text NOT NULL,
            PRIMARY KEY (role, district)
        )
        """,
    ),
    (
        # Why a target lags, what is done about it and by when.
        "ALTER TABLE jiangan_targets.records ADD COLUMN measure text, ADD COLUMN promised date",
        # Version 1 knew figures and withdrawals only; the rule of kinds says it all.
        "ALTER TABLE jiangan_targets.records DROP CONSTRAINT IF EXISTS records_check",
        *(f"ALTER TABLE jiangan_targets.records DROP CONSTRAINT {constraint(name)}" for name in ("kind", "texts")),
        *(_constrained(name, RULES[name].condition) for name in ("kind", "texts", "promised")),
        "DROP INDEX jiangan_targets.records_left_out",
        _left_out_by(_all(CONDITIONS_OF_4)),
    ),
    (
        # A row to lock for each district's year. That takes the right to change a column: there is one that cannot be.
        """
        CREATE TABLE jiangan_targets.ledgers (
            district text NOT NULL,
            year integer NOT NULL,
            held boolean NOT NULL DEFAULT false CHECK (NOT held),
            PRIMARY KEY (district, year)
        )
        """,
    ),
    (
        # Of which part of the target a figure is.
        "ALTER TABLE jiangan_targets.records ADD COLUMN part text",
        _constrained("part", RULES["part"].condition),
        "DROP INDEX jiangan_targets.records_left_out",
        _left_out_by(ACCEPTED),
        # The current value of a target or a part: sixteen parts must not stand between a whole and its figure.
        "DROP INDEX jiangan_targets.records_current",
        """
        CREATE INDEX records_current
        ON jiangan_targets.records (district, year, target, (coalesce(part, '')), as_of DESC, seq DESC)
        WHERE withdraws IS NULL
        """,
    ),
    (
        # By which plan each district is judged where many are looked at: the newest counts, the others stay.
        """
        CREATE TABLE jiangan_targets.plans (
            district text NOT NULL CHECK (char_length(district) BETWEEN 1 AND 200),
            year integer NOT NULL CHECK (year BETWEEN 1900 AND 2999),
            seq bigint GENERATED ALWAYS AS IDENTITY,
            digest text NOT NULL,
            text text NOT NULL,
            kept_at timestamptz NOT NULL DEFAULT now(),
            kept_by name NOT NULL DEFAULT session_user,
            PRIMARY KEY (district, year, seq),
            CONSTRAINT plans_digest CHECK (digest = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
        )
        """,
    ),
)
"""What each version adds to the one before it; applied once each, never changed."""

BY_YEAR = " PARTITION BY LIST (year)"
"""Behind the table of version 1, where it is asked for."""

PARTITIONS = (
    *(
        f"CREATE TABLE {SCHEMA}.records_{year} PARTITION OF {SCHEMA}.records FOR VALUES IN ({year})"
        for year in range(2020, 2040)
    ),
    f"CREATE TABLE {SCHEMA}.records_other_years PARTITION OF {SCHEMA}.records DEFAULT",
)

OFFSET = "recorded_offset"
"""Minutes east of Greenwich where an entry was written down: a timestamptz does not keep them."""

_RENAMED = {"by": "by_name", "check": "check_value"}
COLUMNS = {
    _RENAMED.get(key, key): key
    for key in dict.fromkeys((*(key for _own, kind in KINDS for key in kind._fields), OFFSET))
}
"""The columns of an entry, each with the field that it holds; some words are SQL's own."""

ADDED = {"origin": "text", "measure": "text", "promised": "date", "part": "text"}
"""Columns that a database may still lack, whose schema an earlier version of the program made, and their types."""

TABLES = ("records", "migrations", "members", "ledgers", "plans")
_TABLES = ", ".join(f"{SCHEMA}.{table}" for table in TABLES)
GRANTS = (
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO {WRITER}, {READER}",
    f"REVOKE ALL ON {_TABLES} FROM {WRITER}, {READER}, PUBLIC",
    f"REVOKE ALL ON SEQUENCE {SCHEMA}.records_seq_seq, {SCHEMA}.plans_seq_seq FROM {WRITER}, {READER}, PUBLIC",
    f"GRANT SELECT ON {_TABLES} TO {WRITER}, {READER}",
    # Not the whole table: who may insert `seq` decides what is first and last for ever.
    f"GRANT INSERT (district, year, {', '.join(COLUMNS)}) ON {SCHEMA}.records TO {WRITER}",
    f"GRANT INSERT (district, year), UPDATE (held) ON {SCHEMA}.ledgers TO {WRITER}",
    f"GRANT INSERT (district, year, digest, text) ON {SCHEMA}.plans TO {WRITER}",
)
"""Applied at every preparation; what an earlier version granted beyond them is taken back."""
