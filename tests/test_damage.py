"""Damaged ledgers: one clear line with file and line number, nothing changed, and a repair that tells what is lost."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import COMMAND, Cli
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger import record_text
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.repair import plan_repair


@pytest.fixture
def ledger(cli: Cli, folder: Path) -> Path:
    """Three records, one with a Chinese note."""
    cli("record", "parking", "9000", "--on", "2024-09-08", "--note", "区城管局月报")
    cli("record", "charging", "6500", "--on", "2024-09-08")
    cli("record", "schools", "3", "--on", "2024-09-08")
    return folder / "records" / "2024.toml"


def torn(data: bytes) -> bytes:
    """Cut in the middle of the last record."""
    return data[: data.rindex(b"as_of") + 4]


def conflict(data: bytes) -> bytes:
    """As git leaves it when two people's records meet."""
    head, _sep, last = data.rpartition(b"\n[[records]]\n")
    theirs = last.replace(b'target = "schools"', b'target = "events"').replace(b'id = "1', b'id = "2')
    theirs = b"\n".join(line for line in theirs.split(b"\n") if not line.startswith(b"check"))
    ours = b"\n[[records]]\n" + last
    return head + b"<<<<<<< HEAD" + ours + b"=======\n[[records]]\n" + theirs + b">>>>>>> other\n"


