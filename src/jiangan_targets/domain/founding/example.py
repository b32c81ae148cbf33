"""A plan to begin with: one invented target of each kind, to be replaced by one's own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiangan_targets.domain.founding.new_plan import NewPlan
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.target import Group, Lights, Plan, Target
from jiangan_targets.errors import message

_GROUP = Group("examples", "示例", "Examples")


def example_plan(year: int, title: str | None, language: str) -> NewPlan:
    """One target of each kind, each with a note that says what the kind is for."""
    notes = {
        "parking": (message("total: starts at 0 on 1 January and adds up to the value by 31 December"),),
        "elder-beds": (message("level: a stock at a moment; baseline is last year's closing level"),),
        "gdp-growth": (message("rate: growth, a share or a yearly mean; about (左右) allows 0.2 points less"),),
        "library": (message("event: something is done by a day; record it as done or as 45%"),),
        "ranking": (message("rank: a smaller one is better; at_most 3 is 进前三"),),
    }
    plan = Plan(
        year=year,
        title=title or f"{year}年主要目标",
        title_en=title or f"Main targets for {year}",
        language=language,
        source="",
        lights=Lights(),
        groups=(_GROUP,),
        targets=_examples(year),
    )
    return NewPlan(plan, {}, notes)


def _examples(year: int) -> tuple[Target, ...]:
    plain = Target(
        id="parking",
        name="新增停车位",
        name_en="New parking spaces",
        group=_GROUP.id,
        kind=Kind.TOTAL,
        comparison=Comparison.AT_LEAST,
        value=Decimal(1000),
        unit="个",
        year=year,
    )
    return (*_counted(plain), *_achieved(plain))


def _counted(plain: Target) -> tuple[Target, ...]:
    """A total, a level and a rate."""
    return (
        plain._replace(unit_en="spaces", quote="新增停车位1000个", owner="区城管局"),
        plain._replace(
            id="elder-beds",
            name="养老床位",
            name_en="Beds for the elderly",
            kind=Kind.LEVEL,
            value=Decimal(3660),
            unit="张",
            unit_en="beds",
            baseline=Decimal(3500),
            quote="养老床位达到3660张",
        ),
        plain._replace(
            id="gdp-growth",
            name="地区生产总值增速",
            name_en="GDP growth",
            kind=Kind.RATE,
            comparison=Comparison.ABOUT,
            value=Decimal(6),
            unit="%",
            quote="地区生产总值增长6%左右",
        ),
    )


def _achieved(plain: Target) -> tuple[Target, ...]:
    """An event and a rank."""
    return (
        plain._replace(
            id="library",
            name="区图书馆新馆开馆",
            name_en="New district library opens",
            kind=Kind.EVENT,
            value=None,
            unit="%",
            by=date(plain.year, 6, 30),
            quote="6月底前区图书馆新馆开馆",
        ),
        plain._replace(
            id="ranking",
            name="营商环境排名",
            name_en="Rank by business environment",
            kind=Kind.RANK,
            comparison=Comparison.AT_MOST,
            value=Decimal(3),
            unit="位",
            quote="营商环境进入全市前三",
        ),
    )
