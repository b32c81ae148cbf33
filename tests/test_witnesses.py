"""Loss is told: by the vouch that every summary carries, or by what this machine has seen of a ledger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

import pytest

from conftest import Cli, Clock
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.vouch import vouch
from jiangan_targets.domain.week import Week
from jiangan_targets.storage.ledger.record_text import content
from twelve_records import (
    LEDGER,
    SUMMARY,
    TWELVE,
    edited,
    entry,
    inserted,
    put,
    reordered,
    swapped_for_older,
    truncated,
    without,
)


class Attack(Protocol):
    """What is done to a ledger at a place of it."""

    def __call__(self, place: int) -> list[Entry]:
        """What it holds then."""


@pytest.mark.parametrize("attack", [without, edited, inserted, reordered, truncated, swapped_for_older])
def test_every_change_is_told_by_one_or_the_other(cli: Cli, folder: Path, attack: Attack) -> None:
    """At each place of twelve records, with check values that fit: `verify` with an old summary, or this machine.

    The set is vouched for, so a new order is told by the machine alone, and something put in by the vouch.
    """
    put(folder, list(TWELVE))
    assert cli("check").code == 0
    line = cli(*SUMMARY).out.strip().rpartition("\n")[2]
    for place in range(12):
        put(folder, attack(place))
        by_reader, by_machine = cli("verify", line).code, cli("check").code
        assert (by_reader, by_machine) == (int(attack is not reordered), int(attack is not inserted)), place
        put(folder, list(TWELVE))
        assert (cli("verify", line).code, cli("check", "--accept").code) == (0, 0)


def test_the_machine_alone_tells_what_is_lost(cli: Cli, folder: Path, clock: Clock) -> None:
    """Also a record made after the last summary; `record` is never refused, and says it until it is settled."""
    clock("2024-09-09T09:00")
    assert cli("record", "parking", "9000", "--on", "2024-09-08").err == ""
    older = (folder / LEDGER).read_bytes()
    clock("2024-09-10T09:00")
    cli("record", "parking", "9100", "--on", "2024-09-10")
    (folder / LEDGER).write_bytes(older)
    for value, command in ((9200, "record"), (9300, "record")):
        outcome = cli(command, "parking", str(value), "--on", "2024-09-10")
        assert outcome.code == 0
        assert "missing 1, changed 0" in outcome.err
        assert outcome.err.count("\n") == 1
    told = cli("check")
    assert told.code == 1
    assert re.search(r"record \S+ of 2024-W37: this machine has seen it, and it is gone", told.out)
    assert "missing 1" in cli("undo").err
    settled = cli("check", "--accept")
    assert (settled.code, settled.out.count("missing 1")) == (0, 1)
    assert cli("check").code == 0
    assert cli("record", "parking", "9400", "--on", "2024-09-10").err == ""


def test_what_was_recorded_after_a_loss_is_guarded_too(cli: Cli, folder: Path) -> None:
    """The lost record comes back with the old file, and now the newer one is gone: told as well."""
    put(folder, list(TWELVE))
    assert cli("check").code == 0
    put(folder, [*TWELVE[:-1], entry(60)])
    assert "missing 1" in cli("record", "charging", "100", "--on", "2024-09-10").err
    put(folder, list(TWELVE))
    told = cli("check").out
    assert told.count("this machine has seen it, and it is gone") == 2
    assert "record 1a60 of " in told


def test_a_merge_is_no_loss(cli: Cli, folder: Path) -> None:
    """Records of another branch that come in between are mentioned once; the vouch of the whole is the same."""
    put(folder, TWELVE[::2])
    assert cli("check").code == 0
    put(folder, list(TWELVE))
    first, second = cli("check"), cli("check")
    assert (first.code, second.code) == (0, 0)
    assert "records that came in between those seen before: 5, the first 1a01; a merge?" in first.out
    assert "came in between" not in second.out
    orders: list[list[Entry]] = [list(TWELVE), list(reversed(TWELVE)), [*TWELVE[6:], *TWELVE[:6]]]
    assert len({vouch(order, 2024, Week(2024, 40), content) for order in orders}) == 1


def test_a_ledger_written_anew_by_an_editor_is_no_loss(cli: Cli, folder: Path) -> None:
    """Other line ends, a comment, check values left out: the records are the same."""
    put(folder, list(TWELVE))
    assert cli("check").code == 0
    text = (folder / LEDGER).read_text(encoding="utf-8")
    for changed in (text.replace("\n", "\r\n"), f"# mine\n{text}", re.sub(r"check = .*\n", "", text)):
        (folder / LEDGER).write_text(changed, encoding="utf-8", newline="")
        shown = cli("check")
        assert (shown.code, "this machine has seen" in shown.out) == (0, False)
    assert cli("record", "charging", "100", "--on", "2024-09-10").err == ""
