-- The schema of version 5, as the program made it before records had parts: never changed.
CREATE SCHEMA jiangan_targets;
CREATE TABLE jiangan_targets.migrations (version integer PRIMARY KEY);
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
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_district_accepted CHECK (char_length(district) BETWEEN 1 AND 200) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_year_accepted CHECK (year BETWEEN 1900 AND 2999) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_names_accepted CHECK (char_length(id) BETWEEN 1 AND 200 AND id !~ '[^0-9A-Za-z_.-]' AND char_length(target) BETWEEN 1 AND 200 AND target !~ '[^0-9A-Za-z_.-]' AND (withdraws IS NULL OR char_length(withdraws) BETWEEN 1 AND 200 AND withdraws !~ '[^0-9A-Za-z_.-]')) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_kind_accepted CHECK ((withdraws IS NULL AND value IS NOT NULL AND as_of IS NOT NULL AND reason IS NULL) OR (withdraws IS NOT NULL AND value IS NULL AND as_of IS NULL AND note IS NULL AND source IS NULL AND origin IS NULL)) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_value_accepted CHECK (value IS NULL OR (abs(value) < 1000000000000000 AND value = round(value, least(9, 15 - length(trunc(abs(value))::text))))) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_as_of_accepted CHECK (as_of IS NULL OR as_of BETWEEN DATE '1900-01-01' AND DATE '2999-12-31') NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_recorded_at_accepted CHECK (recorded_at >= TIMESTAMPTZ '1900-01-01 00:00:00+00' AND recorded_at < TIMESTAMPTZ '3000-01-01 00:00:00+00') NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_recorded_offset_accepted CHECK (recorded_offset BETWEEN -1439 AND 1439) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_texts_accepted CHECK ((by_name IS NULL OR char_length(by_name) <= 2000) AND (note IS NULL OR char_length(note) <= 2000) AND (source IS NULL OR char_length(source) <= 2000) AND (reason IS NULL OR char_length(reason) <= 2000) AND (origin IS NULL OR char_length(origin) <= 2000) AND (check_value IS NULL OR char_length(check_value) <= 2000)) NOT VALID;
CREATE INDEX records_left_out ON jiangan_targets.records (district, year, seq) WHERE NOT ((char_length(district) BETWEEN 1 AND 200) AND (year BETWEEN 1900 AND 2999) AND (char_length(id) BETWEEN 1 AND 200 AND id !~ '[^0-9A-Za-z_.-]' AND char_length(target) BETWEEN 1 AND 200 AND target !~ '[^0-9A-Za-z_.-]' AND (withdraws IS NULL OR char_length(withdraws) BETWEEN 1 AND 200 AND withdraws !~ '[^0-9A-Za-z_.-]')) AND ((withdraws IS NULL AND value IS NOT NULL AND as_of IS NOT NULL AND reason IS NULL) OR (withdraws IS NOT NULL AND value IS NULL AND as_of IS NULL AND note IS NULL AND source IS NULL AND origin IS NULL)) AND (value IS NULL OR (abs(value) < 1000000000000000 AND value = round(value, least(9, 15 - length(trunc(abs(value))::text))))) AND (as_of IS NULL OR as_of BETWEEN DATE '1900-01-01' AND DATE '2999-12-31') AND (recorded_at >= TIMESTAMPTZ '1900-01-01 00:00:00+00' AND recorded_at < TIMESTAMPTZ '3000-01-01 00:00:00+00') AND (recorded_offset BETWEEN -1439 AND 1439) AND ((by_name IS NULL OR char_length(by_name) <= 2000) AND (note IS NULL OR char_length(note) <= 2000) AND (source IS NULL OR char_length(source) <= 2000) AND (reason IS NULL OR char_length(reason) <= 2000) AND (origin IS NULL OR char_length(origin) <= 2000) AND (check_value IS NULL OR char_length(check_value) <= 2000)));
CREATE TABLE jiangan_targets.members (
    role name NOT NULL,
    district text NOT NULL,
    PRIMARY KEY (role, district)
);
ALTER TABLE jiangan_targets.records ADD COLUMN measure text, ADD COLUMN promised date;
ALTER TABLE jiangan_targets.records DROP CONSTRAINT IF EXISTS records_check;
ALTER TABLE jiangan_targets.records DROP CONSTRAINT records_kind_accepted;
ALTER TABLE jiangan_targets.records DROP CONSTRAINT records_texts_accepted;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_kind_accepted CHECK ((withdraws IS NULL AND value IS NOT NULL AND as_of IS NOT NULL AND reason IS NULL AND measure IS NULL AND promised IS NULL) OR (withdraws IS NULL AND value IS NULL AND as_of IS NOT NULL AND reason IS NOT NULL AND note IS NULL AND source IS NULL AND origin IS NULL) OR (withdraws IS NOT NULL AND value IS NULL AND as_of IS NULL AND note IS NULL AND source IS NULL AND origin IS NULL AND measure IS NULL AND promised IS NULL)) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_texts_accepted CHECK ((by_name IS NULL OR char_length(by_name) <= 2000) AND (note IS NULL OR char_length(note) <= 2000) AND (source IS NULL OR char_length(source) <= 2000) AND (reason IS NULL OR char_length(reason) <= 2000) AND (measure IS NULL OR char_length(measure) <= 2000) AND (origin IS NULL OR char_length(origin) <= 2000) AND (check_value IS NULL OR char_length(check_value) <= 2000)) NOT VALID;
ALTER TABLE jiangan_targets.records ADD CONSTRAINT records_promised_accepted CHECK (promised IS NULL OR promised BETWEEN DATE '1900-01-01' AND DATE '2999-12-31') NOT VALID;
DROP INDEX jiangan_targets.records_left_out;
CREATE INDEX records_left_out ON jiangan_targets.records (district, year, seq) WHERE NOT ((char_length(district) BETWEEN 1 AND 200) AND (year BETWEEN 1900 AND 2999) AND (char_length(id) BETWEEN 1 AND 200 AND id !~ '[^0-9A-Za-z_.-]' AND char_length(target) BETWEEN 1 AND 200 AND target !~ '[^0-9A-Za-z_.-]' AND (withdraws IS NULL OR char_length(withdraws) BETWEEN 1 AND 200 AND withdraws !~ '[^0-9A-Za-z_.-]')) AND ((withdraws IS NULL AND value IS NOT NULL AND as_of IS NOT NULL AND reason IS NULL AND measure IS NULL AND promised IS NULL) OR (withdraws IS NULL AND value IS NULL AND as_of IS NOT NULL AND reason IS NOT NULL AND note IS NULL AND source IS NULL AND origin IS NULL) OR (withdraws IS NOT NULL AND value IS NULL AND as_of IS NULL AND note IS NULL AND source IS NULL AND origin IS NULL AND measure IS NULL AND promised IS NULL)) AND (value IS NULL OR (abs(value) < 1000000000000000 AND value = round(value, least(9, 15 - length(trunc(abs(value))::text))))) AND (as_of IS NULL OR as_of BETWEEN DATE '1900-01-01' AND DATE '2999-12-31') AND (promised IS NULL OR promised BETWEEN DATE '1900-01-01' AND DATE '2999-12-31') AND (recorded_at >= TIMESTAMPTZ '1900-01-01 00:00:00+00' AND recorded_at < TIMESTAMPTZ '3000-01-01 00:00:00+00') AND (recorded_offset BETWEEN -1439 AND 1439) AND ((by_name IS NULL OR char_length(by_name) <= 2000) AND (note IS NULL OR char_length(note) <= 2000) AND (source IS NULL OR char_length(source) <= 2000) AND (reason IS NULL OR char_length(reason) <= 2000) AND (measure IS NULL OR char_length(measure) <= 2000) AND (origin IS NULL OR char_length(origin) <= 2000) AND (check_value IS NULL OR char_length(check_value) <= 2000)));
CREATE TABLE jiangan_targets.ledgers (
    district text NOT NULL,
    year integer NOT NULL,
    held boolean NOT NULL DEFAULT false CHECK (NOT held),
    PRIMARY KEY (district, year)
);
INSERT INTO jiangan_targets.migrations VALUES (1), (2), (3), (4), (5);
GRANT USAGE ON SCHEMA jiangan_targets TO jiangan_targets_writer, jiangan_targets_reader;
REVOKE ALL ON jiangan_targets.records, jiangan_targets.migrations, jiangan_targets.members, jiangan_targets.ledgers FROM jiangan_targets_writer, jiangan_targets_reader, PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA jiangan_targets FROM jiangan_targets_writer, jiangan_targets_reader, PUBLIC;
GRANT SELECT ON jiangan_targets.records, jiangan_targets.migrations, jiangan_targets.members, jiangan_targets.ledgers TO jiangan_targets_writer, jiangan_targets_reader;
GRANT INSERT (district, year, id, target, withdraws, recorded_at, by_name, reason, check_value, value, as_of, note, source, origin, measure, promised, recorded_offset) ON jiangan_targets.records TO jiangan_targets_writer;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_district_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_year_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_names_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_kind_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_value_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_as_of_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_promised_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_recorded_at_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_recorded_offset_accepted;
ALTER TABLE jiangan_targets.records VALIDATE CONSTRAINT records_texts_accepted;
GRANT INSERT (district, year), UPDATE (held) ON jiangan_targets.ledgers TO jiangan_targets_writer;
