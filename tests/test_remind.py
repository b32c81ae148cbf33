"""`remind`: who owes which figure and who was late, in every form, and what it refuses."""

from __future__ import annotations

import email
import io
import json
import subprocess
import sys
import zipfile
from email.policy import default
from pathlib import Path

import openpyxl
import pytest

from conftest import Cli, Clock
from golden import compare
from office import fill_ledger, open_office

ON = ("--on", "2024-10-10")


@pytest.fixture
def office(cli: Cli, folder: Path, clock: Clock) -> Path:
    """The example office with its reports."""
    open_office(folder)
    fill_ledger(cli, clock)
    return folder


def cells(data: bytes) -> str:
    """All sheets of a workbook as text, a line per row."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    lines = []
    for sheet in book.worksheets:
        lines.append(f"== {sheet.title}")
        lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in sheet.values]
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("name", "lang", "more"),
    [
        ("remind.en.txt", "en", ()),
        ("remind.zh.txt", "zh", ()),
        ("remind.ranking.en.txt", "en", ("--ranking",)),
        ("remind.ranking.zh.txt", "zh", ("--ranking",)),
        ("remind.json", "en", ("--json",)),
        ("remind-help.zh.txt", "zh", ("--help",)),
    ],
)
def test_output_is_as_looked_at(cli: Cli, name: str, lang: str, more: tuple[str, ...]) -> None:
    """Byte for byte what a person approved."""
    outcome = cli("remind", *ON, *more, lang=lang)
    assert (outcome.code, outcome.err) == (0, "")
    compare(name, outcome.out)


@pytest.mark.usefixtures("office")
def test_a_mail_per_department_with_its_form(cli: Cli, tmp_path: Path) -> None:
    """Addressed where the plan has an address, else a draft; the form asks for what is owed, and for nothing else."""
    assert cli("remind", *ON, "--format", "eml", "--output", str(tmp_path), lang="zh").code == 0
    shown = []
    for path in sorted(tmp_path.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        body = message.get_body(("plain",))
        (form,) = message.iter_attachments()
        assert body is not None
        assert form.get_filename() == f"{path.stem}.xlsx"
        headers = "".join(f"{key}: {value}\n" for key, value in message.items())
        shown.append(f"### {path.name}\n{headers}\n{body.get_content()}\n{cells(form.get_content())}")
    compare("remind.zh.eml.txt", "\n".join(shown))


@pytest.mark.usefixtures("office")
def test_a_workbook_for_the_office_and_a_form_for_each_department(cli: Cli, tmp_path: Path) -> None:
    """What is owed, a row for each figure, the rankings behind it; the forms lie beside it."""
    assert cli("remind", *ON, "--format", "xlsx", "--ranking", "--output", str(tmp_path), lang="zh").code == 0
    owners = ("区商务局", "区城管局", "区统计局", "无责任单位")
    assert {path.name for path in tmp_path.glob("remind-*")} == {
        "remind-2024-10-10.xlsx",
        *(f"remind-2024-10-10-{owner}.xlsx" for owner in owners),
    }
    compare("remind.zh.xlsx.txt", cells((tmp_path / "remind-2024-10-10.xlsx").read_bytes()))


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("form", ["text", "json", "eml", "xlsx"])
def test_the_same_day_gives_the_same_bytes(
    cli: Cli, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """At another time, in another zone, and after later records: what was known on that day stays."""
    told = []
    for attempt, zone in enumerate(("Asia/Shanghai", "America/New_York")):
        monkeypatch.setenv("TZ", zone)
        if attempt:
            clock("2024-10-11T09:00")
            assert cli("record", "parking=9000", "events=45", "--on", "2024-09-30").code == 0
            # Archives have a time of the clock in steps of two seconds.
            monkeypatch.setattr("time.time", lambda: 2e9)
            monkeypatch.setattr("time.localtime", lambda *_moment: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
        place = tmp_path / str(attempt)
        place.mkdir()
        assert cli("remind", *ON, "--ranking", "--format", form, "--output", str(place)).code == 0
        told.append({path.name: path.read_bytes() for path in place.iterdir()})
    assert told[0] == told[1]
    assert told[0]


@pytest.mark.usefixtures("office")
def test_a_form_that_was_filled_comes_back(cli: Cli, clock: Clock, tmp_path: Path) -> None:
    """Figures are recorded for the days that the form asks for; what was left empty stays owed."""
    assert cli("remind", *ON, "--output", str(tmp_path), lang="zh").code == 0
    path = tmp_path / "remind-2024-10-10-区城管局.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {str(row[7].value)[:10]: row for row in sheet.iter_rows(min_row=5) if row[0].value == "parking"}
    assert set(rows) == {"2024-08-31", "2024-09-30"}
    rows["2024-09-30"][6].value = 9000
    book.save(path)
    clock("2024-10-11T09:00")
    assert cli("import", str(path)).code == 0
    (newest,) = [row for row in json.loads(cli("history", "--json").out) if row["value"] == 9000]
    assert (newest["target"], newest["as_of"]) == ("parking", "2024-09-30")
    told = json.loads(cli("remind", "--on", "2024-10-11", "--json").out)["reports"]
    parking = {report["period"]: report for report in told if report["target"] == "parking"}
    assert (parking["2024-09"]["timeliness"], parking["2024-09"]["wanted"]) == ("on_time", False)
    assert (parking["2024-08"]["timeliness"], parking["2024-08"]["wanted"]) == ("missing", False)


@pytest.mark.usefixtures("office")
def test_an_alarm_for_cron(cli: Cli) -> None:
    """Exit 1 only for what is late, and only when asked."""
    failed = cli("remind", *ON, "--fail-on", "late")
    assert (failed.code, failed.err) == (1, "Reports that are late: 2.\n")
    assert cli("remind", *ON).code == 0
    assert cli("remind", "--on", "2024-01-31", "--fail-on", "late").code == 0


def test_nothing_is_owed(cli: Cli, folder: Path) -> None:
    """Before the first period is over, and said so."""
    open_office(folder)
    assert cli("remind", "--on", "2024-01-10").out.split("\n")[3:5] == [
        "Nothing is due or late.",
        "Next: January 2024, due by 6 February 2024.",
    ]


def test_departments_with_odd_names(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """No name leaves the folder, none is too long for a file, and alike ones do not overwrite each other."""
    open_office(folder)
    path = folder / "targets" / "2024.toml"
    text = path.read_text(encoding="utf-8")
    before, _heading, rest = text.partition("[reporting.mail]")
    text = before + "[groups.economy]" + rest.partition("[groups.economy]")[2]
    for owner, odd in (
        ("区商务局", "../../a/b"),
        ("区统计局", "..-..-a-b"),
        ("区城管局", "局" * 150),
        ("区文旅局", "."),
    ):
        text = text.replace(f'owner = "{owner}"', f'owner = "{odd}"')
    path.write_text(text, encoding="utf-8")
    place = tmp_path / "out"
    place.mkdir()
    for form in ("eml", "text"):
        assert cli("remind", "--on", "2024-02-01", "--format", form, "--output", str(place)).code == 0
        assert len([name for name in place.iterdir() if name.suffix == {"eml": ".eml", "text": ".xlsx"}[form]]) == 5
    assert {path.name for path in tmp_path.iterdir()} >= {"out", "district"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--format", "docx"), 2, "--format: “docx” is not one of text, json, eml, xlsx."),
        (("--format", "eml"), 2, "--format eml makes a file per department: add --output FOLDER."),
        (("--output", "nowhere"), 1, "There is no folder nowhere; create it, or name another with --output."),
        (("--on", "soon"), 1, "“soon” is not a date"),
        (("--fail-on", "never"), 2, "--fail-on: “never” is not one of late."),
        (("--from", "x", "--format", "eml", "--output", "."), 1, "“x” is not a mail address"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_line(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """One line on stderr, nothing on stdout, no file."""
    open_office(folder)
    monkeypatch.chdir(folder)
    outcome = cli("remind", *(arguments if "--on" in arguments else ("--on", "2024-10-10", *arguments)))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert said in outcome.err
    assert {path.name for path in folder.iterdir()} == {"targets"}


def test_a_plan_without_deadlines(cli: Cli) -> None:
    """The shipped plan has none: nobody's are invented."""
    outcome = cli("remind")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith(
        '2024.toml has no [reporting]; add one with every = "month" and due = "5th workday", or the like.\n'
    )


