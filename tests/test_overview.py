"""`overview` of a folder of workspaces: the forms, one target in all districts, and what cannot be read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, Outcome, Run
from golden import compare
from jiangan_targets.cli.app import main
from jiangan_targets.render.drawing.cells import cell_len
from three_districts import NAMES, make_districts, plan_of

ON = ("--on", "2024-10-20")


@pytest.fixture
def districts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Three workspaces in a folder."""
    made = make_districts(tmp_path / "districts")
    capsys.readouterr()
    return made


@pytest.fixture
def look(districts: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """`overview` of them."""

    def run(*arguments: str, lang: str = "en", folder: Path = districts) -> Outcome:
        capsys.readouterr()
        code = main(["--lang", lang, "overview", str(folder), *ON, *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_district_that_cannot_be_read_is_named(look: Cli, districts: Path, lang: str) -> None:
    """In the table, in JSON, in CSV and on stderr, with what to do; the others are shown; the exit code is 1."""
    (districts / "broken" / "targets").mkdir(parents=True)
    (districts / "broken" / "targets" / "2024.toml").write_text("year = \n", encoding="utf-8")
    (districts / "empty").mkdir()
    (districts / ".git").mkdir()
    (districts / "notes.txt").write_text("x", encoding="utf-8")
    records = districts / "jiangan" / "records" / "2024.toml"
    records.write_text(records.read_text(encoding="utf-8") + "[[records]]\nid =\n", encoding="utf-8")
    shown, data, sheet = (look(*arguments, lang=lang) for arguments in ((), ("--json",), ("--format", "csv")))
    assert {each.code for each in (shown, data, sheet)} == {1}
    unread = json.loads(data.out)["unread"]
    assert [each["district"] for each in unread] == ["broken", "empty", "jiangan"]
    assert "broken/targets/2024.toml" in unread[0]["problem"]
    assert "records/2024.toml" in unread[2]["problem"]
    assert [row["district"] for row in json.loads(data.out)["districts"]] == ["qiaokou", "hankou"]
    for each in unread:
        assert any(each["district"] in line and each["problem"] in line for line in shown.err.splitlines())
        assert each["problem"] in sheet.out.replace('""', '"')
        assert each["district"] in shown.out
    assert len(shown.err.splitlines()) == 3
    assert "Traceback" not in shown.err


def test_of_very_many_unread_districts_the_number_is_told(look: Cli, districts: Path) -> None:
    """Not three thousand lines on stderr; the data has all."""
    for number in range(15):
        (districts / f"x{number:02}").mkdir()
    outcome = look("--json")
    assert len(json.loads(outcome.out)["unread"]) == 15
    assert outcome.err.splitlines()[-1] == "Districts that were not read beside these: 5."
    assert len(outcome.err.splitlines()) == 11


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


BAD: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no folder": (("overview", "nowhere"), 1, "There is no folder nowhere; name one with a folder for each district."),
    "a file": (("overview", "file.txt"), 1, "There is no folder file.txt"),
    "nothing": (("overview",), 2, "Name a folder of workspaces, or a database with --ledger postgresql://…."),
    "one workspace": (("overview", "districts/jiangan"), 1, "is the workspace of one district"),
    "no plans": (("overview", "bare"), 1, "No folder in bare has a file like targets/2024.toml in it."),
    "no such year": (
        ("overview", "districts", "--year", "2023"),
        1,
        "No district has targets for 2023; there are: 2024.",
    ),
    "no such target": (("overview", "districts", "--target", "trams"), 1, "No target is called “trams”."),
    "two targets": (
        ("overview", "clash", "--target", "pa"),
        1,
        "“pa” is not the same target in all plans: parking, parks.",
    ),
    "several": (("overview", "several", "--target", "pa"), 1, "“pa” fits several targets: parking, parks."),
    "a form": (("overview", "districts", "--format", "pdf"), 2, "is not one of table, json, csv, html, xlsx"),
    "an ending": (("overview", "districts", "--output", "x.pdf"), 2, "ending must be one of"),
    "a workbook": (("overview", "districts", "--format", "xlsx"), 2, "goes into a file; name it with --output."),
    "a day": (("overview", "districts", "--on", "2024-13-01"), 1, "2024-13-01"),
    "plans": (("overview", "districts", "--plans", "bare"), 2, "--plans belongs to the records of a database"),
    "a database": (("overview", "districts", "--ledger", "postgresql://x/y"), 2, "a database is named too"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_one_line(run: Run, districts: Path, tmp_path: Path, case: str) -> None:
    """It says what to do, nothing is shown or written, and there is no traceback."""
    (tmp_path / "bare").mkdir()
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    parks = plan_of("jiangan").replace("[targets.parking]", "[targets.parks]").replace("新增停车位", "新建公园")
    parks = parks.replace("New parking spaces", "Parks")
    several = plan_of("jiangan") + parks[parks.index("[targets.parks]") : parks.index("[targets.gdp]")]
    for folder, plans in {"clash": [plan_of("qiaokou"), parks], "several": [plan_of("qiaokou"), several]}.items():
        for number, text in enumerate(plans):
            (tmp_path / folder / str(number) / "targets").mkdir(parents=True)
            (tmp_path / folder / str(number) / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    arguments, code, said = BAD[case]
    outcome = run(*arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1), outcome
    assert said in outcome.err
    assert not (tmp_path / "x.pdf").exists()
    assert districts.is_dir()


def test_without_any_environment(districts: Path) -> None:
    """As cron runs it: no HOME, no PATH, no LANG."""
    done = subprocess.run([COMMAND, "overview", districts, *ON], capture_output=True, env={}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "qiaokou" in done.stdout.decode()


def test_a_name_that_is_no_text_is_told(look: Cli, districts: Path) -> None:
    """A folder whose name is not UTF-8 harms nobody."""
    Path(bytes(districts).decode(), "\udcff").mkdir()
    outcome = look("--json")
    assert outcome.code == 1
    assert [each["problem"] for each in json.loads(outcome.out)["unread"]] == [
        "Its name is not text in UTF-8; rename it."
    ]
