"""Ledgers at the limits of size: no write makes one unreadable, and one record by hand does not either."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Cli
from jiangan_targets.errors import Failure
from jiangan_targets.storage import toml
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.ledger.file import foreign
from jiangan_targets.storage.ledger.file import ledger as file_ledger

BY_HAND = """
[[records]]
# 区里电话
id = "by-hand"
target = "parking"
as_of = 2024-09-09
value = 9_100
recorded_at = 2024-09-10T09:00:00+08:00
"""


@pytest.fixture
def ledger(cli: Cli, folder: Path) -> Path:
    """Three records."""
    for target, value in (("parking", "9000"), ("charging", "6500"), ("schools", "3")):
        cli("record", target, value, "--on", "2024-09-08")
    return folder / "records" / "2024.toml"


def test_a_write_beyond_the_limit_is_refused(cli: Cli, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be read again is not written; the ledger is as it was, and readable."""
    before = ledger.read_bytes()
    monkeypatch.setattr(files, "MAX_FILE_BYTES", len(before) + 50)
    outcome = cli("record", "parking", "9100", "--on", "2024-09-09")
    assert outcome.code == 1
    assert "would be larger than" in outcome.err
    assert ledger.read_bytes() == before
    assert cli("status").code == 0


@pytest.mark.parametrize("place", ["first", "in the middle", "last"])
def test_one_record_by_hand_in_a_large_ledger(
    cli: Cli, ledger: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The limit of the full parser is for what goes through it, not for what the program wrote."""
    text = ledger.read_text(encoding="utf-8")
    limit = len(BY_HAND) + 60
    assert len(text) > limit
    monkeypatch.setattr(toml, "MAX_CHARACTERS", limit)
    cuts = {"first": text.index("\n[[records]]"), "in the middle": text.rindex("\n[[records]]"), "last": len(text)}
    ledger.write_text(text[: cuts[place]] + BY_HAND + text[cuts[place] :], encoding="utf-8")
    assert cli("status", "--json").code == 0
    assert cli("record", "parking", "9200", "--on", "2024-09-10").code == 0
    entries = file_ledger.read(ledger).entries
    assert (len(entries), sum(entry.id == "by-hand" for entry in entries)) == (5, 1)
    wrong = BY_HAND.replace("9_100", "nine")
    ledger.write_text(text + wrong, encoding="utf-8")
    line = text.count("\n") + wrong[: wrong.index("nine")].count("\n") + 1
    assert f"line {line}: not valid TOML: value = nine" in cli("status").err


def test_what_only_looks_like_a_record(ledger: Path) -> None:
    """A whole record within a text of several lines is a text, whatever stands around it."""
    text = ledger.read_text(encoding="utf-8")
    block = text[text.rindex("\n[[records]]") :].replace('"', "'")
    inner = text[text.rindex("\n[[records]]") :]
    for fence, shown in (("'''", inner), ('"""', block)):
        record = BY_HAND + f"note = {fence}{shown}{fence}\n"
        whole = file_ledger.parse((text + record + block.replace("'", '"').replace("schools", "gdp")).encode(), ledger)
        assert [entry.target for entry in whole.entries] == ["parking", "charging", "schools", "parking", "gdp"]


@given(st.lists(st.sampled_from(["own", "hand", "comment", "key", "fence", "blank", "close", "table"]), max_size=8))
def test_in_pieces_or_whole_it_is_the_same(kinds: list[str]) -> None:
    """Whatever stands beside what: in pieces a ledger says what the full parser says, or is refused like there."""
    parts = {
        "hand": BY_HAND,
        "comment": "# a comment\n",
        "key": 'note = "n"\n',
        "fence": "source = '''\n",
        "close": "'''\n",
        "blank": "\n",
        "table": "[records.more]\na = 1\n",
        "own": '\n[[records]]\nid = "a"\ntarget = "parking"\nvalue = 1\nas_of = 2024-09-08\n'
        "recorded_at = 2024-09-09T09:12:33+08:00\n",
    }
    text = "".join(parts[kind] for kind in kinds)
    try:
        whole = foreign._parse(text, Path("x"))  # noqa: SLF001 -- the full parser alone, to compare with
    except Failure as failure:
        with pytest.raises(Failure) as refused:
            foreign.parse_foreign(text, Path("x"))
        assert str(refused.value) == str(failure)
    else:
        assert foreign.parse_foreign(text, Path("x")) == whole
