"""What is copied out of a PDF has its lines cut at the page's width: the targets are the same."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMAND
from jiangan_targets.domain.report_text.reading import read_report
from jiangan_targets.domain.report_text.wrapping import unwrapped
from received import plan_of_2024
from report_cases import PASSAGES

REPORT = (
    "云湖区政府工作报告\n"
    "做好今年工作，要坚持稳中求进。2025年主要预期目标是：地区生产总值增长6%左右，规上工业增加值增长7.5%以上，"
    "固定资产投资增长8%，社会消费品零售总额增长9%左右，一般公共预算收入达到150.5亿元，城镇新增就业2.35万人以上，"
    "城镇登记失业率控制在4%以内，居民收入增长与经济增长同步。\n"
    "（一）持续改善民生。全年新建改建幼儿园和中小学12所，新增公办学位5600个；改造老旧小区36个、背街小巷48条，"
    "新增停车位3200个，建成口袋公园15个；开展各类惠民文化活动260场以上。"
)


def columns(text: str) -> int:
    """How wide a text of a report is."""
    return sum(1 if character.isascii() else 2 for character in text)


def wrapped(text: str, width: int) -> str:
    """Cut at `width` columns; no mark begins a line."""
    rows = []
    for row in text.split("\n"):
        rest = row
        while columns(rest) > width:
            at = max(length for length in range(len(rest)) if columns(rest[:length]) <= width)
            while rest[at] in "，。；、：）”%":
                at -= 1
            rows.append(rest[:at])
            rest = rest[at:]
        rows.append(rest)
    return "\n".join(rows)


@pytest.mark.parametrize("width", range(40, 84, 4))
def test_the_width_of_a_page_changes_no_target(width: int) -> None:
    """Numbers and names that a line's end cuts are whole again."""
    text = wrapped(REPORT, width)
    assert text.count("\n") > REPORT.count("\n") + 3
    assert read_report(text).proposals == read_report(REPORT).proposals


def test_page_numbers_stand_in_no_sentence() -> None:
    """A page's end in the middle of a sentence parts nothing."""
    rows = wrapped(REPORT, 60).split("\n")
    rows.insert(3, "— 12 —")
    assert read_report("\n".join(rows)).proposals == read_report(REPORT).proposals


def test_a_cut_figure_is_made_whole_in_any_text() -> None:
    """One line's end is enough: 50亿元 of 150亿元 would be a wrong figure."""
    text = "2025年目标\n确保浙商回归资金到位1\n50亿元，实际利用外资2.5亿美元以\n上。"
    assert [(str(each.value), each.quote) for each in read_report(text).proposals] == [
        ("150", "确保浙商回归资金到位150亿元"),
        ("2.5", "实际利用外资2.5亿美元以上"),
    ]


@pytest.mark.parametrize("name", PASSAGES)
def test_a_text_that_is_not_wrapped_stays_as_it_is(name: str) -> None:
    """Paragraphs, lists, headings and tables are lines of their own."""
    assert unwrapped(PASSAGES[name]) == PASSAGES[name]


def test_a_list_of_long_items_is_no_wrapped_text() -> None:
    """Items end with their figures, and are about equally long by chance."""
    text = "2024年目标\n" + "\n".join(target.quote for target in plan_of_2024().targets)
    assert unwrapped(text) == text


@given(st.text(alphabet="新增停车位1.6万个，。、\n |—（一）", max_size=400))
def test_nothing_but_line_ends_and_blanks_goes(text: str) -> None:
    """And page numbers, whose line has nothing else."""
    assert "".join(unwrapped(text).split()) in {"".join(text.split()), *_without_pages(text)}


def _without_pages(text: str) -> set[str]:
    """What is left when lines of a number alone go."""
    rows = [row for row in text.split("\n") if not row.strip("—- 　").isdigit()]
    return {"".join("".join(rows).split())}


def test_the_command_reads_it() -> None:
    """What is piped in, as copied from a PDF, gives the same proposals."""
    command = [str(COMMAND), "init", "--from-text", "-", "--dry-run", "--format", "csv"]
    listed = [
        subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
        for text in (REPORT, wrapped(REPORT, 56))
    ]
    assert listed[0].count(b"\n") == 16
    assert listed[0] == listed[1]
