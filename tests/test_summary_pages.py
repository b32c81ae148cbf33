"""A summary on paper: ten targets on two A4 pages at most, whatever is said of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli, needs

Clock = Callable[[str], None]

HEAD = """
year = 2024
title = "示例区2024年经济社会发展主要预期目标"
title_en = "Example District: main economic and social targets for 2024"
language = "zh"

[reporting]
every = "month"
due = "day 8"

[groups.economy]
name = "经济发展"
name_en = "Economy"

[groups.city]
name = "城市建设和民生保障"
name_en = "City and services"
"""

# Id, name, English name, group, kind, value, unit, English unit, owner, figures of June and of September.
TEN = [
    line.split("|")
    for line in """
gdp|地区生产总值增速|GDP growth|economy|rate|7|%|%|区发改局|6.4|6.1
retail|社会消费品零售总额|Retail sales|economy|total|700|亿元|×100m yuan|区商务局|330|455.1
invest|固定资产投资|Fixed investment|economy|total|520|亿元|×100m yuan|区发改局|240|338
towers|纳税亿元以上楼宇|Towers paying over 100 million yuan|economy|level|27|栋|towers|区商务局|24|24
hightech|高新技术企业|High-tech enterprises|economy|level|800|家|companies|区科经局|610|655
parking|新增停车位|New parking spaces|city|total|16000|个|spaces|区城管执法局|7000|9000
charging|新增充电桩|New charging points|city|total|12000|个|points|区城管执法局|5000|7100
estates|续建完工老旧小区改造|Old estates: renovations finished|city|total|36|个|estates|区住更局|12|19
green|新增绿地|New green space|city|total|10|公顷|hectares|区园林局|4|6
events|惠民文化活动|Public cultural events|city|total|200|场|events|区文旅局|80|112
""".strip().splitlines()
]
REASON = "三季度连续高温多雨，部分地块拆迁协议尚未签订，施工单位进场时间比计划晚了一个半月"
MEASURE = "已成立工作专班，倒排工期、挂图作战，每周调度一次，10月底前全部进场施工"


def plan(*, milestones: bool) -> str:
    """The targets file; of each counted target a milestone in October where wanted, of one also last year's months."""
    tables = []
    for identifier, name, name_en, group, kind, value, unit, unit_en, owner, _june, _september in TEN:
        extra = f"milestones = [{{ by = 2024-10-15, value = {int(value) * 9 // 10} }}]\n" * (
            milestones and kind == "total"
        )
        if identifier == "retail":
            extra += f"last_year_months = [{', '.join(str(55 * month) for month in range(1, 13))}]\n"
        start = f"baseline = {int(value) * 8 // 10}\n" * (kind == "level")
        tables.append(
            f'[targets.{identifier}]\nname = "{name}"\nname_en = "{name_en}"\ngroup = "{group}"\nkind = "{kind}"\n'
            f'value = {value}\nunit = "{unit}"\nunit_en = "{unit_en}"\nowner = "{owner}"\n{start}{extra}'
        )
    return HEAD + "\n".join(tables)


def pages_of(cli: Cli, folder: Path, lang: str) -> int:
    """How many A4 pages Chromium prints the summary of week 39 on; the summary and the print stay in the folder."""
    page, printed = folder / f"week.{lang}.html", folder / f"week.{lang}.pdf"
    assert cli("summary", "--week", "2024-W39", "--output", str(page), "--overwrite", lang=lang).code == 0
    command = [str(shutil.which("chromium")), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    quiet = ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder / 'profile'}"]
    subprocess.run([*command, *quiet, f"--print-to-pdf={printed}", page.as_uri()], check=True, capture_output=True)
    facts = subprocess.run(["pdfinfo", printed], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in facts
    found = re.search(r"Pages: +(\d+)", facts)
    assert found
    return int(found[1])


@needs("chromium", "pdfinfo", "pdftotext")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("worst", [False, True])
def test_ten_targets_fit_two_a4_pages(cli: Cli, clock: Clock, folder: Path, lang: str, worst: bool) -> None:  # noqa: FBT001
    """In the worst week too: all lag, each with news, a milestone, a reason, a measure and a promised day."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(plan(milestones=worst), encoding="utf-8")
    clock("2024-07-02T09:00")
    assert cli("record", *(f"{row[0]}={row[-2]}" for row in TEN), "--on", "2024-06-30").code == 0
    clock("2024-09-27T09:00")
    for row in TEN if worst else TEN[:4]:
        told = ("--by", "王芳", "--note", "区直部门9月快报，正式数以统计公报为准")
        assert cli("record", f"{row[0]}={row[-1]}", "--on", "2024-09-25", *told).code == 0
        why = ("--reason", REASON, "--measure", MEASURE, "--by-date", "2024-11-30")
        assert cli("explain", row[0], *why, "--on", "2024-09-25").code == 0
    assert pages_of(cli, folder, lang) <= 2
    printed = subprocess.run(["pdftotext", "-raw", folder / f"week.{lang}.pdf", "-"], capture_output=True, check=True)
    text = re.sub(r"\s+", "", printed.stdout.decode())
    assert [row[1] for row in TEN if re.sub(r"\s+", "", row[1 if lang == "zh" else 2]) not in text] == []
