"""What the lines above and between the rows of a table say: the day of the figures, their unit, and warnings.

The day comes from a period (`1-9月`) or from 截至, never from the day a table was filled in, printed or sent
(填报日期, 制表, 印发), nor from a deadline.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.calendar import month_end
from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.period import PARTS, Period, Span, in_digits, periods_in
from jiangan_targets.domain.received.headings import HeadingReader
from jiangan_targets.domain.received.other_figures import asides_of, is_other, is_years_long, measure_of
from jiangan_targets.domain.received.place import is_elsewhere, part_named
from jiangan_targets.domain.received.place_words import DEPARTMENT_ENDINGS

_MADE = (
    r"填报|填表|制表|编制|印发|报送|上报|下达|下发|依据|根据|按照|发布|打印|更新|审核|审签|签发|提交|通知|录入|导出|生成"
    r"|下载|整理|修订|调整|制定|办结|反馈|批复|成文|时限|期限|截止(?:日期|时间|期限)|完成时间|会议|报名|申报|申请"
    r"|征集|受理|征求意见|printed|prepared|issued|published|updated|dated|due|deadline"
)
_OF_DATA = r"(?:数据|资料)(?:所属)?(?:截[止至])?(?:日期|时间|时点|期)|截[止至]到?|报告期别?|所属期|所属时期|asof"
_LABEL = re.compile(rf"(?P<data>(?:数据|统计)截止(?:日期|时间))|(?P<made>{_MADE})|(?P<data_>{_OF_DATA})")
_FILED = re.compile(r"(?:填报|填表|制表|报送|上报|填写)(?:日期|时间):*$")
_DUE = re.compile(rf"(?:{_MADE})$")
_DAY_DUE = re.compile(r"截.*[日号]")
_CUT = re.compile(r"[,;.)\]!?]")
_MADE_AFTER = re.compile(
    r"之?前|以前|起|开始|(?:印发|制表|填报|填表|编制|报送|上报|下达|下发|发布|打印|签发|修订|提交|通知|会议|更新|录入"
    r"|导出|生成|下载|整理|审核|制(?![造表]))(?!日期|时间|人|单位|部门|:)"
)
_SIGNED = re.compile(r"(?:局|委|办|办公室|中心|政府|统计站|组)[:(]*$")
_PLANNED = re.compile(r"目标|任务|计划|预期|分解|责任书|清单")
_MONTHLY = re.compile(r"^(?:本月|当月|单月)(?!累计|止)|(?:\d月|\()(?:当月|单月)(?!累计)")
_GROWTH = re.compile(r"增速|增幅|增长率|增长速度|增长情况|同比")
_PROGRESS = re.compile(
    r"完成|进展|推进|执行|进度|情况|通报|监测|统计|落实|调度|运行|填报|报表|月报|季报|快报|台账|实绩|数据"
)
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年)(?:同期)?$")
_PAST = re.compile(r"(?<![比较与同及和对占,])(?:上年|去年|上一年)(?!=)")
_PAST_AT_END = re.compile(r"(?<![比较与同及和对占含,])(?:(?:上年|去年)同期(?:数据?|值|情况)?|同期(?:数据?|值))\)?$")
_LAST_FIGURES = re.compile(
    r"(?<![比较与同及和对])(?:上月|上个月|上期|上季度?)的?(?:末|底)?(?:累计)?(?:完成)?(?:数|值|情况)"
    r"|(?:沿用|暂用|采用|使用|引用|仍为)(?:上月|上期|上季)|^同(?:上月|上期)$"
)
_OF_A_YEAR = re.compile(r"(?:[为系是]|[采沿使引]用)(20\d\d)年[^,;.:0-9]{0,8}(?:数据|数(?!字)|值|情况)")
_FORECAST = re.compile(r"预计|预测|预估|估算|测算|匡算|推算|模拟")
_INDEX = re.compile(r"=100(?!\d)")
_YEAR = re.compile(r"(?<![\d比较与同])(20\d\d)年")
_UNIT_LINE = re.compile(
    r"(?:(?<!填报)(?<!责任)(?<!编制)(?<!报送)(?<!制表)(?<!主送)(?<!牵头)(?<!主办)单位(?:均|都|统一)?"
    r"|(?P<english>units?(?=:)))(?P<colon>[:为是]?)"
)
_UNIT_IN_WORDS = re.compile(r"(?:以|按)(?:人民币)?([^0-9:,;.以按]{1,6}?)(?:为(?:计量)?单位|计(?:算|量)?(?![划生数]))")
_UNIT_ENDS = re.compile(
    r"[)\]]|制表|填报|填表|报送|时间|日期|\d{4}|截[止至]|责任|联系|审核|负责|编制|单位|数据|filledin|checkedby|asof|$"
)
_EXCEPTIONS = re.compile(r"[,(](?:除|另有|特别)[^(),]*(?:注明|标注|说明)[^(),]*\)?")
_ENGLISH_OFFICE = re.compile(r"(?:bureau|office|department|commi(?:ttee|ssion)|cent(?:re|er)|government|district)$")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_BEGINS = re.compile(r"(?:20\d\d年|\d\d年)?(\d{1,2})月(\d{1,2})")
_ENDS_IN_BRACKETS = re.compile(r"(?:^|\()[0-9年月日号./-]+\)?$")
_MOST_DAYS = 15
_STAMPS = {"盖章", "公章", "签章", "加盖公章"}
_LONGEST, _LONGEST_UNIT, _LONGEST_ENGLISH, _LOOK_BACK, _FEBRUARY = 300, 6, 30, 20, 2


class Said(NamedTuple):
    """What one line says, and where it stands.

    `periods` tell what the figures are of, `bare` are days of which that is not said. `units` are those of a line
    `单位：亿元、%`; `stray` is what stands there and is no unit and no department. `elsewhere`: the figures are of
    another place than the plan's, or of a part of it, `place`. `planned`: it speaks of targets, and not of what became
    of them; `growth`: of growth rates; `monthly`: of one month alone; `years_long`: of what was done in several years;
    `other`: of averages, a part, of no account; `measure`: all that a title is about. `dated`: a day alone;
    `filed`: the day it was filled in.
    """

    address: str
    text: str
    periods: tuple[Period, ...] = ()
    bare: tuple[date, ...] = ()
    years: frozenset[int] = frozenset()
    units: tuple[str, ...] = ()
    stray: str = ""
    elsewhere: bool = False
    place: str = ""
    planned: bool = False
    growth: bool = False
    monthly: bool = False
    past: bool = False
    forecast: bool = False
    is_index: bool = False
    years_long: bool = False
    other: bool = False
    measure: str = ""
    dated: date | None = None
    filed: date | None = None

    @property
    def asides(self) -> frozenset[str]:
        """What it speaks of that stands beside what was reached: completion, ranks."""
        return asides_of(normal_form(self.text))


def read_line(address: str, text: str, reader: HeadingReader) -> Said:
    """Read a title, a line above or below a table, or a sheet's name."""
    normal = in_digits(normal_form(text[:_LONGEST]))
    telling, bare, filed, after = list[Period](), list[date](), list[date](), 0
    for begin, end, period in periods_in(normal, reader.year):
        before, behind = normal[after:begin], normal[end:]
        # 报送截止10月12日, 截至10月12日报送
        due = _DAY_DUE.fullmatch(normal[begin:end]) and (_DUE.search(before) or _MADE_AFTER.match(behind))
        told = None if due else _told(before, behind, _as_months(normal[begin:end], period))
        if told is not None:
            telling.append(told)
        elif period.span is Span.DAY and _last_label(before) is None:
            bare.append(period.end)
        elif period.span is Span.DAY and _FILED.search(before) and not _MADE_AFTER.match(behind):
            filed.append(period.end)
        after = end
    years = {int(found[1]) for found in _YEAR.finditer(normal) if not _made(normal, *found.span())}
    units, stray = _units(normal, reader)
    return Said(
        address,
        text.strip(),
        tuple(telling),
        tuple(bare),
        frozenset(years | {period.year for period in telling if period.year}),
        units,
        stray,
        elsewhere=(elsewhere := is_elsewhere(without_numbering(normal), reader.district)),
        place=part_named(without_numbering(normal), reader.district) if elsewhere else "",
        planned=_PLANNED.search(normal) is not None and _PROGRESS.search(normal) is None,
        growth=_GROWTH.search(normal) is not None,
        monthly=_MONTHLY.search(normal) is not None,
        past=_is_past(normal, reader.year) or (not telling and _PAST.search(normal) is not None),
        forecast=_FORECAST.search(normal) is not None,
        is_index=_INDEX.search(normal) is not None,
        years_long=is_years_long(normal, reader.year),
        other=is_other(normal),
        measure=measure_of(normal),
        dated=_dated(normal, bare),
        filed=min(filed, default=None),
    )


