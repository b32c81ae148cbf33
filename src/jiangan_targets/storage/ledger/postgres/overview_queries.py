"""What is asked of all districts at once, in SQL; which record counts is said in `queries`, once for all."""

from __future__ import annotations

from jiangan_targets.domain.target import PART_SIGN
from jiangan_targets.storage.ledger.postgres.acceptance import ACCEPTED
from jiangan_targets.storage.ledger.postgres.queries import COUNTS_OF_EACH, LACKING, TABLE
from jiangan_targets.storage.ledger.postgres.schema import SCHEMA
from jiangan_targets.storage.toml import MAX_CHARACTERS

PLANS = f"{SCHEMA}.plans"

# A line per district, as long as its figures: for each one look-up in the index `records_current`, and no sort, so that
# the first districts come while the others are still looked up. Ids and figures have neither blanks nor semicolons, and
# parts not the sign that stands before them.
FIGURES = f"""
    SELECT asked.place, (
        SELECT string_agg(concat_ws(
            ' ', wanted.place, latest.value, latest.as_of, latest.id, extract(epoch FROM latest.recorded_at)), ';')
        FROM (
            SELECT asked.district, named.target, coalesce(named.of_part, '') AS of_part, named.place,
                   %(on)s::date AS day
            FROM unnest(string_to_array(asked.targets, ' '), string_to_array(asked.parts, '{PART_SIGN}'))
                 WITH ORDINALITY AS named (target, of_part, place)
        ) AS wanted CROSS JOIN {LACKING} CROSS JOIN LATERAL ({COUNTS_OF_EACH}) AS latest
    )
    FROM unnest(%(districts)s::text[], %(targets)s::text[], %(parts)s::text[])
         WITH ORDINALITY AS asked (district, targets, parts, place)
"""  # noqa: S608 -- constants

# By jumps in an index from district to district, however many records each has.
DISTRICTS = f"""
    WITH RECURSIVE found (district) AS (
        (SELECT district FROM {TABLE} ORDER BY district LIMIT 1) UNION ALL
        SELECT (SELECT r.district FROM {TABLE} AS r WHERE r.district > found.district ORDER BY r.district LIMIT 1)
        FROM found WHERE found.district IS NOT NULL
    )
    SELECT district FROM found
    WHERE district IS NOT NULL
      AND EXISTS (SELECT FROM {TABLE} AS r WHERE r.district = found.district AND r.year = %(year)s)
"""  # noqa: S608 -- constants

LEFT_OUT = f"""
    SELECT r.seq, r.district, r.id FROM {LACKING} CROSS JOIN LATERAL (
        SELECT seq, district, id FROM {TABLE} WHERE year = %(year)s AND NOT ({ACCEPTED})
    ) AS r ORDER BY r.seq
"""  # noqa: S608 -- constants

KEPT_YEARS = f"SELECT DISTINCT year FROM {PLANS} ORDER BY year"  # noqa: S608 -- constants
KEPT = f"""
    SELECT DISTINCT ON (district) district, seq, digest FROM {PLANS} WHERE year = %(year)s
    ORDER BY district, seq DESC
"""  # noqa: S608 -- constants
# Of a text that is longer than any that can be one of ours, enough to see that.
TEXTS = (
    f"SELECT digest, left(text, {MAX_CHARACTERS + 1}) FROM {PLANS} "  # noqa: S608 -- constants
    "WHERE year = %(year)s AND seq = ANY(%(rows)s)"
)
NEWEST = f"""
    SELECT digest FROM {PLANS} WHERE district = %(district)s AND year = %(year)s ORDER BY seq DESC LIMIT 1
"""  # noqa: S608 -- constants
KEEP = f"""
    INSERT INTO {PLANS} (district, year, digest, text) VALUES (%(district)s, %(year)s, %(digest)s, %(text)s)
    RETURNING district, year, digest, text
"""  # noqa: S608 -- constants
