"""The words that headings are made of, by what they mean.

Collected from statistical monthlies (统计月报), progress sheets of supervision offices (督查通报) and departments' own
tables. A heading is understood when these words, a period, a unit and nothing else make it up: see `headings`.
"""

from __future__ import annotations

import re
from enum import StrEnum

from jiangan_targets.domain.normal_form import normal_form

MAX_CHARACTERS = 60
"""A longer text is no heading."""


class Sense(StrEnum):
    """What a word says of the figures below it."""

    DONE = "done"  # what was reached: 实际
    VALUE = "value"  # a figure of whatever the table is of: 数值, 绝对额
    VALUE_ADDED = "value_added"  # in money a figure of its own: 增加值（亿元）; else an increase
    QUANTITY = "quantity"  # as above, also of what is only planned: 数量
    COMPLETED = "completed"  # as above; with a % it may be a completion rate
    CUMULATIVE = "cumulative"  # since 1 January: 累计
    MOMENT = "moment"  # at the end of the period: 期末
    THIS_YEAR = "this_year"  # 本年, 2024年: the period is said elsewhere
    THIS_PERIOD = "this_period"  # 本期: as above
    MONTHLY = "monthly"  # 本月, 当月
    PLAN = "plan"
    GROWTH = "growth"  # in percent by itself: 增速
    CHANGE = "change"  # in percent or in the unit: 增长
    CHANGE_AMOUNT = "change_amount"  # in the unit: 增加额
    COMPARED = "compared"  # with the same period of last year: 同比
    COMPARED_OTHERWISE = "compared_otherwise"  # 环比, 比年初
    REAL_PRICES = "real_prices"  # 可比价: how growth is measured
    PAST = "past"
    RATIO = "ratio"
    RANK = "rank"
    REMAINING = "remaining"
    FORECAST = "forecast"
    INDEX = "index"
    AS_OF = "as_of"
    NEUTRAL = "neutral"


