"""What the tests share: a workspace of its own, and the program run in this process or as installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from jiangan_targets.cli import clock as program_clock
from jiangan_targets.cli.app import main
from jiangan_targets.domain.target import Plan
from jiangan_targets.render.language import speak
from received import plan_of_2024

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("jiangan-targets")

pytest_plugins = ("postgres_fixtures", "overview_fixtures")

# Neither time nor chance decides a test; `--hypothesis-profile=search` looks for examples nobody has tried yet.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("search"), derandomize=True)
settings.load_profile("steady")


def needs(*programs: str, root: bool = False) -> pytest.MarkDecorator:
    """For a test of real parts that not every machine has; in CI they must be there, or the test fails."""
    missing = [program for program in programs if not shutil.which(program)]
    if root and os.geteuid() != 0:
        missing.append("root")
    return pytest.mark.skipif(
        bool(missing) and not os.environ.get("CI"), reason=f"not on this machine: {', '.join(missing)}"
    )


class Outcome(NamedTuple):
    """What a run of the program gave."""

    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]
Clock = Callable[[str], None]
Run = Callable[..., Outcome]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--slow` runs the tests that take seconds each; CI runs them always."""
    parser.addoption("--slow", action="store_true", help="run the slow tests too, as CI does")


def pytest_configure() -> None:
    """The programs that tests start hear signals, also where a shell or nohup, running the tests, has them ignored."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the slow tests, and say so, where nobody asked for them."""
    if os.environ.get("CI") or config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests recorded: how many states were checked."""
    figures = [
        f"{report.nodeid.rpartition('::')[2]}: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(sorted(figures)))


@pytest.fixture(autouse=True)
def plain_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees the developer's environment; each speaks English unless it says otherwise."""
    for variable in list(os.environ):
        if variable.startswith(("JIANGAN_TARGETS_", "LC_")) or variable in {"NO_COLOR", "COLUMNS"}:
            monkeypatch.delenv(variable)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("USER", "wang")
    monkeypatch.setenv("LOGNAME", "wang")
    speak("en")
    yield
    speak("en")


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The targets of 2024."""
    return plan_of_2024()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty workspace: the bundled targets serve."""
    workspace = tmp_path / "district"
    workspace.mkdir()
    return workspace


def write_plans(folder: Path, *years: int) -> None:
    """The plan of 2024 as a workspace's own for each of `years`."""
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets").mkdir(exist_ok=True)
    for year in years:
        plan = text.replace("year = 2024", f"year = {year}").replace("for 2024", f"for {year}")
        (folder / "targets" / f"{year}.toml").write_text(plan, encoding="utf-8")


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run the program in this process on the workspace."""

    def run(*arguments: str, lang: str = "en") -> Outcome:
        capsys.readouterr()
        code = main(["--dir", str(folder), "--lang", lang, *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the program's clock: `clock("2024-09-09T09:12")`, China's time where no offset is given."""

    def set_clock(moment: str) -> None:
        given = datetime.fromisoformat(moment)
        fixed = given if given.tzinfo else given.replace(tzinfo=timezone(timedelta(hours=8)))
        monkeypatch.setattr(program_clock, "now", lambda: fixed)

    return set_clock


@pytest.fixture
def installed(folder: Path) -> Cli:
    """Run the installed command as a process of its own."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> Outcome:
        done = subprocess.run(
            [COMMAND, "--dir", folder, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def year_of_records(cli: Cli) -> None:
    """A ledger with every standing but a missed one, as of the autumn of 2024."""
    for arguments in (
        ("parking", "4000", "--on", "2024-04-30"),
        ("parking", "9000", "--on", "2024-09-08", "--note", "区城管局月报"),
        ("retail", "512.3亿元", "--on", "2024-08-31"),
        ("charging=6500", "schools=7", "--on", "2024-06-30"),
        ("gdp", "6.1%", "--on", "2024-09-30"),
        ("towers-100m", "26", "--on", "2024-08-31"),
        ("elder-beds", "3500", "--on", "2024-09-01"),
        ("retail-growth", "9.9", "--on", "2024-09-30"),
        ("finance", "375.1", "--on", "2024-09-30"),
        ("events", "12", "--on", "2024-09-30"),
    ):
        assert cli("record", *arguments).code == 0


@pytest.fixture
def ledger(cli: Cli, folder: Path) -> Path:
    """A ledger with a record."""
    assert cli("record", "parking", "9000", "--on", "2024-09-08").code == 0
    return folder / "records" / "2024.toml"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed command in the test's folder, without naming a workspace."""

    def command(*arguments: str | Path, given: bytes = b"", lang: str = "en", folder: Path = tmp_path) -> Outcome:
        done = subprocess.run(
            [COMMAND, "--lang", lang, *arguments], input=given, capture_output=True, cwd=folder, check=False
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return command