@pytest.mark.parametrize("form", ["text", "xlsx", "eml"])
def test_without_the_excel_package_nothing_is_written(folder: Path, tmp_path: Path, form: str) -> None:
    """The forms cannot be made, which is told; the text itself needs no package, nor does the JSON."""
    open_office(folder)
    place = tmp_path / "out"
    place.mkdir()
    code = "import sys; sys.modules['openpyxl'] = None\nfrom jiangan_targets.cli.app import main\n"
    command = [sys.executable, "-c", f"{code}sys.exit(main(sys.argv[1:]))", "--dir", str(folder), "--lang", "en"]
    command += ["remind", *ON]
    refused = subprocess.run(
        [*command, "--format", form, "--output", str(place)], capture_output=True, text=True, check=False
    )
    hint = "Error: Excel files need one more package: pip install 'jiangan-targets[excel]'. CSV works without it.\n"
    assert (refused.returncode, refused.stderr, [*place.iterdir()]) == (1, hint, [])
    for more in ([], ["--json", "--output", str(place)]):
        assert subprocess.run([*command, *more], capture_output=True, check=False).returncode == 0


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("more", [(), ("--form",)])
def test_an_exported_workbook_is_the_same_bytes(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    """Parts of an archive, and its last change, are dated by what it says and not by the clock."""
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        assert cli("export", str(tmp_path / name), *ON, *more).code == 0
        made.append((tmp_path / name).read_bytes())
        monkeypatch.setattr("time.time", lambda: 2e9)
        monkeypatch.setattr("time.localtime", lambda *_moment: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(2024, 10, 10, 0, 0, 0)}
        assert b"2024-10-10T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")
