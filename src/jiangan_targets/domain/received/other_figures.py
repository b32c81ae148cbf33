"""Words around figures that say that they are other ones: of another day, of several years, averages, of no account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.period import Span, in_digits, periods_in

_LONGEST = 300
_AS_OF = re.compile(r"截|年初|(?:20\d\d年)?0?1(?:月|-|~|至|到)")
_AS_OF_NUMBERS = re.compile(r"截[止至]到?(\d{1,2})[./](\d{1,2})(?![\d./])")
_FIGURES_OF = re.compile(
    r"(?<![-~至到\d])(\d{1,2})月份?(?:底|末)?的?(?:累计)?(?:完成)?(?:数据|数(?![字据])|值)(?!(?:已|有|经|作)?(?:修订|调整|核)|将|待)"
    r"|(?:数据|资料)(?:所属期?)?[为是:]*(\d{1,2})月(?![\d底末])"
)
_USED = re.compile(
    r"(?:[沿暂采使引]用|仍为|同)(\d{1,2})月"
    r"|(?:用|以|按)(\d{1,2})月份?(?:底|末)?的?(?:累计)?(?:完成)?(?:数据?|值)?(?:代|填|报|计|$|[,;.])"
)
_MISSING = re.compile(
    r"(\d{1,2})月份?的?(?:数据?)?(?:[尚还暂])?(?:未(?:出|报|上报|统计|发布|公布|反馈|核定)|暂缺|缺失|缺报|没有数|无数)"
)
_WITHOUT = re.compile(r"(?:不含|未含|不包括|未包括|未计|不计|剔除|扣除)(?:当年)?(\d{1,2})月")
_ONLY_A_DAY = re.compile(r"(?:此|该|本|其|数据|数值|数|均)*(?:为|系|是)?|(?:数据?|值|情况)?$")

_SEVERAL_YEARS = re.compile(
    r"十[一二三四五六]五\"?(?:规划)?(?:以来|期间|时期|累计)|20\d\d年?(?:-|~|至|到)20\d\d年(?!\d)|近[两二三四五2-5]年|历年"
)
_SINCE_A_YEAR = re.compile(r"[自从](20\d\d)年(?:\d{1,2}月)?份?(?:起|至今|开始)")
_THIS_YEAR = ("今年", "本年", "本年度", "年内", "年初", "1月", "1月份", "1月1日")
_OF_NO_ACCOUNT = re.compile(
    r"作废(?=$|[,.;!)])|已作废|废止(?=$|[,.;!)])|请勿使用|勿用|测试(?:数据|表)|模拟数|(?:数据?|数字|本表)有误|(?:^|\()(?:样表|样例|示例|草稿|测试)(?:\)|$)"
)
_AVERAGES = re.compile(r"(?:[日月季周]均)(?:数据?|值|情况|完成情况)?\)?$")
_OF_A_PART = re.compile(
    r"(?:为|系|是|仅|只)[^,.;:]{0,6}(?:限额以[上下]|限[上下])(?:口径|单位|企业|数据|部分)?(?:$|[,.;])"
    r"|(?:仅|只)(?:统计|含|包括|为|是|指)[^,.;]{0,8}(?:部分|街道|社区|限额|规上)"
    r"|限额以[上下](?:部分|单位|企业)?(?:完成)?(?:情况|数据)?\)?$"
    r"|[^,.;:0-9()第]{2,8}部分(?:完成)?(?:情况|数据|数)?\)?$"
)
_CARRIED_OVER = re.compile(
    r"(?<![不未])含(?:有|了)?(?:去年|上年|往年|以前年度|历年|前期)(?:度|底|末)?的?(?:结转|遗留|续建|存量|完成|数)"
)
_MEASURE = re.compile(
    r"(?:税收|投资|营业收入|营收|利润|贷款|存款|用电|从业人员|就业|工资|进出口|利用外资|到位资金|保费|成交额|能耗|销售面积)(?![科处局办]|公司|中心|促进|集团)"
)
_ASIDE = {
    "completion": re.compile(r"完成率|完成比例|完成百分比|完成进度|完成度|达成率|占比|比重"),
    "plan": re.compile(r"应完成|应达|序时|时序进度|下达|权重|标准(?!化)|基数|基期"),
    "means": re.compile(r"资金|经费|项目个?数"),
    "rank": re.compile(r"排名|排序|排行|排位|位次|名次"),
    "score": re.compile(r"得分|评分|打分|分值|计分|分数"),
    "gap": re.compile(r"缺口|差额|差距|还差|欠账|欠数|欠额|欠进度|未完成|尚需|剩余"),
    "month": re.compile(r"(?<![至-])(?:本月|当月|单月)(?!累计|[止底末])|分月|逐月"),
    "change": re.compile(r"(?:较|比)(?:上|前|去|年初)|环比|增量|增减"),
}
# Fewer than the words by which `title` tells a report from a plan: 统计, 情况 and 数据 are said of either.
_REACHED = re.compile(r"完成|进展|累计|实绩|实际|推进|落实|执行|达到|(?i:achiev|actual|reached|progress|to date)")
_AT_CONSTANT_PRICES = ("生产总值", "增加值", "GDP")
_GENERAL = re.compile(r"指标|目标|任务|实事|重点工作|运行|[,和及与]")


def says_another_day(text: str, day: date) -> bool:
    """Whether a remark or footnote says that a figure of `day` is of another: `截至8月底`, `9月未报，用8月数`."""
    if "月" not in text and "截" not in text:
        return False
    normal = in_digits(normal_form(text[:_LONGEST]))
    numbers = {(int(found[1]), int(found[2])) for found in _AS_OF_NUMBERS.finditer(normal)}
    if numbers and (day.month, day.day) not in numbers:
        return True
    missing = day.month in _months(_MISSING, normal) or any(each <= day.month for each in _months(_WITHOUT, normal))
    said = [(normal[begin:end], period) for begin, end, period in periods_in(normal, day.year)]
    ends = {period.end for words, period in said if period.span is Span.SINCE_JANUARY and _AS_OF.match(words)}
    months = _months(_USED, normal) or _months(_FIGURES_OF, normal)
    # An earlier month alone; a later one is when something is due.
    alone = [period.end for words, period in said if period.span is not Span.PART and words == _bare(normal)]
    other = bool(ends and day not in ends) or bool(months and day.month not in months)
    return missing or other or any(end < day for end in alone)


def _months(pattern: re.Pattern[str], normal: str) -> set[int]:
    return {int(next(filter(None, found.groups()))) for found in pattern.finditer(normal)}


def _bare(normal: str) -> str:
    return _ONLY_A_DAY.sub("", normal)


def is_years_long(normal: str, year: int) -> bool:
    """Whether a line is about more than the year: “十四五”以来, 2021-2024年, 自2021年起, 开工以来."""
    if _SEVERAL_YEARS.search(normal) or any(int(found[1]) < year for found in _SINCE_A_YEAR.finditer(normal)):
        return True
    begun = (normal[: found.start()] for found in re.finditer("以来", normal))
    return any(not before.endswith((*_THIS_YEAR, f"{year}年")) for before in begun)


def is_other(normal: str) -> bool:
    """Whether a line says that figures do not count, are averages, a part or more: 作废, 日均, 民营部分, 含去年结转."""
    return any(pattern.search(normal) for pattern in (_OF_NO_ACCOUNT, _AVERAGES, _OF_A_PART, _CARRIED_OVER))


def has_earlier(normal: str) -> bool:
    """Whether a figure has something of earlier years in it: 含去年结转."""
    return _CARRIED_OVER.search(normal) is not None


def measure_of(normal: str) -> str:
    """What alone a title is about, so that rows named for something else are a part of it: 各行业税收情况."""
    found = _MEASURE.search(normal)
    return found[0] if found and not _GENERAL.search(normal) else ""


def says_reached(text: str) -> bool:
    """Whether a title speaks of what was reached."""
    return _REACHED.search(text) is not None


def asides_of(normal: str) -> frozenset[str]:
    """What words speak of that stands beside what was reached: completion, plans, ranks, a month alone."""
    return frozenset(kind for kind, pattern in _ASIDE.items() if pattern.search(normal))


def measured_otherwise(heading: str, measure: tuple[str, str] | None, names: Sequence[str]) -> str | None:
    """What says that a target with such names is not what the figures measure.

    A title about what the names do not mention: 各行业税收情况 above 金融业; or growth in prices of the day, while
    that of value added is published at constant ones.
    """
    if "名义" in heading and any(word in name for name in names for word in _AT_CONSTANT_PRICES):
        return heading
    word, title = measure or ("", "")
    return None if any(word[:1] in name for name in names) else title
