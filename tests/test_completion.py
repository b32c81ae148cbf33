"""Shell completion, driven through the shells themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import COMMAND, ROOT, Cli, needs

TARGETS_WITH_P = {"parking", "parks"}


def in_shell(shell: str, script: str) -> str:
    """What a script prints in an interactive-less shell with the installed command on its path."""
    options = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    environment = {**os.environ, "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [shell, *options, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    return done.stdout


def script_of(shell: str) -> str:
    """The completion script that the program gives for a shell."""
    return subprocess.run([COMMAND, "--show-completion", shell], capture_output=True, text=True, check=True).stdout


def offers_in_bash(*words: str) -> set[str]:
    """What bash offers for the last of `words`."""
    line = " ".join(f"'{word}'" for word in ("jiangan-targets", *words))
    script = f"{script_of('bash')}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}\n"
    script += '_jiangan_targets_completion jiangan-targets\nprintf "%s\\n" "${COMPREPLY[@]}"'
    return set(in_shell("bash", script).split())


@needs("bash")
def test_bash_offers_commands_targets_and_records(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each place what fits there."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    assert offers_in_bash("s") == {"status", "show", "summary", "schedule", "schema"}
    assert offers_in_bash("rem") == {"remind"}
    assert offers_in_bash("remind", "--r") == {"--ranking"}
    assert offers_in_bash("record", "p") == TARGETS_WITH_P
    assert offers_in_bash("explain", "p") == TARGETS_WITH_P
    assert offers_in_bash("show", "par") == TARGETS_WITH_P
    assert offers_in_bash("status", "停") == {"停车位"}
    assert "--note" in offers_in_bash("record", "--n")
    assert offers_in_bash("status", "--standing", "far") == {"far_behind"}
    assert offers_in_bash("status", "--group", "c") == {"city"}
    cli("record", "parking", "9000", "--on", "2024-09-08")
    (record,) = json.loads(cli("history", "--json").out)
    assert offers_in_bash("withdraw", record["id"][:3]) == {record["id"]}
    cli("withdraw", record["id"], "--reason", "x")
    assert offers_in_bash("withdraw", record["id"][:3]) == set()


@needs("bash")
def test_completion_never_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken targets file, or none: nothing is offered, nothing is printed."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text("broken", encoding="utf-8")
    assert offers_in_bash("record", "p") == set()
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", "/nowhere")
    assert offers_in_bash("record", "p") == set()


@needs("fish")
def test_fish_offers_names_as_help(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Driven by fish's own `complete -C`."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    shown = in_shell("fish", f"{script_of('fish')}\ncomplete -C 'jiangan-targets record p'")
    assert dict(line.split("\t") for line in shown.strip().split("\n")) == {
        "parking": "New parking spaces",
        "parks": "Parks built or rebuilt",
    }


@needs("zsh")
def test_zsh_offers_names_as_help(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script's function hands ids and names to zsh's `_arguments`."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    script = f"""compdef() {{ :; }}
{script_of("zsh")}
_arguments() {{ print -r -- "$@"; }}
words=(jiangan-targets record p); CURRENT=3
_jiangan_targets_completion
"""
    shown = in_shell("zsh", script)
    assert '"parking":"New parking spaces"' in shown
    assert '"parks":"Parks built or rebuilt"' in shown


LINES = [
    *("record ", "record p", "record par", "record 停", "record zzz", "show ret", "status --json p"),
    *("status parking c", "record parking 9000 --force ", "record --note x ", "record --note ", "record --n"),
    *("s", "", "withdraw ", "nope p", "--year 2024 record p", "--year 1999 record p", "chart g", "record 'p"),
]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", LINES)
def test_the_quick_answer_is_typers(folder: Path, cli: Cli, shell: str, line: str) -> None:
    """Where the Tab key is answered before typer is imported, typer would have said the same."""
    cli("status", "--json")  # keeps the offers
    environ = {**os.environ, "JIANGAN_TARGETS_DIR": str(folder), "_JIANGAN_TARGETS_COMPLETE": f"complete_{shell}"}
    whole = f"jiangan-targets {line}"
    if shell == "bash":
        words = whole.split(" ")
        environ |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    environ |= {"_TYPER_COMPLETE_ARGS": whole, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    typers = "from jiangan_targets.cli.app import main; main([])"
    said = [
        subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environ, check=False).stdout
        for command in ([str(COMMAND)], [sys.executable, "-c", typers])
    ]
    assert said[0].strip() == said[1].strip()


@pytest.mark.parametrize("spoil", [b"", b"jiangan-targets 0.0.0 ", b"\0" * 5000])
def test_what_is_kept_is_trusted_only_when_it_fits(folder: Path, cli: Cli, spoil: bytes) -> None:
    """A damaged cache, one of another version, or of other targets: rebuilt in silence, never believed."""
    cli("status", "--json")
    (kept,) = Path(os.environ["XDG_CACHE_HOME"], "jiangan-targets").iterdir()
    good = kept.read_bytes()
    kept.write_bytes(spoil + good[len(spoil) :] if spoil else spoil)
    assert cli("status", "parking", "--json").code == 0
    assert kept.read_bytes() == good
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    cli("status", "--json")
    (folder / "targets" / "2024.toml").write_text(text.replace("value = 16000", "value = 17000"), encoding="utf-8")
    assert json.loads(cli("status", "parking", "--json").out)["targets"][0]["target"] == 17000
