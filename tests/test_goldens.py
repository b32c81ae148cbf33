"""Each output format against its golden file; UPDATE_GOLDENS=1 rewrites them, to be looked at in the diff."""

from __future__ import annotations

import pytest

from conftest import Cli
from golden import compare
from jiangan_targets.render.drawing.cells import cell_len

ON = ("--on", "2024-10-20")

CASES = {
    "status.en.txt": ("en", ("status", *ON)),
    "status.zh.txt": ("zh", ("status", *ON)),
    "status.ascii.txt": ("zh", ("status", "--ascii", *ON)),
    "status.gap.txt": ("en", ("status", "--sort", "gap", *ON)),
    "status.zh.md": ("zh", ("status", "--format", "markdown", *ON)),
    "status.en.csv": ("en", ("status", "--format", "csv", *ON)),
    "status.json": ("en", ("status", "--json", *ON)),
    "show.en.txt": ("en", ("show", "parking", *ON)),
    "show.zh.txt": ("zh", ("show", "parking", *ON)),
    "show.ascii.txt": ("zh", ("show", "towers-100m", "--ascii", *ON)),
    "help.en.txt": ("en", ("--help",)),
    "help.zh.txt": ("zh", ("--help",)),
    "record-help.zh.txt": ("zh", ("record", "--help")),
}


@pytest.mark.usefixtures("year_of_records")
@pytest.mark.parametrize("name", CASES)
def test_output_is_as_looked_at(cli: Cli, name: str) -> None:
    """Byte for byte what a person approved."""
    lang, arguments = CASES[name]
    outcome = cli(*arguments, lang=lang)
    assert (outcome.code, outcome.err) == (0, "")
    compare(name, outcome.out)


@pytest.mark.usefixtures("year_of_records")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_every_width_keeps_figures_whole(cli: Cli, monkeypatch: pytest.MonkeyPatch, width: int, lang: str) -> None:
    """No line is wider than the terminal, no figure is cut, and the important columns are always there."""
    monkeypatch.setattr("jiangan_targets.cli.output.terminal_width", lambda: width)
    shown = cli("status", *ON, lang=lang).out
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert "…" not in shown
    for figure in ("56.3%", "-12.6", "6.0%", "-69.0", "100.0%", "+50.0"):
        assert figure in shown
    if width >= 80:
        assert "9,000 / 16,000" in shown
        assert "09-08" in shown
        assert "08-31 stale" in shown or "08-31 过期" in shown
    assert ("renovation-finishes" in shown) == (width >= 100)
    if width >= 160:
        assert "2024-09-08" in shown
    compare(f"status.{lang}.{width}.txt", shown)


@pytest.mark.usefixtures("year_of_records")
def test_all_formats_agree(cli: Cli) -> None:
    """Every figure of the JSON is in the table, the Markdown and the CSV."""
    import csv
    import io
    import json

    rows = json.loads(cli("status", "--json", *ON).out)["targets"]
    table, markdown = cli("status", *ON).out, cli("status", "--format", "markdown", *ON).out
    records = {row["id"]: row for row in csv.DictReader(io.StringIO(cli("status", "--format", "csv", *ON).out))}
    for row in rows:
        for key in ("value", "completion_percent", "gap_points", "pace_percent"):
            assert (float(records[row["id"]][key]) if records[row["id"]][key] else None) == row[key]
        line = next(line for line in table.split("\n") if line.startswith(row["name_en"]))
        cells = next(line for line in markdown.split("\n") if line.startswith(f"| {row['name_en']}"))
        if row["completion_percent"] is not None:
            assert f"{row['completion_percent'] + 1e-9:.1f}%" in line
            assert f"{row['completion_percent'] + 1e-9:.1f}%" in cells
        if row["as_of"]:
            assert row["as_of"] in line
            assert row["as_of"] in cells
