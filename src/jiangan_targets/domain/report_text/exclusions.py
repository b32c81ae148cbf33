"""Figures among a report's targets that are no targets: sums inside names, beneficiaries, rates of payment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiangan_targets.domain.report_text.amounts import Amount
from jiangan_targets.domain.report_text.words import any_of, opened
from jiangan_targets.errors import Message, message

PUT_IN = message("it is the money that is put in")
"""Why a sum is no target; what goes on with it is none either."""

_MEETING = re.compile(
    any_of(
        "应到 实到 到会 缺席 列席 出席 赞成 反对 弃权 [0-9]票 (?<!争)议案 提案 代表名额 主席团 法定人数 与会",
        "票选 票决 代表参",
    )
)
_WORLD = re.compile("全球经济|世界经济|国际货币基金")

# 10件实事, 43项任务: measures are counted, nothing that grows.
_COUNTS_OF_MEASURES = {"件", "项", "类", "条", "个", "款"}
_MEASURES = re.compile(
    "(?:[0-9]+[件项个类条])*的?"
    + any_of("民生 为民 硬 重点 重大 专项 主要 具体 量化 改革 利企 便民 年度 政府 工作 关键 核心")
    + "*"
    + any_of(
        "实事 (?:候选|建议|实事)项目 项目(?=具体|清单|名单)",
        "任务 举措 措施 行动 事项 方面 领域 政策 制度 环节 子项 指标 计划 问题 条款",
    )
)
_COUNTED_TOGETHER = re.compile(
    "方面[、和,]$|分为$|涵盖$|涉及$|(?:政府|[市区县]委|为民办|办好|抓好|兴办|办)$"
    "|实事(?:项目)?$|(?:实事|任务|措施|举措|事项|项目|目标)[^,]{0,8}(?:共|为|有|计|确定)[^,0-9]{0,4}$"
)

# 低保标准每人每月850元: what one gets, not what is reached.
_PAYMENT = re.compile(
    any_of(
        "补助 补贴 奖励 奖补 低保 特困 养老金 抚恤 工资 救助金 救助水平 津贴 报销 资助标准 标准不低于 缴费 收费 票价",
        "一次性 最高 每人每月 每人每年 每辆 每件 每户 每台 起付",
    )
)
_TO_EACH = re.compile(
    "每人|每月|每辆|每件|每户|每台|人均|标准(?!化|厂房|地)|最高|比例|/月|/年|/人|对.{2,30}的|给予|一次性|按"
)
# 投资4000万元，…: money that goes into a task; 完成投资4000万元 is a task itself.
_ABOUT = "(?:约|超过?|达到?|为|近)*$"
_PUT_IN = re.compile(
    f"(?:^|[、和])(?:计划|年度|预计|估算|概算)*(?:投资额?|投入(?:各类|各级|财政|专项|社会|政府)*(?:资金)?|概算){_ABOUT}"
    f"|^斥资{_ABOUT}|^(?:整合|落实|安排|筹措|统筹)(?:各类)?资金{_ABOUT}|总投资额?{_ABOUT}"
)
# 力争全年总投资达…, 完成总投资…: the sum is what is to be reached.
_AIMED = re.compile("(?:力争|确保|全年|完成|实现)[^,]{0,8}投资")
_OF_THE_YEAR = re.compile("(?:年度|当年|本年)(?:计划)?(?:完成)?投资")
_HUNDRED_MILLIONS = 8
_COSTS = re.compile("的?(?:总)?投资")
_PROJECTS = re.compile("(?!投资)[^,、]{2,12}(?:项目|工程)$")
_CHANGE = re.compile("^(?:净?增加|净增|多增)$|比(?:上|去)年[^,]{0,6}(?:增加|减少|多|少)$|[较比][^,]{0,8}(?:增加|多)$")

# 比上年低0.4个百分点 compares with a target; 比上年提高 may be one.
_DIFFERENCE = re.compile("^[比较][^,]{1,12}[高低多少快慢]出?$|^[高低快慢]于.*(?:规划|目标|预算)")
# 共10大类28项: nothing is named.
_ONLY_COUNTED = re.compile(
    "(?:安排|实施|推出|办好|确定)?(?:[0-9一二三四五六七八九十]+大?(?:类|方面|个方面|项|件)[、,和]?)+"
)

_BENEFIT = re.compile("(?:惠及|造福|^受益|^方便|^涉及(?=居民|群众|住户))[^,]{0,10}$")
_CONCERNS = re.compile("(?:主要|共)?涉及")
_BENEFIT_BEHIND = re.compile("[^,]{0,6}受益")
_SIZE = re.compile(
    "(?:全长|总长度?|(?<!增)长度?|宽度?|总?建筑面积|占地(?:面积)?|日处理(?:能力)?|规模为|工期|公示期|会期)(?:约|达|为)?$"
)
_YEARS = re.compile("年均(?!浓度|值|温)|五年|每年平均")
_FULLY = re.compile("(?:完成|办结|到位|兑现|落实)")
_MEANT_BEFORE = re.compile(
    "^(?:根据|按照|依据|参照|对照|结合)|(?:围绕|聚焦|依托|瞄准|对标|以|由|从|作为|有|拥有|占|以下)$|^(?!对|为|给|将|把).*的$"
)
_MEANT_BEHIND = re.compile(
    ".{0,8}红线|.{0,4}饭碗|.*全(?:覆盖|达标)$|的[^,]{0,6}目标之?内|的?(?:年度|全年|预期|既定|年初|计划)目标|[^,、]{1,8}中$|范围之?内"
)
_REGIONS = re.compile("(?:省|市|自治区|县|区|乡|镇|街道)[^,]{0,8}[中里内]?$")
_WHO = re.compile("的(?:企业|项目|个人|单位|商户|家庭|个体|消费者|对象)")


def excluded(amount: Amount, lead: str, tail: str, clause: str) -> Message | None:
    """Why a figure is no target; None when it may be one. `lead` and `tail` stand before and behind it."""
    if amount.is_money and (reason := next(_of_money(amount, lead, tail, clause), None)):
        return reason
    return next(_of_what(amount, lead, tail, clause), None) or next(_of_whom(amount, lead, tail, clause), None)


def _of_money(amount: Amount, lead: str, tail: str, clause: str) -> Iterator[Message]:
    name = lead[opened(lead) :]
    if _PAYMENT.search(clause) and (amount.power == 0 or _TO_EACH.search(clause)):
        yield message("it is a rate of payment")
    yearly = amount.power >= _HUNDRED_MILLIONS and _OF_THE_YEAR.search(lead)
    put_in = _PUT_IN.search(name) and (tail or not (yearly or _AIMED.search(lead)))
    if put_in or (not name and _COSTS.match(tail)):
        yield PUT_IN
    if _CHANGE.search(name):
        yield message("it is a change on last year")
    if _WHO.match(tail) or _PROJECTS.fullmatch(tail):
        yield message("it only says what is meant")


def _of_what(amount: Amount, lead: str, tail: str, clause: str) -> Iterator[Message]:
    if _MEETING.search(clause):
        yield message("it is about a meeting")
    if _WORLD.search(clause):
        yield message("it is about the world")
    together = not tail and (_COUNTED_TOGETHER.search(lead) or _ONLY_COUNTED.fullmatch(lead[opened(lead) :]))
    if amount.unit in _COUNTS_OF_MEASURES and (together or _MEASURES.match(tail)):
        yield message("it counts measures")
    if amount.unit == "件" and "实事" in clause:
        yield message("it counts measures")
    if amount.unit in {"位", "名"} and lead.endswith(("前", "后", "第")):
        yield message("it is a rank")
    if amount.is_rate and _PAYMENT.search(lead) and _TO_EACH.search(clause):
        yield message("it is a rate of payment")


def _of_whom(amount: Amount, lead: str, tail: str, clause: str) -> Iterator[Message]:
    name = lead[opened(lead) :]
    if _DIFFERENCE.search(name):
        yield message("it is a change on last year")
    if amount.is_rate and not name and _FULLY.match(tail):
        yield message("it says how fully something is done")
    if _YEARS.search(lead):
        yield message("it is about several years")
    if _CONCERNS.match(clause, opened(clause)) or _BENEFIT.search(name) or _BENEFIT_BEHIND.match(tail):
        yield message("it is whom something serves")
    if _SIZE.search(lead):
        yield message("it is the size of something")
    if _MEANT_BEFORE.search(lead) or _MEANT_BEHIND.match(tail) or (lead.strip() == "在" and _REGIONS.match(tail)):
        yield message("it only says what is meant")
