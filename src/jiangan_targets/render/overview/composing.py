"""An overview, or one target in all districts, put into words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jiangan_targets.domain.comparison import Comparison, PlacedRow
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.overview import DistrictRow, Overview, TargetRow, Unread
from jiangan_targets.domain.progress import FAVOURABLE, UNFAVOURABLE, Progress, Standing
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.target import Target
from jiangan_targets.render import gaps, headline, words
from jiangan_targets.render.language import ngettext
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.overview.page import Column, Page, Table
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.render.sheet import Percent, Points, StaleDay, Value


def compose(found: Overview | Comparison, most: int, *, ascii_only: bool = False) -> Page:
    """The page; of a list of districts at most so many are named."""
    return _overview(found, most, ascii_only=ascii_only) if isinstance(found, Overview) else _comparison(found, most)


def _overview(found: Overview, most: int, *, ascii_only: bool) -> Page:
    shown = [standing for standing, count in found.counts.items() if count]
    counts = [
        f"{words.sign(standing, ascii_only=ascii_only)} {words.standing(standing)} {found.counts[standing]}"
        for standing in shown
    ]
    tables = [_districts(found.districts, shown), _targets(found.targets, most), *_unread(found.unread)]
    count = len(found.districts)
    number = ngettext("{count} district", "{count} districts", count).format(count=count)
    notes = [_("Keeping pace: in percent of all targets of the district's own plan, those that keep pace or are met.")]
    if silent := found.unreported:
        notes.insert(0, _("Without any figure: {districts}").format(districts=_named(silent, most)))
    return Page(
        title=_("Districts in {year}").format(year=found.day.year),
        lines=[f"{headline.dated(found.day)} · {number}", *([" · ".join(counts)] if counts else [])],
        tables=[table for table in tables if table.rows],
        notes=notes,
    )


def _districts(rows: Sequence[DistrictRow], shown: Iterable[Standing]) -> Table:
    shown = list(shown)
    columns = [
        Column(_("Place")),
        Column(_("District"), text=True),
        Column(_("Keeping pace")),
        Column(_("Judged"), spare=3),
        Column(_("In the plan"), spare=4),
        *(
            Column(words.standing(standing), words.sign(standing), standing, spare=_spare(standing))
            for standing in shown
        ),
        Column(_("Latest figure"), spare=5),
    ]
    return Table(
        _("By district"),
        columns,
        [
            [
                row.place,
                safe_for_terminal(row.name),
                _percent(row.share),
                row.judged,
                row.targets,
                *(row.counts[standing] for standing in shown),
                row.latest,
            ]
            for row in rows
        ],
    )


def _spare(standing: Standing) -> int:
    """What lags or is missing is left out last."""
    return 1 if standing in UNFAVOURABLE or standing is Standing.NO_DATA else 2


def _targets(rows: Sequence[TargetRow], most: int) -> Table:
    columns = [
        Column(_("Target"), text=True),
        Column(_("Districts"), spare=4),
        Column(_("With a figure"), spare=3),
        Column(_("Median completion"), spare=1),
        Column(_("Median gap"), spare=0),
        Column(_("On pace or met"), spare=3),
        Column(_("Lagging"), spare=2),
        Column(_("Without a figure"), text=True, spare=5),
    ]
    return Table(
        _("By target"),
        columns,
        [
            [
                words.name(row.target),
                row.districts,
                row.districts - row.counts[Standing.NO_DATA],
                _share(row.target, row.median_completion),
                _gap_of(row),
                sum(row.counts[standing] for standing in FAVOURABLE),
                sum(row.counts[standing] for standing in UNFAVOURABLE),
                _named(row.unreported, most),
            ]
            for row in rows
        ],
    )


def _gap_of(row: TargetRow) -> Value:
    if row.median_gap is None:
        return None
    in_points = row.target.gap_in_points
    return Points(round_half_up(row.median_gap, 1)) if in_points else gaps.in_unit(row.target, row.median_gap)


def _unread(unread: Sequence[Unread]) -> Iterator[Table]:
    if unread:
        columns = [Column(_("District"), text=True), Column(_("Problem"), text=True)]
        rows: list[list[Value]] = [[safe_for_terminal(each.name), words.say(each.problem)] for each in unread]
        yield Table(_("Not read"), columns, rows)


def _comparison(found: Comparison, most: int) -> Page:
    notes = [
        template.format(districts=_named(names, most))
        for template, names in (
            (_("Without a figure: {districts}"), found.unreported),
            (_("Without such a target: {districts}"), found.without),
            (_("The sum of its parts: {districts}"), found.summed),
            (_("Called otherwise there: {districts}"), found.otherwise),
            (_("Of another kind there, and without a place: {districts}"), found.unlike),
        )
        if names
    ]
    if placed := [row.progress for row in found.rows if row.place is not None]:
        notes.append(
            _("Places are by the gap; each district is judged by its own plan, on the day of its own figure.")
            if any(item.gap is not None for item in placed)
            else _("Places are by completion; each district is judged by its own plan.")
        )
    count = len(found.rows)
    number = ngettext("{count} district", "{count} districts", count).format(count=count)
    return Page(
        title=_("{target} in the districts, {year}").format(target=words.name(found.target), year=found.day.year),
        lines=[f"{headline.dated(found.day)} · {number}"],
        tables=[table for table in (_placed(found.rows), *_unread(found.unread)) if table.rows],
        notes=notes,
    )


def _placed(rows: Sequence[PlacedRow]) -> Table:
    columns = [
        Column(_("Place")),
        Column(_("District"), text=True),
        Column(_("Current"), spare=3),
        Column(_("Target"), spare=4),
        Column(_("Unit"), spare=5),
        Column(_("Completion"), spare=1),
        Column(_("Gap (points)")),
        Column(_("Standing"), text=True, toned=True),
        Column(_("As of"), spare=2),
    ]
    return Table(
        _("By district"), columns, [_placed_row(row) for row in rows], tuple(row.progress.standing for row in rows)
    )


def _placed_row(row: PlacedRow) -> list[Value]:
    item, target = row.progress, row.progress.target
    plain = target.value is not None and target.upper is None
    return [
        row.place,
        safe_for_terminal(row.name),
        words.current(item)
        if target.kind is Kind.EVENT and item.record is not None
        else item.record and item.record.value,
        target.value if plain else words.goal(target),
        "" if target.kind is Kind.EVENT else words.unit(target),
        _share(target, item.completion),
        _gap(item),
        words.standing_of(item),
        StaleDay(item.record.as_of) if item.record is not None and item.stale else item.record and item.record.as_of,
    ]


def _gap(item: Progress) -> Value:
    if item.gap is None:
        return None
    return Points(round_half_up(item.gap, 1)) if item.target.gap_in_points else gaps.signed(item)


def _share(target: Target, completion: Decimal | None) -> Value:
    """Of a limit it is said what it is."""
    if completion is None or not target.is_limit:
        return _percent(completion)
    return _("{percent} of the limit").format(percent=words.percent(completion))


def _percent(value: Decimal | None) -> Percent | None:
    return None if value is None else Percent(round_half_up(value, 1))


def _named(names: Sequence[str], most: int) -> str:
    """The first names; how many more there are is said."""
    shown = words.listing(safe_for_terminal(name) for name in names[:most])
    more = len(names) - most
    return shown if more <= 0 else _("{names} and {count} more").format(names=shown, count=more)
