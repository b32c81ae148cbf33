"""Charts as SVG: a completion bar with the pace on it, a small trend, and a whole chart with axes.

Colours are classes, so the page around them, or the chart's own style, decides light or dark.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jiangan_targets.domain.curve import Curve, stated_curve
from jiangan_targets.domain.kinds import Pacing
from jiangan_targets.domain.milestones import milestone_states
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import canonical, round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.render import sentences, words
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.drawing.legend import MILESTONES, Drawn, legend
from jiangan_targets.render.drawing.markup import element, svg_document
from jiangan_targets.render.drawing.scale import (
    Scale,
    course,
    goal_line,
    level_last_year,
    pace_corners,
    share_of_year,
    value_scale,
)
from jiangan_targets.render.language import translate as _

_TREND_WIDTH, _TREND_HEIGHT, _TREND_MARGIN = 120, 32, 3
_WIDTH, _HEIGHT = 720, 374
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 24, 98, 36
_LEGEND_TOP, _SAMPLE, _BETWEEN = 72, 22, 20
_CELL = Decimal("7.4")
"""About the width of half a Chinese character at 14 px; a legend's names need no more exact one."""
_MONTHS = 12
_CHART_RADIUS, _TREND_RADIUS = Decimal("3.5"), Decimal(2)

_STYLE = """
svg{background:#fff;font:14px "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
text{fill:#1f2933}.soft{fill:#52606d}.heading{font-size:17px;font-weight:600}
.grid{stroke:#d9dee4}.pace{stroke:#697586;stroke-width:1.5;stroke-dasharray:5 4;fill:none}
.course{stroke:#b9770e;stroke-width:1.5;stroke-dasharray:1 4;stroke-linecap:round;fill:none}
.goal{stroke:#697586;stroke-width:1.5;stroke-dasharray:5 4;fill:none}
.last-year{stroke:#b9770e;stroke-width:1.5;fill:none}
.met{fill:#1b7f4b}.waiting{fill:#fff;stroke:#697586;stroke-width:1.5}.missed{fill:#c0392b}
.line{stroke:#1f5fbf;stroke-width:2;fill:none}.dot{fill:#1f5fbf}
@media(prefers-color-scheme:dark){svg{background:#15191e}text{fill:#e6e9ed}.soft{fill:#a9b3be}.grid{stroke:#343b44}
.pace,.goal{stroke:#94a0ad}.course,.last-year{stroke:#e0a458}.met{fill:#5fcf95}.waiting{fill:#15191e;stroke:#94a0ad}.missed{fill:#ff8a7a}
.line{stroke:#7db1ff}.dot{fill:#7db1ff}}
"""


class Charted(NamedTuple):
    """What a chart shows: a target's progress, its records that stand, and last year's course where one is known."""

    progress: Progress
    records: list[Record]
    curve: Curve | None = None


class _Frame(NamedTuple):
    """Where in a picture a chart's curves are: its upper left corner, its size, and what its height stands for."""

    left: int
    top: int
    width: int
    height: int
    scale: Scale

    def point(self, share: Decimal, value: Decimal) -> tuple[Decimal, Decimal]:
        """The place of a value at a share of the year."""
        return self.left + share * self.width, self.top + (1 - self.scale.position(value)) * self.height


def svg_bar(item: Progress) -> Element:
    """0 to 100 % of the target, with a tick where the pace is."""
    assert item.completion is not None  # noqa: S101 -- the page draws none without it
    done = min(max(item.completion, Decimal(0)), Decimal(100))
    label = sentences.share(item)
    parts = [
        element("rect", class_="open", width="100", height="8"),
        element("rect", class_="done", width=_number(done), height="8"),
    ]
    if item.pace_percent is not None and 0 <= item.pace_percent <= 100:  # noqa: PLR2004 -- percent
        at = _number(item.pace_percent)
        parts.append(element("line", class_="tick", x1=at, x2=at, y1="-2", y2="10"))
        by_calendar = item.target.pace is Pacing.CALENDAR
        template = _("{completion}, pace {pace}") if by_calendar else _("{completion}, last year's pace {pace}")
        label = template.format(completion=label, pace=words.percent(item.pace_percent))
    return element(
        "svg", *parts, class_="bar", viewBox="0 -2 100 12", preserveAspectRatio="none", role="img", aria_label=label
    )


def trend(target: Target, records: list[Record]) -> Element:
    """The records of the year as a small line above the pace, without words."""
    inner = _TREND_WIDTH - 2 * _TREND_MARGIN, _TREND_HEIGHT - 2 * _TREND_MARGIN
    paced = course(target, stated_curve(target))
    frame = _Frame(_TREND_MARGIN, _TREND_MARGIN, *inner, value_scale(target, records, paced))
    label = _("Trend of {name}").format(name=words.name(target))
    return element(
        "svg",
        *_curves(target, records, frame, paced, radius=_TREND_RADIUS),
        class_="trend",
        viewBox=f"0 0 {_TREND_WIDTH} {_TREND_HEIGHT}",
        role="img",
        aria_label=label,
    )


