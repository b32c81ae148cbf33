"""The ranks of parts (晾晒) in reports, summaries and the exported workbook; nowhere where no target has parts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from email import message_from_string, policy
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from conftest import Cli
from ranked_parts import PLAN

WEEK = ("summary", "--week", "2024-W40")
MONTH = ("report", "--month", "2024-09", "--dated", "2024-10-08")
FIRST = {
    "en": "New parking spaces, by completion: 1 大智街道 (80.0%, up 2), 1 一元街道 (80.0%), "
    "3 车站街道 (70.0%, down 1), 4 四唯街道 (60.0%), 5 永清街道 (12.5%, new); missing: 后湖街道",
    "zh": "新增停车位（按完成率）：第1名大智街道（80.0%，升2位）、第1名一元街道（80.0%）、"
    "第3名车站街道（70.0%，降1位）、第4名四唯街道（60.0%）、第5名永清街道（12.5%，新报）；未报：后湖街道",
}
VISITS = {"en": "Visits to companies: sum of 1 of 2 街道; missing: 一元街道", "zh": "走访企业：为2个街道中1个的合计"}


@pytest.fixture
def office(folder: Path, cli: Cli, clock: Callable[[str], None]) -> Cli:
    """August recorded at its end, September in the week after it."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    (folder / "targets" / "2024.toml").write_text(PLAN.replace("{year}", "2024"), encoding="utf-8")
    for moment, day, figures in (
        ("2024-08-31T18:00", "2024-08-31", "大智街道=500 一元街道=700 车站街道=400 四唯街道=300"),
        ("2024-10-03T18:00", "2024-09-30", "大智街道=960 一元街道=720 车站街道=420 四唯街道=900 永清街道=100"),
    ):
        clock(moment)
        done = cli("record", *(f"parking/{each}" for each in figures.split()), "--on", day, "--force")
        assert (done.code, done.err) == (0, "")
    assert cli("record", "visits/大智街道", "22", "--on", "2024-09-30").code == 0
    clock("2024-10-09T09:00")
    return cli


def plain(text: str) -> str:
    """Without what forms do to it: line ends, blanks, escapes, elements."""
    return re.sub(r"\s", "", re.sub(r"<[^>]*>", "", text.replace("\\", "")))