_WORDS = {
    Sense.DONE: """
        实际 实际数 实际值 实际情况 实绩 实绩数 实有 实有数 现有 现有数 现值 现状值 现状 现状数 达到数 当前值
        当前数 最新数据 最新数 新数据 本期数据 发生额 发生数 执行数 donesofar newfigure current actual achieved
        """,
    Sense.VALUE: "绝对额 绝对量 绝对数 绝对值 总量 现价总量 现价总值 当年价总量 数值 数据 value figure",
    Sense.VALUE_ADDED: "增加值",
    Sense.QUANTITY: "数量 总额 金额 amount quantity",
    Sense.COMPLETED: """
        完成 已完成 完成数 完成值 完成量 完成额 完成情况 完成总量 实现 已实现 实现数 实现值 目标完成情况
        任务完成情况 目标任务完成情况 任务完成数 年度目标完成情况 年度任务完成情况 全年目标完成情况
        """,
    Sense.CUMULATIVE: """
        累计 累计数 累计值 累积 本年累计 本年累计数 当年累计 今年累计 年内累计 年度累计 年累计 年初累计 自年初累计
        自年初 年初至今 年初以来 今年以来 本年以来 本月止 至本月 本月止累计 至本月止 截至本月 截至本月底 截至本月末
        截至当月 1月至本月 1-本月 年初至本月 截至目前 截至当前 截止目前 ytd yeartodate cumulative todate
        """,
    Sense.MOMENT: "期末 期末数 期末值 期末实有 月末 月末数 月底 本月末 本月底 季末 季末数 时点 时点数 本期末",
    Sense.THIS_YEAR: "本年 本年数 今年 当年 本年度 年度",
    Sense.THIS_PERIOD: "本期 本期数 本期值 报告期 报告期数",
    Sense.MONTHLY: """
        本月 本月数 当月 当月数 当月值 本季 本季度 当季 当季度 本周 当周 本旬 单月 月度 当期 当期值 本月累计
        当月累计 本季累计 当季累计 月均 日均 本月新增 当月新增
        本周新增 本季新增 本期新增 thismonth monthly
        """,
    Sense.PLAN: """
        目标 目标值 目标数 目标任务 目标任务数 目标进度 任务 任务数 任务量 任务目标 计划 计划数 计划值 计划完成
        计划任务 计划进度 计划目标 下达 下达数 下达任务 下达计划 下达指标 序时 序时进度 序时任务 序时目标 时序
        时序进度 时间进度 预期 预期目标 预期值 应完成 应完成数 应达 应达到 应 分解 分解数 分解任务 分解目标 年度目标
        年度目标值 年度任务 年度任务数 年度计划 年度计划数 年度指标 年目标 年计划 全年目标 全年目标值 全年任务
        全年计划 全年预期 责任目标 考核目标 奋斗目标 挑战目标 基本目标 力争目标 力争 确保 保底 底线 预算 预算数
        年初预算 年初预算数 调整预算 调整预算数 定额 限额 额度 控制数 标准值 指标任务 指标目标 规划 规划目标 拟
        进度目标 进度计划 year'starget yearlytarget annualtarget annualplan full-yeartarget target plan planned pace
        budget goal
        """,
    Sense.GROWTH: """
        增速 增幅 增长率 增长速度 增长幅度 增减率 增减幅度 升降幅度 变化率 涨幅 同比增速 同比增幅 同比增长率
        同比涨幅 growth growthrate
        """,
    Sense.CHANGE: "增长 增减 增降 升降 增减变化 ± +- +/- 变化 变动 涨跌",
    Sense.CHANGE_AMOUNT: """
        增量 增加 增加额 增加数 增减额 增减数 增减量 增长额 增长量 净增 净增加 净增额 下降 减少 降幅 下降率 减少额
        增收额
        """,
    Sense.COMPARED: """
        同比 比上年 比上年同期 较上年 较上年同期 与上年相比 与上年比 与上年同期相比 与上年同期比 比去年 比去年同期
        较去年 较去年同期 与去年相比 与去年同期相比 与去年同期比 比同期 较同期 与同期比 与同期相比 同期比 yoy
        """,
    Sense.COMPARED_OTHERWISE: """
        环比 比上月 较上月 与上月比 与上月相比 比上期 较上期 与上期比 与上期相比 比上季 较上季 比上季度 较上季度
        月环比 季环比 比年初 较年初 与年初比 与年初相比 比上年末 较上年末 与上年末比 比上年底 较上年底 比去年末
        较去年末 比去年底 较去年底 两年平均 三年平均 年均 定基
        """,
    Sense.REAL_PRICES: """
        可比价 可比 可比价格 按可比价 按可比价格 按可比价格计算
        按可比价计算 不变价 不变价格 按不变价 按不变价格
        """,
    Sense.PAST: """
        上年 上年数 上年值 去年 去年数 上年同期 上年同期数 上年同期值 去年同期 去年同期数 同期 同期数 同期值 基期
        上年同月 去年同月 同月
        基数 上期 上期数 上期数据 上期截至 上期累计 上月 上月数 上月值 上月末 上月底 上月累计 上个月 上季 上季度
        上季末 上季度末 上周 往年 历年 前年 年初 年初数 期初 期初数 上年末 上年末数 上年底 去年末 去年底 上年度
        上一年 上一期 历史 上年实际 上年完成 上年累计 lastfigure lastasof lastyear
        """,
    Sense.RATIO: """
        完成率 完成比例 完成比重 完成百分比 完成进度 完成程度 完成度 完成占比 进度 占 占比 比重 比例 百分比 比率
        比值 份额 达成率 达标率 达到率 执行率 实现率 兑现率 开工率 到位率 率 为 相当于 贡献率 增长贡献率 拉动
        拉动点数 弹性系数 completion ofplantodate
        """,
    Sense.RANK: "排名 位次 名次 排位 排序 全市排名 全市位次 全省排名 全省位次 rank",
    Sense.REMAINING: """
        还差 差 差额 差距 与目标差距 与计划差距 缺口 尚需 还需 剩余 欠 欠额 超 超欠 超额 余额 未完成 未完成数 待完成
        欠进度 超进度 超欠进度 超序时 欠序时 超序时进度 欠序时进度 超计划 欠计划 ahead behind
        remaining gap
        """,
    Sense.FORECAST: """
        明年 下年 下年度 下一年 来年 下月 下季 下季度 下阶段 下一步 下步 下期
        预计 预计数 预计值 预计完成 预计完成数 预计完成情况 预测 预测数 预测值 预估 预估数 估计 估计数 估算 估算数
        推算 测算 展望 全年预计 全年预计数 年底预计 拟完成 预安排
        forecast expected
        """,
    Sense.INDEX: "指数 增长指数 发展指数 环比指数 同比指数 为上年 为上年同期 为去年 为去年同期 相当于上年",
    Sense.AS_OF: "截至 截止",
    Sense.NEUTRAL: """
        情况 数 值 量 额 的 份 统计 汇总 全区 我区 本区 目前 当前 已 points
        名义 快报 快报数 初步 初步数 初步统计 初步核算 初步核算数
        """,
}

NUMBER_WORDS = {word: sense for sense, words in _WORDS.items() for word in words.split()}
"""Words of headings above numbers, in normal form; a heading may be made of several."""


class Role(StrEnum):
    """What a column holds."""

    ID = "id"
    NAME = "name"
    SERIAL = "serial"
    UNIT = "unit"
    DEPARTMENT = "department"
    DAY = "day"
    PERIOD = "period"
    NOTE = "note"
    SOURCE = "source"
    BY = "by"
    GROUP = "group"
    DIVISION = "division"
    REMARK = "remark"
    REASON = "reason"
    MEASURE = "measure"

    FIGURE = "figure"
    GROWTH = "growth"
    PLAN = "plan"
    RATIO = "ratio"
    RANK = "rank"
    REMAINING = "remaining"
    PAST = "past"
    MONTHLY = "monthly"
    COMPARISON = "comparison"
    FORECAST = "forecast"
    INDEX = "index"
    OF_ANOTHER = "of_another"  # a target's, which has a table of its own

    UNKNOWN = "unknown"
    BLANK = "blank"


