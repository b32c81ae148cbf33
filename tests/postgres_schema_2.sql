-- The schema of version 2, as the program made it before the database had rules of its own: never changed.
CREATE SCHEMA IF NOT EXISTS jiangan_targets;
CREATE TABLE IF NOT EXISTS jiangan_targets.migrations (version integer PRIMARY KEY);
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
);
CREATE INDEX records_current ON jiangan_targets.records (district, year, target, as_of DESC, seq DESC)
WHERE withdraws IS NULL;
CREATE INDEX records_withdrawn ON jiangan_targets.records (district, year, withdraws)
WHERE withdraws IS NOT NULL;
CREATE INDEX records_order ON jiangan_targets.records (district, year, seq);
ALTER TABLE jiangan_targets.records ADD COLUMN IF NOT EXISTS origin text;
INSERT INTO jiangan_targets.migrations VALUES (1), (2);
GRANT USAGE ON SCHEMA jiangan_targets TO jiangan_targets_writer, jiangan_targets_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA jiangan_targets TO jiangan_targets_writer, jiangan_targets_reader;
GRANT INSERT ON jiangan_targets.records TO jiangan_targets_writer;
