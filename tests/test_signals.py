"""Ctrl-C and its kind, and streams that cannot be written: what is said is true, and so is the exit code."""

from __future__ import annotations

import json
import os
import pty
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, Outcome
from interrupting import Interrupted

NOTHING, RECORDED = "Interrupted; nothing was recorded.\n", "Interrupted; it was recorded.\n"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
LEDGER = "records/2024.toml"
RECORD = ("record", "parking", "9100", "--on", "2024-09-09")

STORING = {
    "record": RECORD,
    "import": ("import", "sheet.csv"),
    "undo": ("undo",),
}
READING = {
    "status": ("status", "--json"),
    "summary": ("summary", "--week", "2024-W37", "--output", "week.html", "--format", "html", "--overwrite"),
    "import --dry-run": ("import", "sheet.csv", "--dry-run"),
}


@pytest.fixture
def workspace(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a record and a sheet, in which the test is."""
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")  # the ledger is laid anew: nothing may remember the one before
    assert cli("record", "parking", "9000", "--on", "2024-09-08").code == 0
    (folder / "sheet.csv").write_text("id,figure,as of\nparking,9100,2024-09-09\nschools,5,2024-09-09\n")
    monkeypatch.chdir(folder)
    return folder


def blocks(folder: Path) -> int:
    """How many entries the ledger holds."""
    return (folder / LEDGER).read_text(encoding="utf-8").count("[[records]]")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "number"), [*zip(STORING | READING, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) * 2, strict=True)]
)
def test_a_signal_before_any_call_of_the_storage(
    workspace: Path, command: str, number: signal.Signals, record_property: Callable[[str, object], None]
) -> None:
    """Told in one line that is true: exit 0 exactly when it is stored, else 128 and the signal's number; no litter."""
    driver = Path(__file__).with_name("interrupting.py")
    done = subprocess.run(
        [sys.executable, driver, str(number.value), workspace, *(STORING | READING)[command]],
        capture_output=True, check=True,
    )  # fmt: skip
    runs: list[Interrupted] = json.loads(done.stdout)
    *signalled, undisturbed = runs
    before = (workspace / LEDGER).read_text(encoding="utf-8")
    assert undisturbed["code"] == 0
    assert len(signalled) > 5
    for run in signalled:
        stored = run["files"][LEDGER] != before
        assert (run["code"], run["err"]) == ((0, RECORDED) if stored else (128 + number, NOTHING))
        assert not stored or run["out"] == undisturbed["out"]
        assert not [name for name in run["files"] if name.endswith(".tmp")]
    record_property("figure", f"{number.name}: {len(signalled)} calls")
    assert {run["code"] for run in signalled} == ({0, 128 + number} if command in STORING else {128 + number})


def listening(process: subprocess.Popen[str]) -> None:
    """Wait until the program has its handlers: until then it is the interpreter's start."""
    mask = 1 << signal.SIGTERM - 1
    while process.poll() is None:
        time.sleep(0.001)
        caught = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").partition("SigCgt:")[2].split()[0]
        if int(caught, 16) & mask:
            return


def interrupt(arguments: tuple[str, ...], number: signal.Signals, delay: float) -> Outcome:
    """The installed command with a signal some time after its start."""
    process = subprocess.Popen(
        [COMMAND, "--dir", ".", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    listening(process)
    time.sleep(delay)
    process.send_signal(number)
    out, err = process.communicate()
    return Outcome(process.returncode, out, err)


@pytest.mark.parametrize("command", ["record", "import", "status", "summary"])
def test_a_signal_at_any_instant(workspace: Path, command: str) -> None:
    """From the start of the program on: never a traceback, never silence, and what is said is true."""
    chance = random.Random(command)
    arguments = (STORING | READING)[command]
    started = time.monotonic()
    subprocess.run(
        [COMMAND, "--dir", ".", *arguments, *(["--dry-run"] if command in STORING else [])],
        check=True,
        capture_output=True,
    )
    usual = time.monotonic() - started
    for number in SIGNALS * 3:
        before = blocks(workspace)
        outcome = interrupt(arguments, number, chance.choice([0.0, chance.uniform(0, usual)]))
        if command in STORING:
            stored = blocks(workspace) > before
            assert outcome.code == (0 if stored else 128 + number)
            assert outcome.err in ({"", RECORDED} if stored else {NOTHING})
        else:
            assert (outcome.code, outcome.err) in {(0, ""), (0, "Written: week.html\n"), (128 + number, NOTHING)}
        (workspace / LEDGER).write_text(
            (workspace / LEDGER).read_text(encoding="utf-8").partition("\n[[records]]")[0] + "\n", encoding="utf-8"
        )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_signal_before_anything_is_loaded(workspace: Path, lang: str) -> None:
    """It waits until it can be told in the reader's language; a terminal gets back its cursor first."""
    main, side = pty.openpty()
    command = [str(COMMAND), "--dir", str(workspace), "--lang", lang, "status"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=side, text=True, env=os.environ | {"TERM": "xterm"}
    )
    listening(process)
    process.send_signal(signal.SIGINT)
    os.close(side)
    told = os.read(main, 1000).decode()
    os.close(main)
    assert (process.communicate()[0], process.returncode) == ("", 130)
    line = {"en": "Interrupted; nothing was recorded.", "zh": "已中断，没有记录任何数据。"}[lang]
    assert told == f"\r\x1b[K\x1b[?25h{line}\r\n"


def test_what_is_ignored_stays_ignored(workspace: Path) -> None:
    """`nohup`, and a script's background jobs, start a program with signals ignored."""
    script = f"trap '' HUP INT; exec {COMMAND} --dir {workspace} {' '.join(RECORD)}"
    process = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    listening(process)
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, err, blocks(workspace)) == (0, "", 2)
    assert "9,100" in out


def test_the_second_signal_does_not_wait_for_the_answer(workspace: Path) -> None:
    """Who reads the answer may hang: what is stored is told, and the exit code is 0 all the same."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    while True:
        try:
            os.write(writing, b"x" * 65536)
        except BlockingIOError:
            break
    os.set_blocking(writing, True)
    command = [str(COMMAND), "--dir", str(workspace), *RECORD]
    process = subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    while blocks(workspace) == 1:
        time.sleep(0.01)
    for _time in range(2):
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
    time.sleep(0.2)
    process.kill()  # It is gone long since.
    assert (process.communicate()[1], process.returncode) == (RECORDED, 0)
    os.close(reading)
    os.close(writing)


CLOSED = (">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full")


@pytest.mark.parametrize("closed", CLOSED)
def test_streams_that_cannot_be_written(workspace: Path, closed: str) -> None:
    """0 exactly when it is stored, or shown where nothing was to be stored; and nothing of it gets into the ledger."""
    hidden = closed not in {"2>&-", "2>/dev/full"}

    def run(*arguments: str) -> Outcome:
        script = f'exec "$@" {closed}'
        done = subprocess.run(
            ["sh", "-c", script, "sh", COMMAND, "--dir", workspace, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    for arguments in (RECORD, ("undo",), ("import", "sheet.csv")):
        before = blocks(workspace)
        outcome = run(*arguments)
        stored = blocks(workspace) > before
        assert outcome.code == (0 if stored else 1)
        assert stored or (arguments[0] == "import" and hidden)  # it shows first what would change
        if hidden and "2>" not in closed:
            assert ("It is recorded, but the answer could not be printed: " in outcome.err) == stored
    held = (workspace / LEDGER).read_bytes()
    for command in ("status", "import sheet.csv --dry-run", "--help"):
        assert run(*command.split()).code == int(hidden), command
    assert run("record", "parking", "many").code == 1
    assert (workspace / LEDGER).read_bytes() == held


def test_a_failing_answer_does_not_unsay_what_is_stored(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in what is said about a record is told as what it is; the exit code stays 0."""

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("jiangan_targets.cli.commands.record.render_answer", fail)
    told = "It is recorded, but the answer could not be printed: ZeroDivisionError.\n"
    assert cli(*RECORD) == (0, "", told)
    assert cli("record", "parking", "9200", "--on", "2024-09-09", "--dry-run").code == 1
