"""The forms of a summary: looked at once, agreeing figure for figure, harmless whatever a note says."""

from __future__ import annotations

import email
import json
import math
import re
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from conftest import Cli
from golden import compare
from jiangan_targets.render import words

Clock = Callable[[str], None]
FORMS = ("text", "markdown", "html", "json", "eml")
WEEK = ("--week", "2024-W37")
EXPLAINED = ("explain", "schools", "--reason", "两处校舍未验收", "--measure", "暑期完工", "--by-date", "2024-09-15")
HOSTILE = "<script>alert(1)</script>[/x][red]\x1b[31m\u202e=cmd|' /C calc'!A0\u2028&amp;](javascript:x) ![](http://x/y)"


@pytest.fixture
def week(cli: Cli, clock: Clock) -> None:
    """Figures of several kinds, before and in week 37 of 2024."""
    for moment, *arguments in (
        ("2024-07-02T09:00", "schools=3", "elder-beds=3500", "--on", "2024-06-30"),
        ("2024-07-02T09:05", *EXPLAINED),
        ("2024-09-03T09:00", "towers-100m=26", "retail=455.1", "parking=8000", "charging=8500", "--on", "2024-08-31"),
        ("2024-09-09T09:12", "parking=9000", "--on", "2024-09-08", "--by", "王芳", "--note", "区城管局月报"),
        ("2024-09-13T09:00", "gdp=6.1", "revenue-growth=10.4", "--on", "2024-09-12"),
        ("2024-09-14T09:00", "schools=7", "--on", "2024-09-10"),
    ):
        clock(moment)
        command = () if arguments[0] == "explain" else ("record",)
        assert cli(*command, *arguments).code == 0
    clock("2024-09-16T08:00")


class TextOnly(HTMLParser):
    """The visible text of a page, and the tags it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.links: list[str] = []
        self._in_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and whatever points elsewhere."""
        self.tags.append(tag)
        self._in_style = tag == "style"
        self.links += [str(value) for name, value in attrs if name in {"href", "src", "onclick", "onload"}]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 -- the parser's interface
        """Text after a style sheet counts again."""
        self._in_style = False

    def handle_data(self, data: str) -> None:
        """Collect what is shown."""
        if not self._in_style:
            self.text += data