def text_of_mail(mail: str) -> str:
    """The text that a mail program shows."""
    body = message_from_string(mail, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("lang", FIRST)
@pytest.mark.parametrize("form", ["text", "markdown", "html", "eml"])
def test_a_summary_tells_who_is_first_and_who_is_missing(office: Cli, lang: str, form: str) -> None:
    """Against the week before; what a sentence tells of sums is not said twice."""
    outcome = office(*WEEK, "--format", form, lang=lang)
    assert outcome.code == 0
    told = plain(text_of_mail(outcome.out) if form == "eml" else outcome.out)
    assert plain(FIRST[lang]) in told
    assert plain(VISITS[lang]) not in told


@pytest.mark.parametrize("lang", FIRST)
def test_what_no_sentence_tells_the_line_does(office: Cli, lang: str) -> None:
    """In a week without news what a quiet target's figure is the sum of stands in its line."""
    told = plain(office("summary", "--week", "2024-W41", lang=lang).out)
    assert plain(VISITS[lang]) in told


@pytest.mark.parametrize("lang", FIRST)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_report_tells_all_places_in_an_annex(office: Cli, lang: str, form: str) -> None:
    """A section has the first and the last, the annex every part, its place and its change, and the whole."""
    outcome = office(*MONTH, "--format", form, lang=lang)
    assert outcome.code == 0
    told = plain(outcome.out)
    assert plain(FIRST[lang]) in told
    annex = told.rpartition({"en": "Annex2", "zh": "附件2"}[lang])[2]
    for part in ("大智街道", "一元街道", "车站街道", "四唯街道", "永清街道", "后湖街道"):
        assert part in annex
    assert {"en": "Sum", "zh": "合计"}[lang] in annex
    assert "↑2" in annex
    assert {"en": "Annex1", "zh": "附件1"}[lang] in told


def test_the_word_report_has_the_tables(office: Cli, tmp_path: Path) -> None:
    """Numbered in the list of annexes, each on a page of its own, the heading of a table on each of its pages."""
    path = tmp_path / "r.docx"
    for lang, label in (("en", "Annex 2"), ("zh", "附件2")):
        assert office(*MONTH, "--output", str(path), "--overwrite", lang=lang).code == 0
        with ZipFile(path) as archive:
            document = archive.read("word/document.xml").decode()
        assert document.count("<w:tblHeader/>") == 2
        assert document.count("<w:pageBreakBefore/>") == 2
        assert label in document
        assert re.search(r"<w:t>1</w:t>.*?<w:t>↑2</w:t>.*?<w:t>大智街道</w:t>", document)


def test_json_has_the_names_of_rank(office: Cli) -> None:
    """In both, under `ranks`."""
    (ranking,) = json.loads(office(*MONTH, "--json").out)["ranks"]
    (again,) = json.loads(office(*WEEK, "--json").out)["ranks"]
    assert [(each["place"], each["part"], each["climbed"], each["new"]) for each in ranking["parts"]][:3] == [
        (1, "大智街道", 2, False),
        (1, "一元街道", 0, False),
        (3, "车站街道", -1, False),
    ]
    assert ranking["parts"] == again["parts"]
    assert (ranking["since"], again["since"]) == ("2024-08-31", "2024-09-29")
    assert json.loads(office("rank", "parking", "--json").out)["targets"][0]["whole"] == ranking["whole"]


def test_of_a_first_period_no_change_is_told(office: Cli) -> None:
    """In August nobody had reported before: that all are new says nothing."""
    (ranking,) = json.loads(office("report", "--month", "8", "--json").out)["ranks"]
    assert ranking["since"] is None
    assert not any(each["new"] for each in ranking["parts"])
    assert "new" not in office("report", "--month", "8").out.partition("Annex 2")[2]


@pytest.mark.parametrize(("lang", "name"), [("en", "Ranks"), ("zh", "排名")])
def test_the_workbook_has_a_sheet(office: Cli, tmp_path: Path, lang: str, name: str) -> None:
    """Places and figures as numbers; `import` does not take it for anybody's figures."""
    path = tmp_path / "e.xlsx"
    assert office("export", str(path), "--on", "2024-09-30", lang=lang).code == 0
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames[1] == name
    rows = [row for row in book[name].iter_rows(values_only=True) if row[2] in {"大智街道", "后湖街道", "Sum", "合计"}]
    assert [row[1] for row in rows] == [1, None, None]
    assert rows[0][4:8] == (1200, 960, 0.8, 5)
    assert rows[2][5] == 3100
    told = office("import", str(path), "--dry-run", lang=lang)
    assert name in told.err
    assert "大智街道" not in told.out


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_sum_that_was_exported_is_no_figure_of_the_whole(office: Cli, tmp_path: Path, ending: str) -> None:
    """The sheet taken back changes nothing; another total than the sum is the whole's own figure."""
    path = tmp_path / f"e{ending}"
    assert office("export", str(path), "--on", "2024-09-30").code == 0
    done = office("import", str(path))
    assert (done.code, "Recorded: 0; recorded already: 2; " in done.out) == (0, True), done
    (row,) = json.loads(office("status", "parking", "--json").out)["targets"]
    assert (row["value"], row["value_from"]) == (3100, "parts")
    table = tmp_path / "t.csv"
    table.write_text("指标名称,单位,累计完成\n新增停车位,个,3150\n", encoding="utf-8")
    assert "Recorded: 1;" in office("import", str(table), "--on", "2024-09-30").out
    table.write_text("指标名称,单位,累计完成\n新增停车位,个,3100\n", encoding="utf-8")
    assert "Recorded: 1;" in office("import", str(table), "--on", "2024-09-30", "--force").out


def test_nothing_is_told_where_no_target_has_parts(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Neither a section, nor a key, nor a sheet."""
    assert cli("record", "parking", "9000", "--on", "2024-09-08").code == 0
    assert not (folder / "targets").exists()
    for arguments in (WEEK, MONTH):
        assert "ranks" not in json.loads(cli(*arguments, "--json").out)
        assert "Ranks" not in cli(*arguments).out
    assert cli("export", str(tmp_path / "e.xlsx")).code == 0
    assert openpyxl.load_workbook(tmp_path / "e.xlsx").sheetnames == ["Status", "Records made"]
