"""Loss is told: by the vouch that every summary carries, and by what this machine has seen of a ledger."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMAND, Cli
from jiangan_targets.domain.losses import SeenEntry, losses
from jiangan_targets.domain.record import Entry, Record, Withdrawal
from jiangan_targets.domain.verdict import judge
from jiangan_targets.domain.vouch import Vouch, parse_vouches, vouch
from jiangan_targets.domain.week import Week
from jiangan_targets.render.language import speak
from jiangan_targets.render.vouch import vouch_line
from jiangan_targets.storage.ledger import seen
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.ledger import HEADER, FileLedger
from jiangan_targets.storage.ledger.interface import Growth
from jiangan_targets.storage.ledger.record_text import block, content, sealed
from jiangan_targets.storage.workspace.locate import state_file
from postgres_server import Server

Clock = Callable[[str], None]
MOMENT = datetime(2024, 7, 1, 9, tzinfo=timezone(timedelta(hours=8)))
LEDGER = Path("records") / "2024.toml"
SUMMARY = ("summary", "--week", "2024-W40")


def entry(number: int, value: int | None = None, days: int | None = None) -> Record:
    """A sealed record, one every third day of the third quarter."""
    moment = MOMENT + timedelta(days=3 * number if days is None else days)
    made = Record(
        f"1a{number:02}", "parking", Decimal(1000 + number if value is None else value), moment.date(), moment
    )
    sealed_record = sealed(made)
    assert isinstance(sealed_record, Record)
    return sealed_record


TWELVE = [entry(number) for number in range(12)]


def put(folder: Path, entries: Sequence[Entry]) -> None:
    """A ledger with these entries, in their order."""
    (folder / LEDGER).parent.mkdir(exist_ok=True)
    (folder / LEDGER).write_text(HEADER + "".join("\n" + block(each) for each in entries), encoding="utf-8")


def without(place: int) -> list[Entry]:
    """One record is deleted."""
    return [*TWELVE[:place], *TWELVE[place + 1 :]]


def edited(place: int) -> list[Entry]:
    """Another value, with a check value that fits it."""
    return [*TWELVE[:place], entry(place, value=7), *TWELVE[place + 1 :]]


def inserted(place: int) -> list[Entry]:
    """One more, with the moment of the one before it."""
    return [*TWELVE[:place], entry(99, days=3 * max(place - 1, 0)), *TWELVE[place:]]


def reordered(place: int) -> list[Entry]:
    """One changes places with the next."""
    if place == len(TWELVE) - 1:
        return [TWELVE[-1], *TWELVE[:-1]]
    return [*TWELVE[:place], TWELVE[place + 1], TWELVE[place], *TWELVE[place + 2 :]]


def truncated(place: int) -> list[Entry]:
    """All from one on are gone."""
    return [*TWELVE[:place]]


def swapped_for_older(place: int) -> list[Entry]:
    """A copy from before, to which something else was recorded since."""
    return [*TWELVE[:place], *(entry(50 + number, days=3 * (place + number)) for number in range(12 - place))]


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


def test_each_ledger_has_a_mark_of_its_own(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Another workspace with other records is not this one with fewer."""
    put(folder, list(TWELVE))
    other = tmp_path / "other"
    other.mkdir()
    put(other, TWELVE[:3])
    assert cli("check").code == 0
    assert cli("check", "--dir", str(other)).code == 0
    assert len(list((tmp_path / "state" / "jiangan-targets").iterdir())) == 2


@pytest.mark.parametrize("spoil", ["open", "link", "file"])
def test_a_state_folder_that_is_not_ones_own_is_not_used(cli: Cli, tmp_path: Path, spoil: str) -> None:
    """Nothing is written through it, `record` goes on without a word, and `check` tells why nothing is remembered."""
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    if spoil == "open":
        (state / "jiangan-targets").mkdir()
        (state / "jiangan-targets").chmod(0o770)
    elif spoil == "link":
        (state / "jiangan-targets").symlink_to(elsewhere)
    else:
        (state / "jiangan-targets").touch()
    outcome = cli("record", "parking", "9000", "--on", "2024-09-08")
    assert (outcome.code, outcome.err) == (0, "")
    told = cli("check")
    assert told.code == 0
    assert "is not remembered" in told.out
    assert not list(elsewhere.iterdir())


def test_nothing_is_read_when_nothing_can_be_kept(folder: Path) -> None:
    """Of a large ledger that would cost seconds, at every record."""

    class Unread(FileLedger):
        def growth(self, mark: str) -> Growth | None:
            raise AssertionError(mark)

    with pytest.raises(OSError, match="null"):
        seen.look(Unread(folder / "records" / "2024.toml"), "/dev/null/jiangan-targets/seen")


def test_a_torn_mark_is_none(cli: Cli, folder: Path) -> None:
    """Whatever its bytes, no command fails by it."""
    put(folder, list(TWELVE))
    assert cli("check").code == 0
    name = state_file(str(folder / LEDGER), os.environ)
    assert name is not None
    kept = Path(name)
    whole = kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    for length in range(0, len(whole), 7):
        kept.write_bytes(whole[:length])
        assert cli("check").code == 0
        assert kept.read_bytes() == whole


