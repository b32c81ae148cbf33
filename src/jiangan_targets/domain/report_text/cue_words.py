"""The words that place what a clause tells in time: tables that `cues` puts together."""

from __future__ import annotations

import re

from jiangan_targets.domain.report_text.words import any_of

# Words that announce targets, of the year that the text is about, unless the clause names another.
# 完成…目标任务 is told of results too, and says nothing by itself.
GOALS = re.compile(
    "(?<!完成)"
    + any_of("预期目标 主要目标 重要目标 目标任务(?!的?[0-9]) 工作目标 年度目标 总体目标 发展目标 具体目标 奋斗目标")
    + "|目标(?:是|为|:|这样|定为|确定)"
)

_ABOVE_GOALS = "[高优好快]于[^,]{0,14}(?:预期|年度|既定|原定)目标"
SURPASSED = re.compile(
    "超额完成|完成率达?到?[0-9.]+%(?!以上)|(?:[占为].{0,6}|完成.{0,8})(?:任务|目标|计划)数?的?[0-9.]+%|完成(?:全年|年度)目标任务$|"
    + _ABOVE_GOALS
)
"""Says of what stands before it in a sentence that it has been reached: 建成公厕36座，超额完成30座的目标."""

PROGRESS = "(?:实事|任务|目标|指标|项目)[^,。]{0,16}?(?:进展|完成|落实|推进|办理)情况"
"""Announces what has been reached of what was to be done: target and result may stand side by side."""

_BODIES = "(?:部|局|委|办|厅|部门|委员会|数据)"
# 公布了, 提出了 tell of no results.
_ANNOUNCING = any_of(
    "公布 提出 明确 确定 推出 安排 部署 发布 宣布 制定 印发 通过 审议 选出 形成 描绘 晒出 列出 敲定 规划"
)
_YEAR_OR_PLACE = "^(?:20[0-9]{2}年|今年|[我全][市县区省州])?"
_MONTHS = "[0-9]{1,2}月?[-至到][0-9]{1,2}月份?"
_TASKS = "(?:任务|目标|计划|总投资)"

TARGETS_FROM_HERE = (
    "新的?一年(?!来) 本年度?(?!第) 我们将 下一步 下步 接下来 下一阶段 下半年(?=[,将要]|$)",
    "^(?:工作|目标|年度)?(?:任务|目标)(?:任务|内容)?(?::|$) ^(?:实事|项目|工作|建设)内容(?::|$)",
)
TARGET_IN_CLAUSE = ("(?:年度|全年|年初|计划)(?:目标|任务)(?:任务|数|值)?(?:为|是|:)",)
# 比去年, 在上年基础上 compare with it and do not speak of it.
EARLIER_FROM_HERE = ("(?<![比较与同和跟于在以超])(?:去年|上年|上一年)(?!同期|度?末?的?基础)",)
EARLIER_AS_TOPIC = ("过去的?(?:一|[0-9])年 过去[五四三几两]年 刚刚过去 (?<!第)[五四三]年来 一年来 一年以来 上届",)
REACHED_AS_TOPIC = (
    "近年来 近[几三五]年 今年以来 年以来 改革开放以来 截至 截止(?!日期|时间) 目前 眼下 如今 至今",
    "(?:^|\\s)(?:目前|工作|当前)?(?:进展|完成|进度|落实|办理|推进|实际完成)(?:情况)?(?::|$)",
)
REACHED_FROM_HERE = (
    f"{_YEAR_OR_PLACE}1月?[-至到][0-9]{{1,2}}月",
    f"{_YEAR_OR_PLACE}(?:前?[一二三四]个?季度|上半年|{_MONTHS})(?=[,全我累完]|$)",
    "^据?(?:初步核算|初步统计|统计显示|统计|快报) ^(?:全[市县区省])?预计(?!惠及|可|受益)",
    "预测 (?:报告|机构|专家)预计 专家认为 分析人士 机构认为",
    "存在[^,。]{0,8}(?:困难|问题|差距|短板|不足) 清醒地?(?:认识|看到)",
    f"{PROGRESS} (?:完成|执行|运行)情况来?看",
)
REACHED_IN_SENTENCE = (
    f"实际(?:完成|新增|开工|增加|建成) 数据显示 ^已(?!有(?![0-9])) {_BODIES}(?:表示|透露|介绍|显示)",
)
REACHED_IN_CLAUSE = (
    rf"已(?!有(?![0-9])|建成区) (?<![为除罢])(?<!{_ANNOUNCING})了(?!解|望)",
    f"超额完成 均完成(?:年度|全年|既定)?(?:目标|任务) {_ABOVE_GOALS} (?:指标|任务|项目|事项)全部完成",
    "完成率(?!要|应|力争|确保|不低于|均|达?到?(?:[0-9.]+%以上|100%)) 荣获 获评 获批 入选 蝉联 创历史",
    f"[占为].{{0,6}}(?:年度|全年|计划|预算|任务)(?:{_TASKS}|预算)?数?的 完成.{{0,8}}{_TASKS}的?[0-9.]+%",
)
LATER_FROM_HERE = (
    "今后[一二三四五几0-9]*年 未来[一二三四五几0-9]+年 [三五2-9]年内 本届政府(?!的?(?:收官|开局|第|届|起步))",
    "远景 中长期 后年",
)
