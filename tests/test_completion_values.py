"""What the Tab key offers for options' values, in which language and order, and how it is installed."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import time
from pathlib import Path

import pytest

from conftest import COMMAND, ROOT, Cli, needs
from test_completion import in_shell, script_of


def offered(line: str, shell: str = "fish") -> list[str]:
    """What the installed command gives a shell for a line, in its order."""
    environment = {
        **os.environ,
        "_JIANGAN_TARGETS_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": f"jiangan-targets {line}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run([COMMAND], capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def values(line: str) -> list[str]:
    """The same without what they mean."""
    return [offer.partition("\t")[0] for offer in offered(line)]


@pytest.fixture
def owned(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose first targets have owners."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    owners = iter(["区城管局", "区统计局"])
    lines = [
        f'{line}\nowner = "{next(owners)}"' if line in {"[targets.parking]", "[targets.retail]"} else line
        for line in text.split("\n")
    ]
    (folder / "targets" / "2024.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("owned")
def test_options_complete_their_own_values(owned: Path) -> None:
    """Each its own, wherever the options stand that may stand anywhere."""
    (owned / "targets" / "2023.toml").write_text("year = 2023\n", encoding="utf-8")
    assert set(values("status --owner ")) == {"区城管局", "区统计局"}
    assert values("export x.csv --owner 区城") == ["区城管局"]
    assert values("record parking 5 --year ") == ["2024", "2023"]
    assert values("--year ") == ["2024", "2023"]
    assert values("status --year 2024 --group c") == ["city"]
    assert values("--year 2024 history --group ") == ["headline", "industry", "city", "livelihood"]
    assert values("status --on ")[:3] == ["2024-12-31", "2024-11-30", "2024-10-31"]
    assert values("record parking 5 --on 2024-09") == ["2024-09-30"]
    assert values("status --lang ") == ["zh", "en"]
    assert values("status --sort g") == ["group", "gap"]
    assert values("status --format ") == ["table", "json", "csv", "markdown"]
    assert values("status --standing 欠") == ["欠进度"]
    assert values("status --dir ") == []


@pytest.mark.usefixtures("owned")
def test_commands_are_described_in_the_chosen_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the locale, the variable, or `--lang` in the line itself; options too."""
    english = "Take a record back it stays in the history  marked."
    assert any(line.startswith("withdraw\tTake a record back") for line in offered("w")), english
    assert any(line.startswith("withdraw\t撤回") for line in offered("--lang zh w"))
    assert any(line.startswith("--behind\t只看") for line in offered("status --lang zh --b"))
    monkeypatch.setenv("JIANGAN_TARGETS_LANG", "zh")
    assert any(line.startswith("withdraw\t撤回") for line in offered("w"))
    assert '"withdraw":"撤回' in "".join(offered("w", "zsh"))
    assert any(line.startswith("--behind\t只看") for line in offered("status --b"))


@needs("bash", "fish", "zsh")
def test_withdraw_offers_the_newest_first(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no shell sorts them: ids sort by time, the oldest first."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    for day in ("2024-03-31", "2024-06-30", "2024-09-30"):
        cli("record", "parking", day[5:7] + "00", "--on", day)
    newest_first = [row["id"] for row in json.loads(cli("history", "--json").out)]
    assert values("withdraw ") == newest_first
    shown = in_shell("fish", f"{script_of('fish')}\ncomplete -C 'jiangan-targets withdraw '")
    assert [line.partition("\t")[0] for line in shown.strip().split("\n")] == newest_first
    assert "-o nosort" in in_shell("bash", f"{script_of('bash')}\ncomplete -p jiangan-targets")
    asked = f"compdef() {{ :; }}\n{script_of('zsh')}\nzstyle -L"
    assert "sort false" in in_shell("zsh", f"zmodload zsh/zutil\n{asked}")


@pytest.mark.parametrize(
    ("shell", "files"),
    [
        ("bash", {".bash_completions/jiangan-targets.sh", ".bashrc"}),
        ("zsh", {".zfunc/_jiangan-targets", ".zshrc"}),
        ("fish", {".config/fish/completions/jiangan-targets.fish"}),
    ],
)
def test_completion_is_installed_once(installed: Cli, shell: str, files: set[str]) -> None:
    """For the shell that is named, whichever runs; every path is told, and the second time nothing is written."""
    home = Path(os.environ["HOME"])
    home.mkdir()
    settings = [home / name for name in files if "rc" in name]
    for path in settings:
        path.write_text("# mine", encoding="utf-8")
    first = installed("--install-completion", shell)
    assert (first.code, first.out) == (0, f"The Tab key works in {shell} from its next start on.\n")
    assert {line.removeprefix(f"Written: {home}/") for line in first.err.splitlines()} == files
    assert {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()} == files
    before = {name: (home / name).read_bytes() for name in files}
    assert all((home / path).read_text(encoding="utf-8").startswith("# mine\n") for path in settings)
    again = installed(f"--install-completion={shell}", env={"JIANGAN_TARGETS_LANG": "zh"})
    assert (again.code, again.out, again.err) == (0, f"{shell} 的补全已经装好，无需重装。\n", "")
    assert {name: (home / name).read_bytes() for name in files} == before
    wrong = installed("--install-completion", "tcsh")
    assert (wrong.code, wrong.err) == (2, "Error: --install-completion: “tcsh” is not one of bash, zsh, fish.\n")


@needs("zsh")
def test_what_is_installed_works_in_zsh(installed: Cli, folder: Path) -> None:
    """An interactive zsh with that home, asked by a real Tab."""
    home = Path(os.environ["HOME"])
    home.mkdir()
    installed("--install-completion", "zsh")
    environment = {**os.environ, "TERM": "dumb", "JIANGAN_TARGETS_DIR": str(folder)}
    environment["PATH"] = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    environment["ZDOTDIR"] = str(home)
    ours, theirs = pty.openpty()
    shell = subprocess.Popen(["zsh", "-d", "-i"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""

    def read_until(wanted: bytes) -> None:
        nonlocal shown
        deadline = time.monotonic() + 60
        while wanted not in shown and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.2)[0]:
                shown += os.read(ours, 65536)

    try:
        os.write(ours, b"echo rea''dy\n")
        read_until(b"ready\r\n")
        os.write(ours, b"jiangan-targets show parki\t")
        read_until(b"parking")
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
    assert b"parking" in shown, shown
