"""Clauses said in keys, and read back in words: the pages that say how, and thirty real clauses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT, Cli
from jiangan_targets.domain.kinds import Comparison, Kind
from shapes import write

PAGES = {"en": "how-to-say-it.md", "zh": "how-to-say-it.zh.md"}
OTHERS = [
    'gdp-growth\nkind = "rate"\nvalue = 7\nunit = "%"',
    'city-investment\nkind = "rate"\nunit = "%"',
]
NAMED = {
    "en": {"GDP growth": "gdp-growth", "City investment growth": "city-investment"},
    "zh": {"地区生产总值增速": "目标gdp-growth", "全市投资增速": "目标city-investment"},
}


def said_on(page: str) -> list[tuple[str, str]]:
    """The keys of each shape on a page, and the rule that stands behind its arrow."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"```toml\n(.*?)```\n\n→ \*(.*?)\*\n", text, re.DOTALL)


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_that_says_how_reads_back(cli: Cli, folder: Path, lang: str) -> None:
    """Every table of keys on it passes `check`, and `show` says of it what stands behind the arrow."""
    said = said_on(PAGES[lang])
    write(folder, *OTHERS, *(f"x{number}\n{keys}" for number, (keys, _rule) in enumerate(said)))
    assert cli("check").code == 0
    for number, (_keys, rule) in enumerate(said):
        expected = rule
        for name, here in NAMED[lang].items():
            expected = expected.replace(name, here)
        lines = cli("show", f"x{number}", "--on", "2024-03-01", lang=lang).out.split("\n")
        assert expected in [line.partition(" ")[2].strip() for line in lines]


def test_both_pages_have_the_same_shapes() -> None:
    """All that the table of shapes names, with the same keys in both languages."""
    english, chinese = ([keys for keys, _rule in said_on(page)] for page in PAGES.values())
    assert english == chinese
    text = "\n".join(english)
    for part in (*(f'"{kind}"' for kind in Kind), *(f'"{each}"' for each in Comparison if each != "at_least")):
        assert part in text
    for key in ("better", "tolerance", "judged", "stretch", "stretch_value", "baseline", "by", "plan", "total_by"):
        assert re.search(rf"^{key} = ", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES.values())
def test_the_thresholds_on_the_page_do_what_it_says(cli: Cli, folder: Path, page: str) -> None:
    """2.6 % against 3 % is behind, and not far behind."""
    found = re.search(r"```toml lights\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    write(folder, 'growth\nkind = "rate"\nvalue = 3\nunit = "%"', head=found[1])
    assert cli("record", "growth", "2.6", "--on", "2024-06-30").out.endswith("0.4 points below target · behind\n")


def clauses() -> list[tuple[str, str, str]]:
    """Of each in clauses.txt: the clause as published, its keys, and the rule in words."""
    blocks = (Path(__file__).parent / "clauses.txt").read_text(encoding="utf-8").strip().split("\n\n")
    found = []
    for block in blocks:
        clause, *keys, rule = block.split("\n")
        found.append((clause.removeprefix("# "), "\n".join(keys), rule.removeprefix("=> ")))
    return found


@pytest.mark.parametrize(("clause", "keys", "rule"), clauses())
def test_a_clause_said_in_keys_reads_back(cli: Cli, folder: Path, clause: str, keys: str, rule: str) -> None:
    """The rule in words that `show` prints is what the clause says."""
    write(folder, f'x\n{keys}\nquote = "{clause}"', 'gdp\nkind = "rate"\nvalue = 7\nunit = "%"')
    shown = cli("show", "x", lang="zh").out
    assert rule in [" ".join(line.split()[1:]) for line in shown.split("\n") if line.startswith("目标 ")]