# What is done to the ledger, the line the message names, and how many records a repair keeps.
DAMAGE: dict[str, tuple[Callable[[bytes], bytes], int, int]] = {
    "torn": (torn, 26, 2),
    "invalid UTF-8": (lambda data: data.replace("月报".encode(), b"\xe6\x9c\xff"), 10, 3),
    "NUL tail": (lambda data: data + bytes(4096), 30, 3),
    "merge conflict": (conflict, 21, 4),
    "a heading flipped": (lambda data: data.replace(b"[[records]]", b"[[recorfs]]", 1), 3, 3),
    "a bracket lost": (lambda data: data.replace(b"[[records]]", b"[[records]", 1), 3, 3),
    "a value destroyed": (lambda data: data.replace(b"value = 6500", b"value = 6\x0700"), 16, 2),
    "junk before": (lambda data: b"\x7fELF junk\n" + data, 1, 3),
    "another format": (lambda _data: b'{"records": []}\n', 1, 0),
    "an empty file": (lambda _data: b"", 1, 0),
    "zeros": (lambda data: bytes(len(data)), 1, 0),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_one_line_and_changes_nothing(cli: Cli, ledger: Path, name: str) -> None:
    """For reading and for writing; the file is left as it is, byte for byte."""
    damage, line, _kept = DAMAGE[name]
    damaged = damage(ledger.read_bytes())
    ledger.write_bytes(damaged)
    for arguments in (("status",), ("record", "parking", "9100", "--on", "2024-09-09"), ("undo",)):
        outcome = cli(*arguments)
        assert (outcome.code, outcome.out) == (1, ""), arguments
        assert outcome.err.count("\n") == 1
        assert f"{ledger}, line {line}: " in outcome.err
        assert ledger.read_bytes() == damaged


@pytest.mark.parametrize("name", DAMAGE)
def test_a_repair_tells_what_it_drops(cli: Cli, ledger: Path, name: str) -> None:
    """First into a copy beside it; only with --yes in place, and then the damaged file is kept."""
    damage, _line, kept = DAMAGE[name]
    damaged = damage(ledger.read_bytes())
    ledger.write_bytes(damaged)
    planned = cli("check", "--repair")
    assert planned.code == 0
    assert f"Would keep {kept} records" in planned.out
    copy = ledger.with_name("2024.toml.repaired")
    assert len(file_ledger.read(copy).entries) == kept
    assert ledger.read_bytes() == damaged
    done = cli("check", "--repair", "--yes")
    assert done.code == 0
    assert f"records kept {kept}; the damaged file is now" in done.out
    assert ledger.read_bytes() == copy.read_bytes()
    (backup,) = ledger.parent.glob("2024.toml.damaged-*")
    assert backup.read_bytes() == damaged
    assert cli("record", "greenery", "1", "--on", "2024-09-10").code == 0
    assert cli("check", "--repair").out == f"Nothing to repair in {ledger}.\n"


def test_what_is_dropped_is_named(cli: Cli, ledger: Path) -> None:
    """With its line, its text, and why."""
    ledger.write_bytes(DAMAGE["a value destroyed"][0](ledger.read_bytes()))
    told = cli("check", "--repair").out
    assert re.match(r"dropped, from line 13: \[\[records\]\] \(\S+, line 16: not valid TOML: value = 6", told)
    assert cli("check", "--yes").err == "Error: --yes goes with --repair.\n"


@pytest.mark.parametrize("change", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
def test_what_editors_do_is_no_damage(cli: Cli, ledger: Path, change: Callable[[bytes], bytes]) -> None:
    """A byte order mark and Windows line ends are read, and appended to."""
    ledger.write_bytes(change(ledger.read_bytes()))
    assert cli("record", "parking", "9100", "--on", "2024-09-09").code == 0
    assert len(file_ledger.read(ledger).entries) == 4
    assert cli("check").code == 0


def test_every_flipped_bit_is_noticed(ledger: Path) -> None:
    """Each single flip in each byte of a ledger is refused by name of a line, or `check` tells it, or it is harmless.

    Harmless are the comment at the top and blank lines; a flip in a record's content breaks its check value.
    """
    data = ledger.read_bytes()
    whole = file_ledger.parse(data, ledger).entries
    refused = told = harmless = 0
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            try:
                entries = file_ledger.parse(bytes(flipped), ledger).entries
            except Failure as failure:
                assert "line " in str(failure)
                refused += 1
                continue
            if any(entry.check != record_text.check_value(entry) for entry in entries):
                told += 1
            else:
                assert entries == whole, (place, bit)
                harmless += 1
    assert refused + told + harmless == len(data) * 8
    assert harmless < len(file_ledger.HEADER) * 8 + 8 * 8


@pytest.mark.slow
def test_a_hundred_megabytes_of_junk(folder: Path) -> None:
    """In bounded time and memory, whatever kind of junk."""
    ledger = folder / "records" / "2024.toml"
    ledger.parent.mkdir()
    import resource

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    for unit in (b"x" * 100, b"a = 1\n", bytes(range(256)), b"[[records]]\n", b"\n" * 64):
        ledger.write_bytes(unit * (100_000_000 // len(unit)))
        done = subprocess.run(
            [COMMAND, "--dir", folder, "--lang", "en", "status"],
            capture_output=True, text=True, preexec_fn=bounded, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr[-500:]
        assert str(ledger) in done.stderr


@pytest.mark.parametrize("line", [b"junk\n", b"[broken\n", b'id = "x"\n', b"\n", b"[[records]]\n"])
def test_a_repair_looks_at_each_line_a_few_times(monkeypatch: pytest.MonkeyPatch, line: bytes) -> None:
    """Lines that are no records are sorted out by parsing each at most eight times, however many there are."""
    parsed = 0

    def counting(data: bytes | None, path: Path) -> file_ledger.Parsed:
        nonlocal parsed
        parsed += len(data or b"")
        return parse(data, path)

    parse = file_ledger.parse
    monkeypatch.setattr(file_ledger, "parse", counting)
    data = b"<<<\n" + line * (50_000 // len(line))
    assert plan_repair(data, Path("x")).kept == 0
    assert parsed <= 8 * (len(data) + data.count(b"\n") * len("[[records]]\n"))


def test_a_ledger_too_large_is_not_repaired(cli: Cli, ledger: Path) -> None:
    """One line, and no copy."""
    ledger.write_bytes(b"junk\n" * (7 << 20))
    assert cli("check", "--repair").err.endswith("is larger than 32 MB; it cannot be repaired here.\n")
    assert not ledger.with_name("2024.toml.repaired").exists()


def test_deep_nesting_is_refused_quickly(cli: Cli, ledger: Path) -> None:
    """Brackets, inline tables and dotted keys by the thousand."""
    for text in ("a = " + "[" * 9000 + "\n", "a = " + "{a=" * 4000 + "\n", ".".join("a" * 8000) + " = 1\n"):
        ledger.write_text(text, encoding="utf-8")
        outcome = cli("status")
        assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert plan_repair(b"[" * 9000, ledger).kept == 0


def without_line(data: bytes, line: int) -> bytes:
    """The data without one of its lines."""
    lines = data.split(b"\n")
    return b"\n".join(lines[:line] + lines[line + 1 :])


def test_a_repair_keeps_every_block_that_is_whole(ledger: Path) -> None:
    """Whichever line of three records is deleted or spoilt, the other two are kept; all, when it was a heading."""
    data = ledger.read_bytes()
    whole = file_ledger.parse(data, ledger).entries
    lines = data.split(b"\n")
    changes: list[Callable[[bytes], bytes]] = [lambda _line: b"", lambda _line: b"\xff\x00 junk", lambda line: line[1:]]
    for number, line in enumerate(lines[2:-1], start=2):
        owner = sum(1 for each in lines[: number + 1] if each == b"[[records]]") - 1
        damaged = [without_line(data, number), *(data_with(lines, number, change(line)) for change in changes)]
        for each in damaged:
            kept = file_ledger.parse(plan_repair(each, ledger).data, ledger).entries
            others = [entry for place, entry in enumerate(whole) if place != owner]
            assert [entry for entry in kept if entry in others] == others, (line, each)
            if line in {b"[[records]]", b""}:
                assert kept == whole, (line, each)


def data_with(lines: list[bytes], number: int, line: bytes) -> bytes:
    """The data with another line in the place of one."""
    return b"\n".join([*lines[:number], line, *lines[number + 1 :]])


def test_a_repair_survives_two_damages_in_a_row(ledger: Path) -> None:
    """The heading of the second is gone and its id spoilt: the first and the third are whole, and kept."""
    data = ledger.read_bytes()
    whole = file_ledger.parse(data, ledger).entries
    second = data.index(b"[[records]]", data.index(b"[[records]]") + 1)
    damaged = data[:second] + data[second + 12 :].replace(b"id = ", b"\x01d = ", 1)
    kept = file_ledger.parse(plan_repair(damaged, ledger).data, ledger).entries
    assert kept == [whole[0], whole[2]]
