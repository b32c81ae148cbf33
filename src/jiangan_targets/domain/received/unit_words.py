"""Units as headings and lines around a table write them, in normal form."""

from __future__ import annotations

_BASE_UNITS = """
    元 美元 人民币元 港元 个 家 户 人 人次 名 次 场 场次 所 栋 幢 座 套 张 件 项 条 宗 处 批 篇 期 例 对 只 头 株 棵
    亩 公顷 平方米 平方公里 平米 m2 km2 公里 千米 米 立方米 m3 吨 吨标准煤 千克 公斤 千瓦 千瓦时 kwh 度 辆 台 部 艘
    架 床 班 天 小时 点 分 枚 支 种 门 间 盏 块 页 册 标箱 件/万人 张/千人 元/吨 元/人 微克/立方米 千克标准煤/万元
    吨标准煤/万元
    """
BASE_UNITS = frozenset(_BASE_UNITS.split())
"""Units without a multiplier, in normal form; the plan's own are added."""

PERCENT_UNITS = {"%": "%", "百分比": "%", "百分点": "百分点", "个百分点": "百分点", "pct": "百分点", "‰": "‰"}

MONEY_IN_ENGLISH = {
    "yuan": "元",
    "10,000yuan": "万元",
    "10000yuan": "万元",
    "millionyuan": "百万元",
    "100millionyuan": "亿元",
    "100myuan": "亿元",
    "100mnyuan": "亿元",
    "billionyuan": "十亿元",
}
"""Amounts of money as English tables of Chinese statistics head them."""
