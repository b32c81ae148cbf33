"""What the status table shows at each width: ids where they are needed, days and stale figures at 80 cells, COLUMNS."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Cli, write_plans
from jiangan_targets.render.drawing.cells import cell_len

STALE = {"en": "08-31 stale", "zh": "08-31 过期"}


def table(installed: Cli, columns: int | str, *arguments: str) -> str:
    """The table as the installed command prints it into a pipe, with COLUMNS set."""
    outcome = installed("status", "--on", "2024-10-20", *arguments, env={"COLUMNS": str(columns)})
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


@pytest.fixture
def figures(installed: Cli) -> None:
    """Some fresh, one stale."""
    assert installed("record", "parking", "9000", "--on", "2024-09-08").code == 0
    assert installed("record", "towers-100m", "26", "--on", "2024-08-31").code == 0


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_at_80_cells_the_day_and_stale_stay(installed: Cli, lang: str) -> None:
    """Beside everything that was there, in both languages; the day without its year."""
    shown = table(installed, 80, "--lang", lang)
    assert max(map(cell_len, shown.split("\n"))) <= 80
    for figure in ("56.3%", "-12.6", "9,000 /", "09-08", STALE[lang]):
        assert figure in shown
    assert "█" not in shown


@pytest.mark.usefixtures("figures")
def test_first_the_bar_is_shortened_then_the_days(installed: Cli) -> None:
    """From wide to narrow: a long bar, a short one, days without their year, no bar."""
    shown = [table(installed, columns, "--lang", "zh") for columns in (160, 130, 118, 110)]
    bars = [max(line.count("█") for line in text.split("\n")) for text in shown]
    assert bars[0] > bars[1] > 0
    assert ["2024-09-08" in text for text in shown] == [True, True, False, False]
    assert bars[3] == 0
    assert "09-08" in shown[3]


@pytest.mark.usefixtures("figures")
def test_ids_from_100_cells_on_and_anywhere_with_ids(installed: Cli) -> None:
    """Whole, on one line each; `--ids` shows them at any width."""
    longest = "renovation-finishes"
    for lang in ("en", "zh"):
        for columns in (99, 100):
            assert (longest in table(installed, columns, "--lang", lang)) == (columns >= 100)
        for columns in (60, 80):
            asked = table(installed, columns, "--lang", lang, "--ids")
            assert longest in asked
            assert max(map(cell_len, asked.split("\n"))) <= columns


@pytest.mark.usefixtures("figures")
def test_ids_in_markdown(installed: Cli) -> None:
    """A column of its own where it was asked for."""
    assert "| New parking spaces | parking | 9,000" in table(installed, 80, "--format", "markdown", "--ids")
    assert "parking |" not in table(installed, 80, "--format", "markdown")


@pytest.mark.usefixtures("figures")
def test_columns_count_when_they_are_set(installed: Cli) -> None:
    """Piped too; what is no width is as if nothing was set."""
    widths = [max(map(cell_len, table(installed, columns).split("\n"))) for columns in (80, 120, 200)]
    assert widths[0] <= 80 < widths[1] <= 120 < widths[2]
    assert table(installed, "0") == table(installed, "wide") == table(installed, "")
    assert installed("show", "parking", env={"COLUMNS": "60"}) != installed("show", "parking")


def test_when_nothing_is_reported_the_next_step_is_said(installed: Cli, folder: Path) -> None:
    """One line that can be typed, with ids at any width; no more once there is a figure."""
    command = f"jiangan-targets --dir {folder} record gdp-growth"
    first = f"No figures yet; the next step: {command} FIGURE --on 2024-10-20\n"
    narrow = table(installed, 90)
    assert " ".join(narrow.split()).endswith(first.strip())
    assert "renovation-finishes" in narrow
    assert table(installed, 90, "--format", "markdown").replace("\\_", "_").endswith(first)
    chinese = table(installed, 90, "--lang", "zh").replace("\n", " ")
    assert chinese.endswith(f"尚无填报，下一步：{command} 数值 --on 2024-10-20 ")
    assert "No figures yet" not in table(installed, 90, "--json")
    assert installed("record", "gdp-growth", "6.1", "--on", "2024-10-20").code == 0
    assert "No figures yet" not in table(installed, 90)
    assert "No figures yet" not in table(installed, 90, "--standing", "no_data")
    write_plans(folder, 2999)
    early = installed("status", "--year", "2999").out
    assert "No figures yet; those of 2999 can be recorded from its first day on." in early