def mail(text: str) -> EmailMessage:
    """A message as a mail program reads it."""
    parsed = email.message_from_string(text, policy=default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def parts_of(message: EmailMessage) -> tuple[str, str]:
    """Its text and its page."""
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    plain, page = (str(body.get_content()) for body in bodies if body is not None)
    return plain, page


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")])
def test_a_summary_is_as_looked_at(cli: Cli, form: str, ending: str, lang: str) -> None:
    """Byte for byte what a person approved; ids of records differ in every run, and with them the digest."""
    if (form, lang) == ("json", "zh"):
        lang = "en"
    text = cli("summary", *WEEK, "--format", form, lang=lang).out
    text = re.sub(r'"record": "\w+"', '"record": "ID"', text)
    compare(f"summary.{lang}.{ending}", re.sub(r"[0-9a-f]{64}|[0-9a-f]{4}(-[0-9a-f]{4}){2}", "DIGEST", text))


@pytest.mark.usefixtures("week")
def test_a_chart_is_as_looked_at(cli: Cli, tmp_path: Path) -> None:
    """The picture is well-formed, and byte for byte what a person approved."""
    outcome = cli("chart", "parking", "gdp", "--on", "2024-09-15", lang="zh")
    assert outcome.code == 0
    assert ET.fromstring(outcome.out).tag == "{http://www.w3.org/2000/svg}svg"
    compare("chart.zh.svg", outcome.out)
    assert cli("chart", "parking", "--output", str(tmp_path / "x.png")).code == 2
    assert cli("chart", "parking", "--output", str(tmp_path)).code == 0
    assert (tmp_path / "2024.svg").is_file()


@pytest.mark.usefixtures("week")
def test_all_forms_agree_figure_for_figure(cli: Cli) -> None:
    """Every figure of the JSON, as it is rounded for people, is in the text, the Markdown, the page and the mail."""
    data = json.loads(cli("summary", *WEEK, "--json").out)
    text = cli("summary", *WEEK, "--format", "text").out
    markdown = cli("summary", *WEEK, "--format", "markdown").out.replace("\\", "")
    page = TextOnly(cli("summary", *WEEK, "--format", "html").out).text
    plain, alternative = parts_of(mail(cli("summary", *WEEK, "--format", "eml", "--to", "a@b.cn").out))
    assert plain == text
    shown = [re.sub(r"\s+", "", form) for form in (text, markdown, page, TextOnly(alternative).text)]

    def told(figure: str) -> bool:
        return all(re.sub(r"\s+", "", figure) in form for form in shown)

    figures = [*_figures_of_targets(data), *_figures_of_the_week(data)]
    assert len(figures) >= 60
    assert [figure for figure in figures if not told(figure)] == []


def _figures_of_targets(data: dict[str, Any]) -> Iterator[str]:
    """What every form must say of how the targets stand."""
    for row in data["targets"]:
        yield row["name_en"]
        if row["value"] is not None:
            yield f"{row['value']:,} / {row['target']:,}"
            # What needs no attention and did not change has no sentence, but a row.
            yield row["as_of"] if row["id"] == "charging" else words.week_day(date.fromisoformat(row["as_of"]))
            if row["gap_points"] is not None:
                yield f"{abs(row['gap_points']):.1f} points"
            if row["kind"] != "rate":
                yield f"{row['completion_percent'] + 1e-9:.1f}%"


def _figures_of_the_week(data: dict[str, Any]) -> Iterator[str]:
    """What every form must say of the week."""
    yield from (f"{row['value']:,} ({row['change']:+,})" for row in data["new"])
    for row in data["attention"]:
        if row["needed"]:
            week, month = row["needed"]["per_week"], row["needed"]["per_month"]
            if row["id"] in {"parking", "towers-100m"}:  # what comes whole, and not a tenth of one in a month
                yield from (f"{math.ceil(speed):,}" for speed in (week, month) if month >= 1)
            else:
                yield from (f"{speed:,.1f}" for speed in (week, month))
    for standing, count in data["counts"].items():
        change = data["count_changes"][standing]
        if count:
            yield f"{standing.replace('_', ' ')} {count}" + (f" ({change:+})" if change else "")


@pytest.mark.usefixtures("week")
def test_a_mail_is_complete(cli: Cli) -> None:
    """Subject, date, identity and addresses, for `sendmail -t`; the same bytes every time."""
    arguments = ("summary", *WEEK, "--format", "eml", "--to", "王芳 <wang@b.cn>", "--to", "c@d.cn", "--from", "o@e.cn")
    text = cli(*arguments, lang="zh").out
    assert text == cli(*arguments, lang="zh").out
    assert text.isascii()
    message = mail(text)
    assert message["Subject"] == "江岸区2024年经济社会发展主要预期目标 2024年第37周周报（9月9日至9月15日）"
    assert message["To"] == "王芳 <wang@b.cn>, c@d.cn"
    assert message["From"] == "o@e.cn"
    assert message["Date"] == "Mon, 16 Sep 2024 00:00:00 -0000"
    assert re.fullmatch(r"<2024-W37\.[0-9a-f]{8}@e\.cn>", message["Message-ID"])
    assert message.get_content_type() == "multipart/alternative"
    assert cli("summary", *WEEK, "--format", "eml").code == 0


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    "address",
    ["a@b.cn, c@d.cn", "a@b.cn;c@d.cn", "a@b.cn，c@d.cn", "g: a@b.cn, c@d.cn;", "a@b .cn", "a@ß.de", "王@b.cn", ""],
)
def test_one_option_is_one_address(cli: Cli, address: str) -> None:
    """Two in one, of which one would get nothing, and what would be turned into another address, are refused."""
    outcome = cli("summary", *WEEK, "--format", "eml", "--to", address)
    said = f"Error: “{address}” is not a mail address; write one like office@example.cn"
    said += ", and repeat the option for others.\n"
    assert outcome == (1, "", said)


@pytest.mark.usefixtures("week")
def test_a_domain_in_chinese(cli: Cli) -> None:
    """It stands in the mail as mail servers know it: in ASCII, by IDNA."""
    text = cli("summary", *WEEK, "--format", "eml", "--to", "王芳 <office@武汉.中国>").out
    assert "\nTo: =?utf-8?b?546L6Iqz?= <office@xn--5lwws.xn--fiqs8s>\n" in text
    assert re.search(r"\nMessage-ID:\s<2024-W37\.[0-9a-f]{8}@xn--5lwws\.xn--fiqs8s>\n", text)


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_note_is_harmless(cli: Cli, clock: Clock, form: str) -> None:
    """Markup, escape codes, formulas and direction overrides come out as plain text in every form."""
    clock("2024-09-15T10:00")
    cli("record", "events", "150", "--on", "2024-09-14", "--note", HOSTILE, "--by", "=1+1|<b>")
    shown = cli("summary", *WEEK, "--format", form).out
    if form == "json":
        assert HOSTILE in [row["note"] for row in json.loads(shown)["new"]]
        return
    pages = [shown] if form != "eml" else list(parts_of(mail(shown)))
    for text in pages:
        assert not set("\x1b\u202e\u2028") & set(text)
    page = TextOnly(pages[-1])
    if form in {"html", "eml"}:
        assert "script" not in page.tags
        assert "b" not in page.tags
        assert page.links == []
        assert "<script>alert(1)</script>[/x][red]\\x1b[31m\\u202e=cmd|" in page.text
    if form == "markdown":
        assert "<script>" not in shown.replace("\\<script", "")
        assert "\\!\\[\\]" in shown


def test_the_page_needs_nothing_but_itself(cli: Cli) -> None:
    """No script, no link, no address of another file."""
    page = TextOnly(cli("summary", *WEEK, "--format", "html").out)
    assert page.links == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
