"""What an import says beside its table of changes: everything that was not taken, and how the whole came out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jiangan_targets.cli import output
from jiangan_targets.domain.lookup import nearest
from jiangan_targets.domain.received.figures import ROLE_NAMES
from jiangan_targets.domain.received.tables_read import CellFinding, Stranger, TablesRead
from jiangan_targets.domain.recording import ReportedFigure
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure, message
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _

_MOST_SHOWN = 50


def tell_left_out(found: TablesRead, plan: Plan) -> None:
    """What was read and not taken, on stderr."""
    _tell_sheets(found)
    for role, addresses in found.other.items():
        said = message(
            "left out as {role}: {count}, the first at {address}",
            role=ROLE_NAMES[role],
            count=len(addresses),
            address=addresses[0],
        )
        output.tell(said)
    tell_problems(found.remarks)
    tell_problems(found.untaken)
    for stranger in found.strangers[:_MOST_SHOWN]:
        _tell_stranger(stranger, plan)
    _tell_more(len(found.strangers))


def tell_held_back(figures: Sequence[ReportedFigure]) -> None:
    """Rows that were taken before, and whose figures were corrected or withdrawn since."""
    _tell_figures(
        figures,
        N_("{target}: {value} of {day} was taken before, and corrected or withdrawn since; --again takes it anew."),
    )


def tell_sums(figures: Sequence[ReportedFigure]) -> None:
    """Totals that say no more than the parts do."""
    _tell_figures(
        figures, N_("{target}: {value} of {day} is the sum of its parts, and not recorded as a figure of its own.")
    )


def _tell_figures(figures: Sequence[ReportedFigure], template: str) -> None:
    for figure in figures[:_MOST_SHOWN]:
        output.tell(message(template, target=figure.target.id, value=f"{figure.value:f}", day=figure.as_of))
    _tell_more(len(figures))


def tell_problems(problems: Sequence[CellFinding]) -> None:
    """Cells that cannot be read, and why."""
    for problem in problems[:_MOST_SHOWN]:
        said = message("{address}: {problem}", address=problem.address, problem=problem.message)
        output.tell(said if problem.address else problem.message)
    _tell_more(len(problems))


def refusal(found: TablesRead, path: Path) -> Failure:
    """Why nothing is recorded, and what to do."""
    if not found.problems and not any(sheet.has_table for sheet in found.sheets) and not found.untaken:
        return Failure(
            "{path} has no header with columns like 指标名称 and 累计完成; "
            "choose with --names A --figures D, the letters of the columns.",
            path=path,
        )
    counts = {"ready": len(found.taken), **_counts(found)}
    if found.problems:
        return Failure(
            "Nothing was recorded. Ready: {ready}; no figure: {empty}; not ours: {others}; not understood: {problems}. "
            "Correct those cells, or choose with --sheet, --rows, --names and --figures.",
            **counts,
        )
    return Failure(
        "Nothing was recorded: no figure of a target was found. No figure: {empty}; not ours: {others}; "
        "not understood: {problems}. --sheet, --rows, --names and --figures choose what to read.",
        **counts,
    )


def answer(found: TablesRead, recorded: int, explained: int, *, dry_run: bool) -> str:
    """How the whole came out; of reasons where there are any."""
    template = N_(
        "Recorded: {count}; recorded already: {unchanged}; no figure: {empty}; not ours: {others}; "
        "not understood: {problems}."
    )
    if dry_run:
        template = N_(
            "(dry run) Would record: {count}; recorded already: {unchanged}; no figure: {empty}; not ours: {others}; "
            "not understood: {problems}."
        )
    said = _(template).format(count=recorded, unchanged=len(found.taken) - recorded, **_counts(found))
    if not found.explained:
        return said
    reasons = N_("Reasons: {count}; recorded already: {unchanged}.")
    return f"{said}\n{_(reasons).format(count=explained, unchanged=len(found.explained) - explained)}"


def _counts(found: TablesRead) -> dict[str, int]:
    return {
        "empty": found.no_figure,
        "others": len(found.strangers),
        "problems": len(found.problems) + len(found.untaken),
    }


def _tell_sheets(found: TablesRead) -> None:
    """Of a workbook with several sheets: how many figures each gave."""
    if len(found.sheets) < 2:  # noqa: PLR2004 -- one sheet speaks for itself
        return
    for sheet in found.sheets:
        if sheet.skipped:
            said = message(
                "sheet “{name}” explains, or lists earlier records: not read; --sheet reads it", name=sheet.name
            )
        elif sheet.has_table:
            said = message("sheet “{name}”: figures {count}", name=sheet.name, count=sheet.figures)
        else:
            said = message("sheet “{name}” has no table of figures", name=sheet.name)
        output.tell(said)


def _tell_stranger(stranger: Stranger, plan: Plan) -> None:
    if not stranger.name:
        output.tell(message("{address}: a figure without a name; it is left out.", address=stranger.address))
        return
    near = nearest(plan, stranger.name) if stranger.similar else None
    if near is None:
        said = message("no target is called “{text}”; this row is left out.", text=stranger.name)
    else:
        said = message(
            "no target is called “{text}”; this row is left out. If it is {id} ({name}), add it to its aliases.",
            text=stranger.name,
            id=near.id,
            name=words.name(near),
        )
    output.tell(message("{address}: {problem}", address=stranger.address, problem=said))


def _tell_more(count: int) -> None:
    if count > _MOST_SHOWN:
        output.tell(message("… and {count} more.", count=count - _MOST_SHOWN))
