"""The ledger's file: canonical and foreign forms, damage, and what is never changed."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions import decided
from jiangan_targets.domain.finding import Severity
from jiangan_targets.domain.quantity import MAX_DECIMALS, canonical
from jiangan_targets.domain.record import Entry, Reason, Record, Withdrawal
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger import record_text
from jiangan_targets.storage.ledger.copy import copy
from jiangan_targets.storage.ledger.file import foreign
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.repair import plan_repair

PATH = Path("records/2024.toml")
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
IDS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=1, max_size=14)
MOMENTS = st.datetimes(
    datetime(2000, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
).map(lambda moment: moment.replace(microsecond=0))
VALUES = st.integers(-(10**15) + 1, 10**15 - 1).flatmap(
    lambda digits: st.integers(0, MAX_DECIMALS).map(lambda places: canonical(Decimal(digits).scaleb(-places)))
)
PARTS = TEXTS.filter(lambda text: text is None or bool(text.strip() and "/" not in text))
RECORDS = st.builds(
    Record,
    *(IDS, IDS, VALUES, st.dates(date(1900, 1, 1), date(2999, 1, 1)), MOMENTS, TEXTS, TEXTS, TEXTS, st.none()),
    part=PARTS,
)
WITHDRAWALS = st.builds(Withdrawal, IDS, IDS, IDS, MOMENTS, TEXTS, TEXTS, st.none())
DAYS = st.dates(date(1900, 1, 1), date(2999, 1, 1))
REASONS = st.builds(Reason, IDS, IDS, DAYS, MOMENTS, TEXTS.filter(bool), TEXTS, st.none() | DAYS, TEXTS, st.none())
ENTRIES = st.lists(st.one_of(RECORDS, REASONS, WITHDRAWALS).map(record_text.sealed), max_size=6)


def text_of(entries: list[Entry]) -> str:
    """A ledger in the program's own form."""
    return file_ledger.HEADER + "".join("\n" + record_text.block(entry) for entry in entries)


@given(ENTRIES)
def test_every_reader_reads_the_same(entries: list[Entry]) -> None:
    """The strict pattern, our full parser and Python's own TOML reader agree on what is written."""
    text = text_of(entries)
    ledger = file_ledger.parse(text.encode(), PATH)
    assert ledger.canonical
    assert ledger.entries == entries
    assert foreign.parse_foreign(text, PATH) == entries
    assert len(tomllib.loads(text).get("records", [])) == len(entries)


@given(ENTRIES)
def test_a_seal_fits_only_its_own_content(entries: list[Entry]) -> None:
    """The check value covers everything but itself."""
    for entry in entries:
        assert record_text.check_value(entry) == entry.check
        assert record_text.check_value(entry._replace(by="someone else")) != entry.check


@given(st.binary(max_size=300))
def test_any_bytes_are_a_ledger_or_refused(data: bytes) -> None:
    """Junk is one clear message."""
    try:
        file_ledger.parse(data, PATH)
    except Failure as failure:
        assert "2024.toml" in str(failure)


@given(ENTRIES.filter(bool), st.data())
def test_a_flipped_bit_never_hides_a_record(entries: list[Entry], data: st.DataObject) -> None:
    """After any single bit flip the ledger is refused, or holds as many records as before, or shows a broken seal."""
    text = bytearray(text_of(entries).encode())
    position = data.draw(st.integers(len(file_ledger.HEADER.encode()), len(text) - 1))
    text[position] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = file_ledger.parse(bytes(text), PATH).entries
    except Failure:
        return
    intact = [entry for entry in found if entry.check == record_text.check_value(entry)]
    assert len(found) == len(entries) or len(intact) < len(found)


