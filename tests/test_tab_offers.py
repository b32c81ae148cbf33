"""What the Tab key offers beside ids: words for days, weeks, months, codes; and each offer on a line of its own."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import Cli, needs, write_plans
from jiangan_targets.cli import clock as clock_of_the_machine
from jiangan_targets.cli.command_list import COMMANDS
from test_completion import in_shell
from test_completion_values import offered, values


@pytest.fixture(autouse=True)
def workspace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans of this year, of yesterday's, and of one that is over."""
    today = clock_of_the_machine.today()
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    write_plans(folder, *{2024, (today - timedelta(days=1)).year, today.year})


@pytest.mark.parametrize(
    "line", ["record parking 5 --on ", "history --since ", "status --known-at ", "report --dated "]
)
def test_words_for_days_are_offered(line: str) -> None:
    """Those of the chosen language behind the dates, those of the other once they are begun."""
    today = clock_of_the_machine.today()
    offers = values(line)
    assert offers[0] == today.isoformat()
    assert offers[-1] == ("yesterday" if today.day > 1 or today.month > 1 else "today")
    assert "昨天" not in offers
    assert "今天" in values(f"--lang zh {line}")
    assert "today" not in values(f"--lang zh {line}")
    assert values(f"{line}今") == ["今天"]
    assert values(f"{line}to") == ["today"]
    if (today - timedelta(days=1)).year == today.year:
        assert values(f"{line}昨") == ["昨天"]
        assert values(f"--lang zh {line}ye") == ["yesterday"]


def test_words_for_days_outside_the_year_are_not() -> None:
    """Neither would be taken."""
    assert not any(values("record parking 5 --year 2024 --on t"))
    assert "today" not in values("record parking 5 --year 2024 --on ")


def test_what_a_word_offers_is_taken(installed: Cli) -> None:
    """By the command that it was offered for."""
    (word,) = values("record parking 5 --on 今")
    assert installed("record", "schools", "1", "--on", word, "--force").code == 0


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("summary --year 2024 --week ", ["2024-W52", "2024-W51", "2024-W50"]),
        ("report --year 2024 --month ", ["2024-12", "2024-11", "2024-10"]),
        ("report --quarter ", ["1", "2", "3", "4"]),
        ("explain parking --year 2024 --by-date ", ["2024-12-31"]),
        ("schedule ", ["cron", "systemd"]),
        ("schedule cron --format ", ["text", "markdown", "html"]),
        ("init --format ", ["toml", "csv"]),
        ("remind --fail-on ", ["late"]),
        ("ledger init --isolate ", ["writing", "all", "nothing"]),
        ("--install-completion ", ["bash", "zsh", "fish"]),
        ("--show-completion z", ["zsh"]),
    ],
)
def test_options_offer_what_they_take(line: str, offers: list[str]) -> None:
    """The first ones, in their order."""
    assert values(line)[: len(offers)] == offers


def test_who_reports_is_offered(installed: Cli) -> None:
    """The last one first, for whatever has `--by`."""
    assert installed("record", "parking", "1000", "--on", "2024-02-29", "--by", "li").code == 0
    assert installed("record", "parking", "2000", "--on", "2024-03-31", "--by", "wang").code == 0
    for command in ("record parking 5", "undo", "withdraw", "history"):
        assert values(f"{command} --year 2024 --by ") == ["wang", "li"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_offer_is_one_line(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long what it means is, and however narrow the terminal: fish takes each line for an offer."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("JIANGAN_TARGETS_LANG", lang)
    assert values("") == list(COMMANDS)
    assert values("ledger ") == ["init", "keep-plan", "copy"]
    for command in ("status", "import", "ledger init"):
        assert all(offer.startswith("--") for offer in values(f"{command} --"))
    assert not any("  " in line for line in offered("status --"))
    (zsh,) = (line for line in offered("ledger c", "zsh") if "copy" in line)
    assert zsh.endswith("\"))'")


@needs("fish")
def test_fish_shows_no_piece_of_a_sentence(installed: Cli) -> None:
    """Asked by itself, with what `--install-completion fish` wrote."""
    Path(os.environ["HOME"]).mkdir()
    assert installed("--install-completion", "fish").code == 0
    script = Path(os.environ["HOME"], ".config", "fish", "completions", "jiangan-targets.fish").read_text("utf-8")
    shown = in_shell("fish", f"{script}\ncomplete -C 'jiangan-targets ledger '")
    assert [line.partition("\t")[0] for line in shown.strip().split("\n")] == ["init", "keep-plan", "copy"]