def _as_months(words: str, period: Period) -> Period:
    """Days of most of a month are as a month: 9月1-30日; those of a week are when a report is made."""
    begun = _BEGINS.match(words) if period.span is Span.DAYS else None
    if begun is None:
        return period
    days = (period.end.month - int(begun[1])) * 30 + period.end.day - int(begun[2])
    return period if days <= _MOST_DAYS else period._replace(span=Span.MONTHS)


def _dated(normal: str, bare: list[date]) -> date | None:
    """The day that a line is alone, or that stands in brackets at its end: （9月25日）."""
    alone = _ENDS_IN_BRACKETS.search(normal)
    return bare[-1] if bare and alone is not None and len(bare) == 1 else None


def says_earlier(text: str) -> bool:
    """Whether a remark says that a figure is an earlier one: `暂用上月数`; `较上月增加` does not."""
    return "上" in text and _LAST_FIGURES.search(normal_form(text[:_LONGEST])) is not None


def _is_past(normal: str, year: int) -> bool:
    """Whether a line says that the figures are earlier ones, or of another year: 以下为2023年数据."""
    return bool(_PAST_AT_END.search(normal) or _LAST_FIGURES.search(normal)) or any(
        int(found[1]) != year for found in _OF_A_YEAR.finditer(normal)
    )