RECORD = """[[records]]
id = "a1"
target = "parking"
value = 9000
as_of = 2024-09-08
recorded_at = 2024-09-09T09:12:33+08:00
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RECORD[:-10], "line 6: not valid TOML"),
        (RECORD.replace("value = 9000", "value = "), "line 4: not valid TOML"),
        (RECORD.replace("value = 9000", 'value = "many"'), "line 1: “value” of this record must be like 9000"),
        (RECORD.replace("value = 9000", "value = nan"), "“value” of this record"),
        (RECORD.replace("value = 9000", "value = 1e999999999"), "“value” of this record"),
        (RECORD.replace("value = 9000\n", ""), "this record has no “value”"),
        (RECORD.replace("2024-09-08", "2024-02-31"), "line 5: not valid TOML"),
        (RECORD.replace("2024-09-08", '"2024-09-08"'), "“as_of” of this record must be like 2024-09-08"),
        (RECORD.replace("+08:00", ""), "“recorded_at” of this record"),
        (RECORD + "\n" + RECORD.replace("[[records]]", "[[recordz]]"), "line 8: “recordz” does not belong here"),
        (RECORD + "<<<<<<< ours\n", "line 7: an unresolved merge conflict"),
        (RECORD + "note = '" + "x" * 20_000 + "'\n", "line 7: longer than"),
        ("records = 3\n", "records must be tables"),
        ("a = " + "[" * 3000 + "\n", "nested too deep"),
        (RECORD + "\0\0\0", "line 7: not valid TOML"),
    ],
)
def test_damage_is_named_with_its_line(text: str, message: str) -> None:
    """A torn, edited or foreign file is refused in one line that says where."""
    with pytest.raises(Failure) as failure:
        file_ledger.parse(text.encode(), PATH)
    assert message in str(failure.value)
    assert "\n" not in str(failure.value)


def test_bytes_that_are_no_text_are_named_with_their_line() -> None:
    """Invalid UTF-8 in the third line."""
    with pytest.raises(Failure, match=r"line 3: not UTF-8"):
        file_ledger.parse(b"# a\n# b\n\xff\xfe\n", PATH)


@pytest.mark.parametrize("start", ["\ufeff", "# made by hand\n\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_editors_do_to_a_file_is_read(start: str, newline: str) -> None:
    """A byte order mark, comments, and Windows line ends."""
    ledger = file_ledger.parse((start + RECORD).replace("\n", newline).encode(), PATH)
    assert [entry.id for entry in ledger.entries] == ["a1"]


def test_keys_of_a_newer_version_survive_an_append(tmp_path: Path) -> None:
    """What this version does not know is passed over when read and kept byte for byte."""
    path = tmp_path / "2024.toml"
    newer = RECORD + 'confidence = "high"\n'
    path.write_text(newer, encoding="utf-8")
    new = Record("b2", "parking", Decimal(9500), date(2024, 9, 9), datetime(2024, 9, 9, 9, tzinfo=UTC))
    file_ledger.append(path, lambda _entries: decided([new]))
    assert path.read_text(encoding="utf-8").startswith(newer)
    assert [entry.id for entry in file_ledger.read(path).entries] == ["a1", "b2"]


NEWER = """[[records]]
id = "n1"
target = "parking"
approves = "a1"
recorded_at = 2024-09-10T09:12:33+08:00
by = "王芳"
"""


def by_a_newer_version(text: str = NEWER) -> str:
    """The entry with the check value that a newer program gives it."""
    return f'{text}check = "{record_text.digest(text.encode())}"\n'


def test_a_kind_of_a_newer_version_is_passed_over_and_kept(tmp_path: Path) -> None:
    """Byte for byte by an append; told by `left_out`; and what is around it is read."""
    path = tmp_path / "2024.toml"
    newer = RECORD + "\n" + by_a_newer_version() + "\n" + RECORD.replace("a1", "a2")
    path.write_text(newer, encoding="utf-8")
    new = Record("b2", "parking", Decimal(9500), date(2024, 9, 9), datetime(2024, 9, 9, 9, tzinfo=UTC))
    file_ledger.append(path, lambda _entries: decided([new]))
    assert path.read_text(encoding="utf-8").startswith(newer)
    ledger = file_ledger.FileLedger(path)
    assert [entry.id for entry in ledger.entries()] == ["a1", "a2", "b2"]
    assert [(finding.where, finding.severity) for finding in ledger.left_out()] == [(("n1",), Severity.HINT)]
    assert "newer version" in str(ledger.left_out()[0].problem)
    with pytest.raises(Failure, match="only a newer version of the program knows n1"):
        copy(ledger, file_ledger.FileLedger(tmp_path / "copy.toml"), lambda _count: None)


@pytest.mark.parametrize(
    "changed",
    [NEWER, by_a_newer_version().replace("approves", "approvez"), by_a_newer_version().replace("a1", "a2")],
    ids=["no check", "another key", "another value"],
)
def test_only_a_check_value_proves_that_a_newer_version_wrote_it(changed: str) -> None:
    """What may as well be a damaged record is refused, as ever."""
    with pytest.raises(Failure, match="this record has no “value”"):
        file_ledger.parse((RECORD + "\n" + changed).encode(), PATH)


def test_a_repair_keeps_what_a_newer_version_wrote() -> None:
    """Also on one side of a merge, at its place in time."""
    later = RECORD.replace("a1", "a3").replace("09T09:12", "11T09:12")
    conflict = f"<<<<<<< ours\n{by_a_newer_version()}\n=======\n{later}\n>>>>>>> theirs\n"
    repair = plan_repair((file_ledger.HEADER + "\n" + RECORD + "\n" + conflict).encode(), PATH)
    assert repair.data.decode() == f"{file_ledger.HEADER}\n{RECORD}\n{by_a_newer_version()}\n{later}"
    assert (repair.kept, repair.dropped, repair.merged) == (3, [], (1, 1))


def test_a_broken_ledger_is_left_as_it_is(tmp_path: Path) -> None:
    """Nothing is appended to what cannot be read."""
    path = tmp_path / "2024.toml"
    path.write_bytes(b"[[records\n")
    with pytest.raises(Failure):
        file_ledger.append(path, lambda _entries: decided())
    assert path.read_bytes() == b"[[records\n"
