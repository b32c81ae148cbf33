"""Names that a format takes for something else: what XML may not hold, what terminals obey, what Markdown numbers."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from conftest import ROOT, Cli
from jiangan_targets.render.markdown import safe_for_markdown

ODD = "\ufffe\uffff\x80\x85\x9b\u061c\u200f\u2028\u202e\u2066\ufeff\ufff9\U000e0041"
DELETE = "\x7f"  # TOML allows it nowhere, a note on the command line may have it
SIGNS = ODD + DELETE


@pytest.fixture
def odd_names(folder: Path, cli: Cli) -> None:
    """A plan with odd characters in every name, and a record with them in every text."""
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    names = r'^((?:name|name_en|title|title_en|source|quote|unit|unit_en) = ".*)"$'
    text = re.sub(r"^growth_of = .*\n", "", text, flags=re.MULTILINE)  # only for units that are a percentage
    text = re.sub(names, lambda found: f'{found[1]}{ODD}"', text, flags=re.MULTILINE)
    (folder / "targets").mkdir()
    path = folder / "targets" / "2024.toml"
    path.write_text(text.replace("[targets.parking]", f'[targets.parking]\nowner = "局{ODD}"'), encoding="utf-8")
    texts = ("--note", f"注{SIGNS}", "--by", f"人{SIGNS}", "--source", f"源{SIGNS}")
    assert cli("record", "parking", "9000", "--on", "2024-09-08", *texts).code == 0
    assert cli("record", "events", "5", "--on", "2024-09-08", "--force").code == 0
    assert cli("undo", "--reason", f"因{SIGNS}").code == 0


FOR_PEOPLE = (
    *("status", "status --format csv", "status --format markdown", "show parking", "history", "history --format csv"),
    *("summary", "summary --format markdown", "summary --format html", "chart"),
)


@pytest.mark.usefixtures("odd_names")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", FOR_PEOPLE)
def test_nothing_odd_comes_out(cli: Cli, command: str, lang: str) -> None:
    """No form writes one of them as it is, and a picture is XML."""
    shown = cli(*command.split(), lang=lang)
    assert shown.code == 0
    assert not set(SIGNS) & set(shown.out)
    if command == "chart":
        assert ET.fromstring(shown.out).tag.endswith("svg")


@pytest.mark.usefixtures("odd_names")
@pytest.mark.parametrize("command", ["status --json", "show parking --json", "history --json", "summary --json"])
def test_json_says_them_in_ascii(cli: Cli, command: str) -> None:
    """A terminal that shows JSON obeys nothing of it, and a program reads every sign of it."""
    shown = cli(*command.split())
    assert shown.code == 0
    assert not set(SIGNS) & set(shown.out)
    assert ODD in json.dumps(json.loads(shown.out), ensure_ascii=False)
    if "history" in command:
        assert json.loads(shown.out)[-1]["note"] == f"注{SIGNS}"


@pytest.mark.usefixtures("odd_names")
@pytest.mark.parametrize("form", [(), ("--form",)])
def test_a_workbook_is_xml(cli: Cli, tmp_path: Path, form: tuple[str, ...]) -> None:
    """Every part of it can be read by a strict parser, or Excel calls the file damaged."""
    path = tmp_path / "status.xlsx"
    assert cli("export", str(path), *form).code == 0
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            ET.parse(io.BytesIO(archive.read(part)))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "1. x",
            "1) x",
            "123456789. x",
            "- x",
            "+ x",
            "* x",
            "--- x",
            "---",
            "- - -",
            "+",
            "1.",
            "# x",
            "> x",
            "    x",
        ),
        *("=== x", "``` x", "~~~", "| x |", "1.5 x", "-12.6 points", "_x_", "<b>", "[x](y)", "&amp;", "\\", "x\\"),
    ],
)
def test_a_name_is_only_text_to_markdown(name: str) -> None:
    """At the beginning of an item, a quotation, a heading or a line, a reader of Markdown shows it as it is."""
    for before, opening in (("- ", "<ul>\n<li>"), ("> ", "<blockquote>\n<p>"), ("## ", "<h2>"), ("", "<p>")):
        page = MarkdownIt("commonmark").render(before + safe_for_markdown(name) + "\n")
        assert page.startswith(opening), page
        text = re.sub(r"<[^>]*>", "", page).strip()
        assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == name.strip()
        assert page.count("<") == 2 * opening.count("<"), page
