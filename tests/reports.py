"""A short report in the wording of a government, and as a file."""

from __future__ import annotations

from pathlib import Path

REPORT = """\
云湖区2024年政府工作报告（摘要）
2023年，全区地区生产总值增长5.8%，新增停车位900个。
2024年主要预期目标是：地区生产总值增长6%左右，力争6.5%；一般公共预算收入增长4%—5%；居民消费价格涨幅控制在2%左右；
居民收入增长与经济增长同步；固定资产投资增速高于全市平均水平；单位生产总值能耗降低率完成市下达任务；国际收支基本平衡。
全年新增停车位1.2万个、充电桩600个，6月底前云湖大桥建成通车，综合竞争力进入全市前3位，城镇登记失业率控制在4%以内。
到2029年，地区生产总值突破900亿元。
"""


def report(tmp_path: Path, text: str = REPORT) -> Path:
    """A report in a text file."""
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return path