def render(charts: list[Charted], plan: Plan) -> str:
    """A picture of one chart per target of `plan`, below each other."""
    height = _HEIGHT * len(charts)
    parts = [element("style", _STYLE)]
    for number, charted in enumerate(charts):
        parts.append(element("g", *_chart(charted, plan), transform=f"translate(0 {number * _HEIGHT})"))
    root = element("svg", *parts, viewBox=f"0 0 {_WIDTH} {height}", width=str(_WIDTH), height=str(height))
    return svg_document(root)


def _chart(charted: Charted, plan: Plan) -> list[Element]:
    item, records, curve = charted
    target, paced = item.target, course(item.target, curve)
    inner = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    frame = _Frame(_LEFT, _TOP, *inner, value_scale(target, records, paced))
    subtitle = sentences.sentence(item) or words.standing_of(item)
    heading = f"{words.name(target)} · {sentences.rule(target, plan)}"
    return [
        element("text", heading, class_="heading", x="16", y="26"),
        element("text", subtitle, class_="soft", x="16", y="47"),
        *_legend(target, records, paced),
        *_axes(target, frame),
        *_curves(target, records, frame, paced, radius=_CHART_RADIUS),
    ]


def _axes(target: Target, frame: _Frame) -> list[Element]:
    parts = []
    low = frame.scale.low
    for value in frame.scale.ticks:
        (left, height), (right, _height) = frame.point(Decimal(0), value), frame.point(Decimal(1), value)
        at = _number(height)
        label = words.number(canonical(value))
        parts.append(element("line", class_="grid", x1=_number(left), x2=_number(right), y1=at, y2=at))
        parts.append(element("text", label, class_="soft", x=str(_LEFT - 8), y=_number(height + 5), text_anchor="end"))
    for month in range(_MONTHS):
        across, _height = frame.point((month + Decimal("0.5")) / _MONTHS, low)
        label = words.month(month + 1)
        parts.append(
            element("text", label, class_="soft", x=_number(across), y=str(_HEIGHT - 12), text_anchor="middle")
        )
    unit = words.unit(target)
    parts.append(element("text", unit, class_="soft", x=str(_LEFT - 8), y=str(_HEIGHT - 12), text_anchor="end"))
    return parts


def _curves(
    target: Target, records: list[Record], frame: _Frame, paced: Target | None, radius: Decimal
) -> list[Element]:
    parts = []
    for drawn, height in ((Drawn.LAST_YEAR, level_last_year(target)), (Drawn.GOAL, goal_line(target))):
        if height is not None:
            ends = [frame.point(Decimal(0), height), frame.point(Decimal(1), height)]
            parts.append(element("polyline", class_=drawn.value, points=_points(ends)))
    if paced is not None:
        shape = [frame.point(share, value) for share, value in pace_corners(paced)]
        parts.append(element("polyline", class_="course", points=_points(shape)))
    pace = [frame.point(share, value) for share, value in pace_corners(target)]
    if pace:
        parts.append(element("polyline", class_="pace", points=_points(pace)))
    for stone, reached in milestone_states(target, records):
        x, y = frame.point(share_of_year(stone.by, target.year), stone.value)
        parts.append(_diamond(MILESTONES[reached], x, y, radius * Decimal("1.5")))
    places = [frame.point(share_of_year(record.as_of, target.year), record.value) for record in records]
    if len(places) > 1:
        parts.append(element("polyline", class_="line", points=_points(places)))
    parts += [element("circle", class_="dot", cx=_number(x), cy=_number(y), r=_number(radius)) for x, y in places]
    return parts


def _diamond(drawn: Drawn, x: Decimal, y: Decimal, size: Decimal) -> Element:
    return element(
        "polygon", class_=drawn.value, points=_points([(x, y - size), (x + size, y), (x, y + size), (x - size, y)])
    )


def _legend(target: Target, records: list[Record], paced: Target | None) -> list[Element]:
    """A sample of each line and sign, and its name behind it."""
    parts: list[Element] = []
    left, height = Decimal(16), Decimal(_LEGEND_TOP)
    for drawn, name in legend(target, records, paced):
        middle = left + _SAMPLE / Decimal(2)
        if drawn is Drawn.RECORD:
            parts.append(element("circle", class_="dot", cx=_number(middle), cy=str(height), r=_number(_CHART_RADIUS)))
        elif drawn in MILESTONES.values():
            parts.append(_diamond(drawn, middle, height, _CHART_RADIUS * Decimal("1.5")))
        else:
            ends = [(left, height), (left + _SAMPLE, height)]
            parts.append(element("polyline", class_=drawn.value, points=_points(ends)))
        parts.append(element("text", name, class_="soft", x=_number(left + _SAMPLE + 6), y=_number(height + 5)))
        left += _SAMPLE + 6 + cell_len(name) * _CELL + _BETWEEN
    return parts


def _points(places: list[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in places)


def _number(value: Decimal) -> str:
    return f"{canonical(round_half_up(value, 2)):f}"
