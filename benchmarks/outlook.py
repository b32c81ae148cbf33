"""How far forecasts of the year's end were off on published monthly series, by our own rule and by simpler ones.

`python benchmarks/outlook.py` prints the tables of docs/outlook.md from `data/monthly_series.csv`; `data/README.md`
says what the series are. `python benchmarks/outlook.py FILE` does the same for other series of this form.
"""

from __future__ import annotations

import argparse
import csv
import statistics
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeGuard

from jiangan_targets.domain.calendar import month_end
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.outlook import Likelihood, Outlook, outlook
from jiangan_targets.domain.progress import UNFAVOURABLE, assess
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Lights, Target

DATA = Path(__file__).parent / "data" / "monthly_series.csv"
MONTHS = range(2, 12)
OTHER_WEIGHTS = (Decimal("0.5"), Decimal(1))
Figures = list[Decimal | None]


class Case(NamedTuple):
    """The end of a month of a series: the figures of that year and of the year before, and the imagined target."""

    year: int
    month: int
    value: Decimal
    end: Decimal
    last_year: tuple[Decimal, ...]
    target: Decimal | None

    @property
    def before(self) -> Decimal:
        """What last year had brought by the same month."""
        return self.last_year[self.month - 1]

    @property
    def straight(self) -> Decimal:
        """The end of the year if it goes on as it went."""
        return self.value * 12 / self.month

    def weighted(self, weight: Decimal) -> Decimal:
        """The rule with another weight of growth."""
        return self.value + (self.last_year[-1] - self.before) * (1 + weight * (self.value / self.before - 1))

    def found(self) -> Outlook:
        """What the program says."""
        day = month_end(self.year, self.month)
        return outlook(assess(self.as_target(), self.as_record(day), day, Lights()), day)

    def called_behind(self) -> bool:
        """Whether the calendar's pace says that the target is behind."""
        day = month_end(self.year, self.month)
        return assess(self.as_target(), self.as_record(day), day, Lights()).standing in UNFAVOURABLE

    def as_target(self) -> Target:
        """A total that is to reach the imagined target."""
        target = Target("x", "x", "x", "x", Kind.TOTAL, Comparison.AT_LEAST, self.target, "x", self.year)
        return target._replace(last_year_months=self.last_year, broad=True)

    def as_record(self, day: date) -> Record:
        """The figure as it would have been recorded."""
        return Record("x", "x", self.value, day, datetime.combine(day, time(12), UTC))


def cases(path: Path = DATA) -> Iterator[Case]:
    """Every published month of every year whose end is known, as that of the year before.

    The imagined target is the year before raised by that year's own growth, where that is known.
    """
    for years in read(path).values():
        for year, values in years.items():
            before, earlier = years.get(year - 1, []), years.get(year - 2, [])
            last, end = before[-1] if before else None, values[-1]
            if not _positive(last) or not _positive(end):
                continue
            whole = earlier[-1] if earlier else None
            target = last**2 / whole if _positive(whole) else None
            for month in MONTHS:
                value = values[month - 1]
                # Of what had brought nothing by then no rule says anything, the straight line's error aside.
                if value is not None and _positive(before[month - 1]):
                    yield Case(year, month, value, end, filled(before), target)


def _positive(value: Decimal | None) -> TypeGuard[Decimal]:
    return value is not None and value > 0


def read(path: Path) -> dict[tuple[str, str], dict[int, Figures]]:
    """The cumulative figures of twelve months, by series and year; None where a month was not published."""
    series: dict[tuple[str, str], dict[int, Figures]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            months = [Decimal(text) if (text := row[f"m{month:02}"]) else None for month in range(1, 13)]
            series.setdefault((row["group"], row["series"]), {})[int(row["year"])] = months
    return series


def filled(months: Figures) -> tuple[Decimal, ...]:
    """Unpublished months on the line between their neighbours: January is half of January to February."""
    known = [(0, Decimal(0)), *((number, value) for number, value in enumerate(months, start=1) if value is not None)]
    found = []
    for number in range(1, 13):
        before = max(each for each in known if each[0] <= number)
        after = min(each for each in known if each[0] >= number)
        share = Decimal(number - before[0]) / (after[0] - before[0]) if after != before else Decimal(0)
        found.append(before[1] + (after[1] - before[1]) * share)
    return tuple(found)


def error(forecast: Decimal | None, end: Decimal) -> float:
    """How far a forecast was off, in percent of what came."""
    return float("nan") if forecast is None else float(abs(forecast / end - 1) * 100)


def errors(all_cases: list[Case]) -> str:
    """The median errors by month."""
    lines = ["| month | cases | straight line | ½ | **¾** | 1 | ¾ ÷ straight |", "|---|---:|---:|---:|---:|---:|---:|"]
    for month in MONTHS:
        chosen = [case for case in all_cases if case.month == month]
        if not chosen:
            continue
        straight = statistics.median(error(case.straight, case.end) for case in chosen)
        half, one = (
            statistics.median(error(case.weighted(weight), case.end) for case in chosen) for weight in OTHER_WEIGHTS
        )
        ours = statistics.median(error(case.found().forecast, case.end) for case in chosen)
        lines.append(
            f"| {month} | {len(chosen)} | {straight:.2f} | {half:.2f} | **{ours:.2f}** | {one:.2f} "
            f"| {f'{ours / straight:.2f}' if straight else '–'} |"
        )
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    """In percent; a dash where there is nothing to be shared."""
    return f"{part * 100 / whole:.0f} %" if whole else "–"


def verdicts(all_cases: list[Case]) -> str:
    """How often what was said came true, by month."""
    titles = (
        *("month", "cases", "“behind”, of those later met", "likely missed, of those later met"),
        *("likely met: were met", "likely missed: were missed", "open", "inside the range"),
    )
    lines = [f"| {' | '.join(titles)} |", f"|{'---:|' * len(titles)}"]
    for month in MONTHS:
        chosen = [case for case in all_cases if case.month == month and case.target is not None]
        lines.append(f"| {month} | {len(chosen)} | {' | '.join(hits(chosen))} |")
    return "\n".join(lines)


def hits(chosen: list[Case]) -> list[str]:
    """The shares of one month."""
    found = [(case, case.found()) for case in chosen]
    met = {case for case in chosen if case.target is not None and case.end >= case.target}
    said = {likelihood: [case for case, each in found if each.likelihood is likelihood] for likelihood in Likelihood}
    likely_met, likely_missed = said[Likelihood.LIKELY_MET], said[Likelihood.LIKELY_MISSED]
    ranges = [(case.end, each.low, each.high) for case, each in found if each.low is not None and each.high is not None]
    return [
        share(sum(case.called_behind() for case in met), len(met)),
        share(sum(case in met for case in likely_missed), len(met)),
        share(sum(case in met for case in likely_met), len(likely_met)),
        share(sum(case not in met for case in likely_missed), len(likely_missed)),
        share(len(said[Likelihood.OPEN]), len(found)),
        share(sum(low <= end <= high for end, low, high in ranges), len(ranges)),
    ]


def main() -> None:
    """Print the errors, and how often the verdicts were right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DATA, help="series of the form of the default")
    all_cases = list(cases(parser.parse_args().file))
    print("Median error of the year's end, in percent:\n")
    print(errors(all_cases))
    print("\nVerdicts on a target that asks for last year's growth again:\n")
    print(verdicts(all_cases))


if __name__ == "__main__":
    main()
