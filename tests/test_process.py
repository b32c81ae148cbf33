"""The installed command as a process: streams, environment, imports."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import COMMAND, Cli
from jiangan_targets import __version__

LEDGER = Path("records", "2024.toml")


def test_module_and_command_are_the_same(installed: Cli) -> None:
    """`python -m jiangan_targets` is the installed command."""
    done = subprocess.run(
        [sys.executable, "-m", "jiangan_targets", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == installed("--version").out == f"jiangan-targets {__version__}\n"


def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    """As cron runs it: no LANG, no HOME; Chinese comes out right."""
    done = subprocess.run([COMMAND, "--dir", tmp_path, "status"], capture_output=True, env={}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "新增停车位" in done.stdout.decode()


def test_a_terminal_without_chinese_gets_escapes(installed: Cli) -> None:
    """An ASCII stdout must not crash on a Chinese name."""
    outcome = installed("--lang", "zh", "status", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert outcome.code == 0
    assert "\\u65b0\\u589e" in outcome.out


@pytest.mark.parametrize("command", [["status"], ["record", "parking", "9000", "--on", "2024-09-08"]])
def test_a_reader_that_goes_away_is_no_error(folder: Path, command: list[str]) -> None:
    """`| head` closes the pipe early; nobody wants a traceback for it."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [COMMAND, "--dir", folder, *command], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_full_stdout_does_not_unsay_a_record(folder: Path) -> None:
    """What is stored is reported as stored even when its answer cannot be printed; other output fails."""
    with Path("/dev/full").open("w") as full:
        stored = subprocess.run(
            [COMMAND, "--dir", folder, "record", "parking", "9000", "--on", "2024-09-08"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        shown = subprocess.run(
            [COMMAND, "--dir", folder, "status"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert stored.returncode == 0
    assert stored.stderr == "It is recorded, but the answer could not be printed: No space left on device.\n"
    assert (folder / LEDGER).read_text(encoding="utf-8").count("[[records]]") == 1
    assert (shown.returncode, shown.stderr) == (1, "Error: The output could not be written: No space left on device.\n")


def test_colour_is_for_terminals_that_want_it(folder: Path) -> None:
    """On a terminal in colour; plain under NO_COLOR and TERM=dumb."""

    def colours(**environ: str) -> bool:
        main, side = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", **environ}
        subprocess.run([COMMAND, "--dir", folder, "status", "parking"], stdout=side, env=environment, check=True)
        os.close(side)
        shown = os.read(main, 65536)
        os.close(main)
        return b"\x1b[" in shown

    assert colours()
    assert not colours(NO_COLOR="1")
    assert not colours(TERM="dumb")


def test_output_is_the_same_wherever_it_is_piped(installed: Cli) -> None:
    """Off a terminal TERM does not matter, nor what COLUMNS has if it is no width; see test_status_table for one."""
    installed("record", "parking", "9000", "--on", "2024-09-08")
    worlds = ({"COLUMNS": "0"}, {"COLUMNS": "x"}, {"TERM": "dumb"}, {"TERM": "xterm-256color"})
    shown = {installed("status", "--on", "2024-10-01", env=world).out for world in worlds}
    assert len(shown) == 1


def loaded_by(arguments: list[str], folder: Path) -> set[str]:
    """The modules that a run of the program loads."""
    code = (
        "import sys; from jiangan_targets.cli.app import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--dir", folder, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


HEAVY = {
    "pydantic",
    "rich",
    "openpyxl",
    "psycopg",
    "tomllib",
    "importlib.metadata",
    "asyncio",
    "hashlib",
    "email",
    "docx",
    "lxml",
}
OURS = "jiangan_targets."


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], set()),
        (["record", "parking", "9000", "--on", "2024-09-08", "--dry-run"], set()),
        (["record", "parking", "9000", "--on", "2024-09-08"], set()),
        (["status", "--json"], set()),
        (["show", "parking"], set()),
        (["summary", "--week", "2024-W37", "--format", "markdown"], set()),
        (["status"], {"rich"}),
    ],
)
def test_the_everyday_path_loads_nothing_heavy(folder: Path, arguments: list[str], heavy: set[str]) -> None:
    """Once the targets are cached, only the table loads rich, nothing pydantic, and a short vouch no OpenSSL."""
    loaded_by(["status", "--json"], folder)
    assert HEAVY & loaded_by(arguments, folder) == heavy


def test_a_command_loads_only_itself(folder: Path) -> None:
    """The help loads no command, and a command no other, nor the floors it does not stand on."""
    loaded = loaded_by(["--help"], folder)
    assert not {name for name in loaded if name.startswith((f"{OURS}domain", f"{OURS}storage.ledger"))}
    loaded = loaded_by(["record", "parking", "9000", "--on", "2024-09-08"], folder)
    commands = {"status", "show", "history", "withdraw", "summary", "chart", "schedule", "export", "import_", "check"}
    assert not {f"{OURS}cli.commands.{name}" for name in commands} & loaded
    rooms = {"curve", "due", "finding", "outlook", "status", "summary", "vouch", "week", "withdrawing"}
    assert not {f"{OURS}domain.{name}" for name in rooms} & loaded_by(["record", "parking", "9001", "--force"], folder)


WATCHED = """
import _signal, sys
loaded = {*sys.modules}
def watch(number, act):
    print(number, *sorted({*sys.modules} - loaded), file=sys.stderr)
    if number == _signal.SIGHUP:
        sys.exit(3)
_signal.signal = watch
exec(open(sys.argv.pop(1)).read())
"""


def test_nothing_is_loaded_before_signals_are_caught() -> None:
    """Until then a Ctrl-C is a traceback, so the installed command has but its own first file in front of it."""
    done = subprocess.run([sys.executable, "-c", WATCHED, COMMAND], capture_output=True, text=True, check=False)
    first = " gc jiangan_targets jiangan_targets.__main__\n"
    assert (done.returncode, done.stderr) == (3, f"2{first}15{first}1{first}")


def test_a_tab_press_loads_neither_typer_nor_typing(folder: Path) -> None:
    """The offers for a target come from what is kept, with a handful of modules."""
    loaded_by(["status", "--json"], folder)
    code = "import sys; from jiangan_targets.__main__ import main; main(); print(*sys.modules, file=sys.stderr)"
    words = {"COMP_WORDS": f"jiangan-targets\n--dir\n{folder}\nrecord\npar", "COMP_CWORD": "4"}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code.replace("import sys;", f"import sys; sys.path[:0] = {sys.path!r};")],
        capture_output=True, text=True, check=True,
        env={**os.environ, "_JIANGAN_TARGETS_COMPLETE": "complete_bash", **words},
    )  # fmt: skip
    assert done.stdout == "parking\nparks\n"
    loaded = set(done.stderr.split())
    assert not {"typer", "typing", "re", "json", "pathlib", "enum", "decimal", "datetime"} & loaded
    assert {name for name in loaded if name.startswith(OURS)} == {
        *(f"{OURS}__main__", f"{OURS}cli", f"{OURS}cli.language", f"{OURS}cli.global_options"),
        *(f"{OURS}cli.completion", f"{OURS}cli.completion.by_tab"),
        *(f"{OURS}storage", f"{OURS}storage.workspace", f"{OURS}storage.workspace.locate"),
        *(f"{OURS}storage.plan", f"{OURS}storage.plan.candidates"),
        *(f"{OURS}storage.disk", f"{OURS}storage.disk.private_files"),
    }


def test_an_unknown_error_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a bug does not show a traceback, unless it is asked for."""

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("jiangan_targets.cli.commands.status.open_session", fail)
    outcome = cli("status")
    assert outcome.code == 1
    assert re.fullmatch(r"Error: Internal error \(ZeroDivisionError\); please report it\. .*\n", outcome.err)
    monkeypatch.setenv("JIANGAN_TARGETS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli("status")