def _told(before: str, after: str, period: Period) -> Period | None:
    """The period if it tells what the figures are of; None for a deadline, or when something was done."""
    label = _last_label(before)
    if re.match("之?前|以前", after):
        return None
    if label == "data" or re.match("为?止", after):
        return period if period.span in PARTS else period._replace(span=Span.SINCE_JANUARY)
    if period.span is Span.DAY:
        return None
    # Nobody fills in a form from January to September, but a plan may be made by such figures.
    if period.span in PARTS and (label == "made" or _MADE_AFTER.match(after) or (not after and _signed(before))):
        return None
    if label == "made" and re.search("依据|根据|按照", before):
        return None
    if _LAST_YEAR.search(before) and period.year is None:
        return period._replace(end=_year_earlier(period.end), year=period.end.year - 1)
    return period


def _last_label(before: str) -> str | None:
    """What the words before a day say of it, since the last comma: `made`, `data` or nothing."""
    label = None
    for found in _LABEL.finditer(_CUT.split(before)[-1]):
        label = "made" if found["made"] else "data"
    return label


def _signed(before: str) -> bool:
    return _SIGNED.search(before) is not None


def _made(normal: str, begin: int, end: int) -> bool:
    before = normal[max(begin - _LOOK_BACK, 0) : begin]
    return _last_label(before) == "made" or _MADE_AFTER.match(normal, end) is not None


def _year_earlier(day: date) -> date:
    return month_end(day.year - 1, _FEBRUARY) if day.month == _FEBRUARY else day.replace(year=day.year - 1)


def _units(normal: str, reader: HeadingReader) -> tuple[tuple[str, ...], str]:
    """The units of a line `单位：亿元、%` or of a title's brackets, and what stands behind 单位 instead of one."""
    normal = _EXCEPTIONS.sub("", normal)
    for found in _UNIT_IN_WORDS.finditer(normal):
        if units := _listed(found[1], reader):
            return units, ""
    for found in _UNIT_LINE.finditer(normal):
        text = normal[found.end() :].lstrip(":(")
        ends = _UNIT_ENDS.search(text)
        content = text[: ends.start() if ends else None].strip(":,;./")
        if units := _listed(content, reader):
            return units, ""
        longest = _LONGEST_ENGLISH if found["english"] else _LONGEST_UNIT
        unknown = found["colon"] and 0 < len(content) <= longest and content not in _STAMPS
        if unknown and not content.endswith(DEPARTMENT_ENDINGS) and not _ENGLISH_OFFICE.search(content):
            return (), content
    bracketed = (_listed(found[1], reader) for found in _IN_BRACKETS.finditer(normal))
    return next((units for units in bracketed if units), ()), ""


def _listed(content: str, reader: HeadingReader) -> tuple[str, ...]:
    """The units that a text lists; nothing when any part of it is none."""
    if whole := reader.unit_in_words(content):
        return (whole,)
    parts = [reader.unit_in_words(part) for part in re.split(r"[,;/和及或]", content)]
    return tuple(part for part in parts if part) if all(parts) else ()
