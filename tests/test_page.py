"""The summary's page in a real browser: no error, no request, no barrier; light, dark, phone and A4."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import ROOT, Cli, needs

pytestmark = needs("chromium", "pdftotext")

# Chromium of its own accord looks things up on the network; here it is told not to.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The accessibility checker axe-core, from npm: where AXE_CORE says, or in node_modules."""
    path = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core")) / "axe.min.js"
    if not path.is_file() and not os.environ.get("CI"):
        pytest.skip("axe-core is not here: npm install --no-save axe-core")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def page_file(cli: Cli, tmp_path: Path) -> Path:
    """A summary with bars, trends, sections and a hostile note."""
    for arguments in (
        ("parking=4000", "schools=3", "towers-100m=25", "--on", "2024-04-30"),
        ("parking=9000", "elder-beds=3500", "--on", "2024-09-08", "--note", "<script>x()</script><img src=//x.cn/y>"),
        ("schools=7", "gdp=6.1", "towers-100m=26", "--on", "2024-09-12"),
    ):
        assert cli("record", *arguments).code == 0
    path = tmp_path / "week.html"
    for name, lang in (("week.html", "zh"), ("week.en.html", "en")):
        saved = ("--output", str(tmp_path / name))
        assert cli("summary", "--week", "2024-W37", "--format", "html", *saved, lang=lang).code == 0
    return path


def opened(browser: Browser, path: Path, **options: Any) -> tuple[Page, list[str]]:  # noqa: ANN401 -- Playwright's own
    """The page, and whatever it complained of or asked for."""
    page = browser.new_page(**options)
    events: list[str] = []
    page.on("console", lambda message: events.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.on("request", lambda request: events.append(f"request: {request.url}"))
    page.goto(path.as_uri())
    return page, [event for event in events if event != f"request: {path.as_uri()}"]


def clean(browser: Browser, axe: str, file: Path, scheme: Any, width: int) -> Page:  # noqa: ANN401 -- Playwright's own
    """A page of ours, seen to: nothing in the console, no request, no barrier, nothing wider than the screen."""
    page, events = opened(browser, file, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert events == []
    page.evaluate(axe)
    violations = page.evaluate("axe.run().then(result => result.violations.map(found => found.id + ' ' + found.help))")
    assert violations == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_the_page_is_clean(browser: Browser, axe: str, page_file: Path, scheme: Any, width: int) -> None:  # noqa: ANN401
    """Nothing in the console, no request, no violation of accessibility, nothing wider than the screen."""
    page = clean(browser, axe, page_file, scheme, width)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 25, 30)"}[scheme]
    assert page.locator("svg.bar").count() == 4
    assert page.locator("svg.trend").count() == 5
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("name", ["overview.zh.html", "overview.en.html", "report.zh.html"])
def test_other_pages_are_clean(browser: Browser, axe: str, name: str, scheme: Any, width: int) -> None:  # noqa: ANN401
    """So are the view of several districts, and a report."""
    clean(browser, axe, ROOT / "tests" / "golden" / name, scheme, width).close()


def test_no_figure_is_broken_over_lines(browser: Browser, page_file: Path) -> None:
    """On the narrowest phone too, in both languages, each figure stands on one line, and all of it on the screen."""
    for file in (page_file, page_file.with_name("week.en.html")):
        page, _events = opened(browser, file, viewport={"width": 320, "height": 800})
        parts = "[...document.querySelectorAll('.figures span, .standing')]"
        assert set(page.evaluate(f"{parts}.map(part => part.getClientRects().length)")) == {1}
        assert page.evaluate(f"Math.max(...{parts}.map(part => part.getBoundingClientRect().right))") <= 320
        page.close()


def test_it_prints_on_a4(browser: Browser, page_file: Path, tmp_path: Path) -> None:
    """A4 pages with all the text, none of it cut."""
    page, _events = opened(browser, page_file)
    printed = tmp_path / "week.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    page.close()
    facts = subprocess.run(["pdfinfo", printed], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in facts
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    assert "新增停车位" in text
    assert "落后序时进度12.6个百分点" in re.sub(r"\s+", "", text)


def test_a_chart_opens_as_a_picture(browser: Browser, cli: Cli, tmp_path: Path) -> None:
    """The SVG alone, with its own style."""
    cli("record", "parking", "9000", "--on", "2024-09-08")
    path = tmp_path / "chart.svg"
    assert cli("chart", "parking", "--output", str(path), lang="zh").code == 0
    page, events = opened(browser, path)
    assert events == []
    assert page.locator("circle.dot").count() == 2  # the record, and what stands for records in the legend
    page.close()
