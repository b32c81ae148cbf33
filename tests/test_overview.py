"""`overview` of a folder of workspaces: the forms, one target in all districts, and what cannot be read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import Cli
from golden import compare
from jiangan_targets.render.drawing.cells import cell_len
from three_districts import NAMES, ON, plan_of

CASES = {
    "overview.en.txt": ("en", ()),
    "overview.zh.txt": ("zh", ()),
    "overview.ascii.txt": ("en", ("--ascii",)),
    "overview.json": ("en", ("--json",)),
    "overview.csv": ("en", ("--format", "csv")),
    "overview.en.html": ("en", ("--format", "html")),
    "overview.zh.html": ("zh", ("--format", "html")),
    "overview.parking.en.txt": ("en", ("--target", "parking")),
    "overview.parking.zh.txt": ("zh", ("--target", "parking")),
    "overview.parking.json": ("en", ("--target", "parking", "--json")),
    "overview.parking.csv": ("zh", ("--target", "parking", "--format", "csv")),
    "overview.air.zh.txt": ("zh", ("--target", "air")),
    "overview.bridge.en.txt": ("en", ("--target", "bridge")),
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_as_looked_at(look: Cli, name: str) -> None:
    """Byte for byte what a person approved."""
    lang, arguments = CASES[name]
    outcome = look(*arguments, lang=lang)
    assert (outcome.code, outcome.err) == (0, "")
    compare(name, outcome.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_terminal(look: Cli, monkeypatch: pytest.MonkeyPatch, width: int, lang: str) -> None:
    """Columns that say least are left out; places, names and shares stay, and no figure is cut."""
    monkeypatch.setenv("COLUMNS", str(width))
    shown = look(lang=lang).out
    assert max(map(cell_len, shown.split("\n"))) <= width
    compare(f"overview.{lang}.{width}.txt", shown)
    one = look("--target", "parking", lang=lang).out
    assert max(map(cell_len, one.split("\n"))) <= width
    for figure in ("-12.6", "+12.5"):
        assert figure in one


@pytest.mark.parametrize("name", NAMES)
def test_each_district_stands_as_its_own_status_says(look: Cli, districts: Path, name: str, cli: Cli) -> None:
    """The same counts, and in the view of one target the same fields, as `status` in its workspace."""
    status = json.loads(cli("--dir", str(districts / name), "status", "--json", *ON).out)
    (row,) = [each for each in json.loads(look("--json").out)["districts"] if each["district"] == name]
    assert row["counts"] == status["counts"]
    assert row["targets"] == len(status["targets"])
    for target in status["targets"]:
        found = json.loads(look("--json", "--target", target["id"]).out)["districts"]
        (one,) = [each for each in found if each["district"] == name]
        assert {key: one[key] for key in target} == target


def test_places_medians_and_who_has_not_reported(look: Cli) -> None:
    """As worked out by hand: of four targets three are good, of three none; the third has no figure at all."""
    found = json.loads(look("--json").out)
    assert [(row["district"], row["place"], row["on_pace_percent"]) for row in found["districts"]] == [
        ("qiaokou", 1, 75), ("jiangan", 2, 0), ("hankou", None, None),
    ]  # fmt: skip
    assert found["unreported"] == ["hankou"]
    targets = {(row["id"], row["name_en"]): row for row in found["targets"]}
    parking = targets["parking", "New parking spaces"]
    # 9,000 of 16,000 on 8 September, and 7,000 of 8,000 on 30 September.
    assert (parking["districts"], parking["median_completion_percent"]) == (2, (56.25 + 87.5) / 2)
    assert parking["median_gap_points"] == round((-12.6389 + 12.5) / 2, 4) + 0.0
    assert targets["parking", "New public parking"]["unreported"] == ["hankou"]
    assert targets["gdp", "GDP growth"]["median_gap_points"] == -0.45
    assert targets["air", "Fine particles"]["unreported"] == ["qiaokou"]


def test_a_table_and_its_data_agree(look: Cli) -> None:
    """The CSV has what JSON has, and the workbook too."""
    data = json.loads(look("--json").out)["districts"]
    rows = list(csv.DictReader(io.StringIO(look("--format", "csv").out)))
    for row, wanted in zip(rows, data, strict=True):
        counts = {key: int(row[key]) for key in wanted["counts"]}
        assert (row["district"], row["place"], counts) == (
            wanted["district"],
            str(wanted["place"] or ""),
            wanted["counts"],
        )
        assert row["plan"] == wanted["plan"]


def test_a_workbook_has_a_sheet_for_each_table(look: Cli, tmp_path: Path) -> None:
    """Numbers as numbers; the same districts give the same bytes."""
    from openpyxl import load_workbook

    (tmp_path / "new").mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        assert look("--output", str(tmp_path / name)).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["By district", "By target"]
    cells = {cell.value for row in book["By district"].iter_rows() for cell in row}
    assert {"qiaokou", 0.75, "Place", 1} <= cells
    assert look("--format", "xlsx", "--output", f"{tmp_path / 'new'}/").code == 0
    assert (tmp_path / "new" / "overview-2024-10-20.xlsx").is_file()


def test_the_day_and_the_year_are_those_that_are_asked_for(look: Cli, districts: Path, cli: Cli) -> None:
    """A plan of another year is chosen by --year or the day; a district without it is told."""
    later = plan_of("jiangan").replace("year = 2024", "year = 2025")
    (districts / "jiangan" / "targets" / "2025.toml").write_text(later, encoding="utf-8")
    found = cli("overview", str(districts), "--json", "--year", "2025")
    assert json.loads(found.out)["year"] == 2025
    assert [each["district"] for each in json.loads(found.out)["unread"]] == ["hankou", "qiaokou"]
    assert json.loads(cli("overview", str(districts), "--json", "--on", "2025-03-31").out)["on"] == "2025-03-31"
    early = json.loads(cli("overview", str(districts), "--json", "--on", "2024-01-31").out)
    assert early["unreported"] == list(NAMES)
    assert look("--year", "2023").code == 1