_TEXT_HEADINGS = {
    Role.ID: "编号 目标编号 指标编号 id",
    Role.NAME: """
        指标名称 指标 主要指标 主要经济指标 指标项目 指标内容 考核指标 统计指标 项目 项目名称 名称 目标名称 任务名称
        工作名称 目标内容 任务内容 工作内容 内容 工作任务 重点任务 重点工作 工作目标 主要目标 目标任务内容 事项
        事项名称 目标事项 一级指标 二级指标 三级指标 主要任务 主要工作 主要内容 科目 工作事项 任务事项 具体任务 具体指标
        监测指标 考核内容 考核项目 实事项目 实事内容 实事名称 民生实事 项目内容 指标名 经济指标 任务事项名称
        target targetname name indicator
        """,
    Role.SERIAL: "序号 序 行次 行号 栏次 编码 代码 指标代码 no no. #",
    Role.UNIT: "单位 计量单位 数量单位 度量单位 unit",
    Role.DEPARTMENT: """
        责任单位 责任部门 责任主体 牵头单位 牵头部门 主责单位 主责部门 配合单位 配合部门 协办单位 主管部门 主管单位
        归口部门 填报单位 填报部门 报送单位 报送部门 实施单位 承办单位 督办单位 部门 单位名称 部门名称 数据提供单位
        提供单位 监测部门 责任人 联系人 负责人 责任领导 分管领导 牵头领导 包保领导 挂点领导 审核人 电话 联系电话
        手机 owner
        """,
    Role.DAY: """
        截至 截至日期 截至时间 截至日 数据截至 数据截至日期 数据截至时间 数据截止 数据截止日期 数据截止时间
        统计截止日期 统计截止时间 统计截至 数据日期 数据时间 报告期别 asof as_of 日期 date
        """,
    Role.PERIOD: """
        年份 年度 月份 期间 时期 季度 期别 统计期 统计时期 统计期间 统计月份 统计时段 数据月份 数据期 数据时段
        所属月份 所属期 所属时期 月度 时段 period month year
        """,
    Role.NOTE: "备注 说明 备注说明 情况说明 note notes remarks",
    Role.SOURCE: "来源 数据来源 资料来源 source",
    Role.BY: "填报人 填表人 by",
    Role.REASON: "滞后原因 进度滞后原因 落后原因 欠进度原因 reasonforlag",
    Role.MEASURE: "整改措施 correctivemeasure",
    Role.GROUP: """
        分组 group 类别 项目类别 分类 大类 类型 领域 板块 所属领域 维度 目标类别 指标类别 指标类型 指标属性 属性 性质
        章节 组别 层级
        """,
    Role.DIVISION: """
        街道 街道名称 所属街道 各街道 属地
        街镇 镇街 乡镇 社区 区域 地区 区划 行政区 行政区划 区县 城区 片区 行业 口径 统计口径 统计范围 范围 点位
        地点 地址 分项 其中
        """,
    Role.REMARK: """
        状态 进度状态 完成状态 进展状态 目前状态 进展 进展情况 推进情况 工作进展 工作进展情况 目前进展 形象进度
        存在问题 主要问题 困难问题 问题 问题及困难 原因 原因分析 未完成原因 未达标原因 下步打算 下步工作 下一步工作
        下一步打算 下一步措施 下步措施 工作措施 推进措施 推进举措 主要措施 主要举措 工作举措 保障措施
        主要做法 亮点 评价 预警 得分 分值 权重 频度 频率 统计频率 报送频率
        考核得分 自评分 红绿灯 灯号 目标要求 工作要求 任务要求 考核依据 依据
        文件依据 政策依据 目标来源 截止 截止日期 截止时间 完成时限 时限 办理时限 完成时间 完成日期 办结时间
        计划完成时间 计划完成时限 时间要求 时间节点 节点 期限 完成期限 填报日期 填报时间 填表日期 报送日期 报送时间
        上报时间 上报日期 更新时间 更新日期 统计日期 统计时间 制表日期 下达日期 下达时间 下达文号
        录入时间 印发日期 standing recorded
        """,
}

TEXT_HEADINGS = {word: role for role, words in _TEXT_HEADINGS.items() for word in words.split()}
"""Headings of columns of text, whole and in normal form."""

_OF_DEEDS = re.compile(r".+(?:时间|日期|时限|期限)")

NAME_OR_PLAN = frozenset({"目标", "任务", "目标任务", "指标", "任务目标"})
"""Names of targets when no other column has them, else what is to be reached."""


def text_role(text: str) -> Role | None:
    """The role of a column of text that this heading alone says; None when it does not."""
    normal = normal_form(text)
    role = TEXT_HEADINGS.get(normal)
    if role is None and len(normal) <= MAX_CHARACTERS and (normal.startswith("是否") or _OF_DEEDS.fullmatch(normal)):
        return Role.REMARK
    return role
