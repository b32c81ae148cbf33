"""Any text of a report is read to its end: no number is lost, and the work grows with its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.clause import has_number
from jiangan_targets.domain.report_text.cues import clause_cue
from jiangan_targets.domain.report_text.proposal import Reading
from jiangan_targets.domain.report_text.reading import read_report
from jiangan_targets.domain.report_text.script import one_spelling
from jiangan_targets.domain.report_text.text import LONGEST_CLAUSE, lines, sentences
from jiangan_targets.storage.report.reading import MAX_CHARACTERS

GENEROUS = 30  # seconds of processor time; it takes five

WORDS = st.sampled_from(
    [
        *(
            "今年",
            "去年",
            "2023年",
            "2024年",
            "到2030年",
            "明年",
            "“十五五”时期",
            "预期目标是：",
            "截至9月底",
            "已完成",
        ),
        *(
            "预计",
            "其中",
            "力争",
            "确保",
            "分别",
            "均",
            "新增",
            "新建",
            "改造",
            "增长",
            "下降",
            "达到",
            "突破",
            "控制在",
        ),
        *(
            "不少于",
            "停车位",
            "企业",
            "收入",
            "失业率",
            "小区",
            "城乡居民",
            "每千人",
            "全覆盖",
            "5%",
            "1.4万个",
            "30家",
        ),
        *("4.5%—5%", "百分之八", "三所", "12", "2亿元", "0.5个百分点", "以上", "以内", "左右", "6月底前", "建成投用"),
        *("8路", "15分钟", "与经济增长同步", "高于全省平均水平", "完成省下达目标", "进入前三", "（", "）", "“", "”"),
        *("、", "，", "。", "；", "：", "和", "等", "的", " | ", "\n", "\t", "\n1.", "\n一、", " "),
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map("".join)


def quotes(reading: Reading) -> list[str]:
    """All that is quoted, with and without proposals."""
    return [*(proposal.quote for proposal in reading.proposals), *(aside.quote for aside in reading.set_aside)]


@given(TEXTS)
@example("今年引进5亿元以上项目、新增学位30个")
@example("2024年目标：失业率、浓度分别控制在4%以内")
def test_no_number_is_lost_and_every_quote_is_word_for_word(text: str) -> None:
    """Each clause with a number is quoted by a proposal or set aside, exactly as the text has it."""
    plain = text.replace("|", "").replace("\t", "")
    said = quotes(read_report(plain))
    assert all(quote in plain for quote in said)
    for line in lines(plain):
        for clause in (clause for clauses in sentences(line) for clause in clauses if has_number(clause.text)):
            source = plain[clause.start : clause.end]
            assert any(quote in source or source in quote for quote in said), source


@given(TEXTS)
def test_no_table_breaks_the_reading(text: str) -> None:
    """Bars and tabs anywhere are cells; what is quoted is in the text."""
    assert all(quote in text for quote in quotes(read_report(text)))


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any characters at all."""
    assert all(quote in text for quote in quotes(read_report(text)))


@given(st.text(max_size=100))
def test_one_spelling_keeps_every_place(text: str) -> None:
    """What is found in one spelling is quoted from the other."""
    assert len(one_spelling(text)) == len(text)


HOSTILE = {
    "digits": "1",
    "brackets": "（",
    "quotes": "“",
    "list": "今年新增1个、",
    "years": "2024年",
    "numerals": "一",
    "each": "甲、乙分别增长1%、2%，",
    "rows": "目标 | 任务 | 内容\n新增1个 | 2个 |\n",
    "lines": "1\n",
    "goals": "目标是：",
    "marks": "、和及以及",
    "figures": "1个、",
    "bars": "|1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_grows_with_the_length_of_the_text(name: str) -> None:
    """Twice the text asks for about twice the clauses and amounts, and none of them is longer than a rule may bear."""

    def asked(text: str) -> int:
        amounts.cache_clear()
        clause_cue.cache_clear()
        read_report(text)
        return sum(cache.hits + cache.misses for cache in (amounts.cache_info(), clause_cue.cache_info()))

    text = HOSTILE[name] * (20_000 // len(HOSTILE[name]))
    assert all(
        len(clause.text) <= LONGEST_CLAUSE for line in lines(text) for clauses in sentences(line) for clause in clauses
    )
    assert asked(text * 2) <= 2.2 * asked(text) + 100


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_as_long_as_may_be_is_read_to_its_end(name: str) -> None:
    """Nothing recurses or backtracks without bound, and a text that would take minutes is refused before."""
    started = time.process_time()
    assert read_report(HOSTILE[name] * (MAX_CHARACTERS // len(HOSTILE[name]))).year in {None, 2024}
    assert time.process_time() - started < GENEROUS
