"""Three small districts in a folder: plans that differ, figures of two of them."""

from __future__ import annotations

from pathlib import Path

from jiangan_targets.cli.app import main

ON = ("--on", "2024-10-20")
NAMES = ("hankou", "jiangan", "qiaokou")

_HEAD = """\
year = 2024
title = "{name}2024年主要目标"
title_en = "{name}: targets for 2024"
language = "zh"
source = "x"

[groups.city]
name = "城市"
name_en = "City"
"""
_TARGET = """
[targets.{id}]
name = "{name}"
name_en = "{name_en}"
group = "city"
quote = "x"
"""


def _target(identifier: str, name: str, name_en: str, keys: str) -> str:
    return _TARGET.format(id=identifier, name=name, name_en=name_en) + keys + "\n"


_TOTAL = 'kind = "total"\ncomparison = "at_least"\nunit = "个"\nunit_en = "spaces"\nvalue = {}'
_RATE = 'kind = "rate"\ncomparison = "at_least"\nunit = "%"\nvalue = {}'
_AIR = (
    'kind = "level"\ncomparison = "at_most"\njudged = "year_end"\nunit = "微克/立方米"\nunit_en = "μg/m³"\nvalue = {}'
)

PLANS = {
    "jiangan": [
        _target("parking", "新增停车位", "New parking spaces", _TOTAL.format(16000)),
        _target("gdp", "地区生产总值增速", "GDP growth", _RATE.format(7)),
        _target("air", "细颗粒物浓度", "Fine particles", _AIR.format(35)),
    ],
    "qiaokou": [
        _target("parking", "新增停车位", "New parking spaces", _TOTAL.format(8000)),
        _target("gdp", "地区生产总值增速", "GDP growth", _RATE.format("6.5")),
        _target("air", "细颗粒物浓度", "Fine particles", _AIR.format(40)),
        _target("bridge", "大桥建成通车", "Bridge in use", 'kind = "event"\nby = 2024-06-30'),
    ],
    "hankou": [
        _target("parking", "新增公共停车位", "New public parking", _TOTAL.format(500)),
        _target("gdp", "地区生产总值增速", "GDP growth", _RATE.format(7)),
    ],
}
"""The targets of each plan: one has a target that the others lack, and one calls a target otherwise."""

RECORDS = {
    "jiangan": ["parking=9000@2024-09-08", "gdp=6.1@2024-09-30", "air=41@2024-09-30"],
    "qiaokou": ["parking=7000@2024-09-30", "gdp=6.5@2024-09-30", "bridge=完成@2024-06-20"],
    "hankou": [],
}


def plan_of(name: str) -> str:
    """The text of a district's plan."""
    return _HEAD.format(name=name) + "".join(PLANS[name])


def make_districts(folder: Path, *options: str) -> Path:
    """A workspace for each, with what it recorded; with options, in the ledger that they name for each by `{name}`."""
    for name in NAMES:
        targets = folder / name / "targets"
        targets.mkdir(parents=True, exist_ok=True)
        (targets / "2024.toml").write_text(plan_of(name), encoding="utf-8")
        for record in RECORDS[name]:
            figure, _at, day = record.partition("@")
            assert main(["--dir", str(folder / name), *options, "record", figure, "--on", day]) == 0
    return folder
