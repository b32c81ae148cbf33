"""The database side of a ledger: schema, roles and their versions.

Append-only there too: writers may INSERT and SELECT, and nothing else. One table holds the records of
all districts and years; `district` leads every key, so it is also what a cluster would distribute by.
"""

from __future__ import annotations

from jiangan_targets.storage.ledger.fields import KINDS

SCHEMA = "jiangan_targets"
LOCK_KEY = 0x6A69616E67616E  # so that only one migrates at a time
WRITER, READER = "jiangan_targets_writer", "jiangan_targets_reader"

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
)
"""What each version adds to the one before it; applied once each, never changed."""

GRANTS = (
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO {WRITER}, {READER}",
    f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {WRITER}, {READER}",
    f"GRANT INSERT ON {SCHEMA}.records TO {WRITER}",
)

OFFSET = "recorded_offset"
"""Minutes east of Greenwich where an entry was written down: a timestamptz does not keep them."""

_RENAMED = {"by": "by_name", "check": "check_value"}
COLUMNS = {
    _RENAMED.get(key, key): key
    for key in dict.fromkeys((*(key for _own, kind in KINDS for key in kind._fields), OFFSET))
}
"""The columns of an entry, each with the field that it holds; some words are SQL's own."""

ADDED = ("origin",)
"""Columns that a database may still lack, whose schema an earlier version of the program made; all are texts."""