@pytest.mark.slow
def test_many_writers_leave_one_mark(folder: Path) -> None:
    """Side by side, nobody is told of a loss that is none."""
    runs = [
        subprocess.Popen(
            [COMMAND, "--dir", folder, "--lang", "en", "record", f"parking={1000 + number}", "--on", "2024-09-08"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for number in range(12)
    ]  # fmt: skip
    errors = [run.communicate()[1] for run in runs]
    assert not [error for error in errors if "has seen" in error]
    done = subprocess.run([COMMAND, "--dir", folder, "check"], capture_output=True, text=True, check=False)
    assert "has seen" not in done.stdout + done.stderr


FORMS = {"text": "txt", "markdown": "md", "html": "html", "json": "json", "eml": "eml"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_form_can_be_verified(cli: Cli, folder: Path, tmp_path: Path, form: str, lang: str) -> None:
    """As a file, in both languages; a change in week 30 is told by those from then on."""
    put(folder, list(TWELVE))
    kept = []
    for week in ("2024-W28", "2024-W30", "2024-W32"):
        kept.append(tmp_path / f"{week}.{FORMS[form]}")
        cli("summary", "--week", week, "--format", form, "--output", str(kept[-1]), lang=lang)
    names = [str(path) for path in kept]
    same = cli("verify", *names)
    assert (same.code, same.out.count("as it was")) == (0, 3)
    place = next(place for place, each in enumerate(TWELVE) if each.recorded_at.date() > date(2024, 7, 14))
    put(folder, edited(place))
    told = cli("verify", *names)
    assert told.code == 1
    counts = "records 10 then and 10 now"
    assert told.out.split("\n")[:2] == [
        "2024-W28: as it was, records 5.",
        f"2024-W30: not as it was, {counts}: changed since: at least 1; written down after 2024-W28, up to 2024-W30.",
    ]


def test_old_summaries_stay_as_they_were(cli: Cli, folder: Path) -> None:
    """What is recorded later changes no byte of an earlier week's summary, its last line included."""
    put(folder, list(TWELVE))
    before = cli("summary", "--week", "2024-W30").out
    assert "10 records" in before
    assert cli("record", "charging", "100", "--on", "2024-07-20").code == 0
    assert cli("summary", "--week", "2024-W30").out == before
    revised = cli("summary", "--week", "2024-W30", "--revised").out
    (made,) = parse_vouches(revised)
    assert made.total == 13
    assert cli("verify", revised.strip().rpartition("\n\n")[2]).code == 0


def test_what_came_later_is_named(cli: Cli, folder: Path) -> None:
    """Records put before a summary's end afterwards: how many, which, and of which weeks."""
    put(folder, list(TWELVE))
    line = cli(*SUMMARY).out.strip().rpartition("\n")[2]
    put(folder, inserted(4))
    told = cli("verify", line).out
    assert "records 12 then and 13 now: added since: 1, the first 1a99; of 2024-W28." in told
    put(folder, [*TWELVE, entry(98, days=8), entry(99, days=16)])
    assert "added since: 2, the first 1a98; of 2024-W28, 2024-W29." in cli("verify", line).out
    put(folder, without(4))
    told = cli("verify", line).out
    assert "records 12 then and 11 now: missing: at least 1" in told


def test_a_line_is_found_in_whatever_mail_made_of_it(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Quoted, wrapped, in GB18030, with other dashes, from stdin."""
    put(folder, list(TWELVE))
    line = cli(*SUMMARY, lang="zh").out.strip().rpartition("\n")[2]
    assert re.fullmatch(r"账本核验：12条 [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}（2024年账本，至2024-W40）", line)
    for text in (f"> {line}", line.replace("条 ", "条\n> "), line.replace("-", "–").replace("–W", "-W"), f"| {line} |"):
        assert cli("verify", text).code == 0, text
    (tmp_path / "old.txt").write_bytes(f"转发：\n{line}\n".encode("gb18030"))
    assert cli("verify", str(tmp_path / "old.txt")).code == 0
    piped = subprocess.run([COMMAND, "--dir", folder, "verify"], input=line.encode(), capture_output=True, check=False)
    assert piped.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("verify", "nothing.txt"), "There is no file nothing.txt."),
        (("verify", "{folder}/plain.txt"), "No line that vouches for a ledger is there"),
        (("check", "--accept", "--repair"), "--accept does not go with --repair."),
    ],
)
def test_wrong_input_is_one_line(cli: Cli, folder: Path, arguments: tuple[str, ...], text: str) -> None:
    """One line on stderr, nothing on stdout."""
    (folder / "plain.txt").write_text("nothing here\n", encoding="utf-8")
    outcome = cli(*(argument.format(folder=folder) for argument in arguments))
    assert (outcome.code in {1, 2}, outcome.out, outcome.err.count("\n")) == (True, "", 1)
    assert text in outcome.err


def test_entries_without_a_check_value_count(cli: Cli, folder: Path) -> None:
    """Added by hand, changed by hand: the vouch tells."""
    put(folder, [each._replace(check=None) for each in TWELVE])
    line = cli(*SUMMARY).out.strip().rpartition("\n")[2]
    text = (folder / LEDGER).read_text(encoding="utf-8")
    (folder / LEDGER).write_text(text.replace("value = 1003", "value = 1004"), encoding="utf-8")
    assert "changed since: at least 1" in cli("verify", line).out


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=MOMENT.tzinfo)
)
BYS = st.builds(Week, st.just(2024), st.integers(1, 52)) | MOMENTS
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(st.builds(Vouch, st.integers(2000, 2099), BYS, st.integers(0, 999_999), DIGESTS), st.sampled_from(["en", "zh"]))
def test_a_line_is_read_as_it_is_written(made: Vouch, lang: str) -> None:
    """Whatever it says."""
    speak(lang)
    assert parse_vouches(f"x {vouch_line(made)} 1") == [made._replace(digest=made.digest[:12])]


@given(st.text("账本核验：93条 3f9a-()（）2024年，至W37:T+\n", max_size=200))
def test_no_text_is_too_much(text: str) -> None:
    """Reading never raises."""
    for made in parse_vouches(text):
        assert judge([made], [], content)


ENTRIES = st.lists(st.integers(0, 9), unique=True)


@given(ENTRIES, ENTRIES, st.sets(st.integers(0, 9)))
def test_losses_are_what_sets_say(before: list[int], now: list[int], changed: set[int]) -> None:
    """Missing, changed and in between; an order that both have in common is kept."""
    seen = [SeenEntry(str(number), "a", date(2024, 1, 1)) for number in before]
    there = [SeenEntry(str(number), "b" if number in changed else "a", date(2024, 1, 1)) for number in now]
    found = losses(seen, there)
    assert {each.id for each in found.missing} == {str(number) for number in set(before) - set(now)}
    assert {each.id for each in found.changed} == {str(number) for number in set(before) & set(now) & changed}
    common = [number for number in now if number in before]
    assert found.reordered == (common != [number for number in before if number in now])
    last = now.index(common[-1]) if common else 0
    assert [each.id for each in found.inserted] == [str(each) for each in now[:last] if each not in before]


def test_a_grown_ledger_gives_only_what_is_new(tmp_path: Path) -> None:
    """Behind a mark; None when the beginning is another, also by a key added to the last entry before the mark."""
    path = tmp_path / "2024.toml"
    ledger = FileLedger(path)
    empty = ledger.growth("")
    assert empty is not None
    assert empty.entries == []
    path.write_text(HEADER + "\n" + block(TWELVE[0]), encoding="utf-8")
    first = ledger.growth("")
    assert first is not None
    assert first.entries == [TWELVE[0]]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + block(TWELVE[1]))
    second = ledger.growth(first.mark)
    assert second is not None
    assert second.entries == [TWELVE[1]]
    with path.open("a", encoding="utf-8") as file:
        file.write('note = "x"\n')
    assert ledger.growth(second.mark) is None
    assert ledger.growth("-") is None
    assert len(file_ledger.read(path).entries) == 2


def test_a_ledger_in_postgres_has_a_mark_too(
    postgres: Server, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that an administrator takes out or changes, check value and all, are told; records go on."""
    import psycopg

    from jiangan_targets.cli.app import main

    address = ["--dir", str(folder), "--lang", "en", "--ledger", postgres.url()]
    monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", "witness")

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*address, *arguments])
        return code, *capsys.readouterr()

    for value in (9000, 9100, 9200):
        assert run("record", "parking", str(value), "--on", "2024-09-08")[0::2] == (0, "")
    line = run("check")[1].strip().rpartition("\n")[2]
    assert run("verify", line)[0] == 0
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        change = (
            "UPDATE jiangan_targets.records SET value = 1, check_value = '00000000' WHERE district = %s AND value = %s"
        )
        connection.execute(change, ("witness", 9100))
        connection.execute("DELETE FROM jiangan_targets.records WHERE district = %s AND value = %s", ("witness", 9000))
    code, _out, told = run("record", "parking", "9300", "--on", "2024-09-08")
    assert (code, "missing 1, changed 1" in told) == (0, True)
    assert run("check")[0] == 1
    assert run("verify", line)[0] == 1
    assert run("check", "--accept")[0] == 1  # its check value does not fit
    assert "has seen" not in run("check")[1]


def test_a_withdrawal_counts_like_any_entry() -> None:
    """It is one of the set, and what it says is vouched for."""
    taken_back = Withdrawal("1b00", "parking", "1a00", MOMENT, reason="a")
    one = vouch([*TWELVE, taken_back], 2024, Week(2024, 40), content)
    other = vouch([*TWELVE, taken_back._replace(reason="b")], 2024, Week(2024, 40), content)
    assert (one.total, other.total) == (13, 13)
    assert one.digest != other.digest
