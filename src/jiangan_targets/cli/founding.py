"""What `init` puts together: where the plan goes, what it is made of, and what there is to say of it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.cli import clock, options, output
from jiangan_targets.cli.asking import asked
from jiangan_targets.cli.invocation import Invocation
from jiangan_targets.cli.session import open_year
from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.founding.example import example_plan
from jiangan_targets.domain.founding.from_year import Copied, plan_from_year
from jiangan_targets.domain.founding.new_plan import NewPlan
from jiangan_targets.domain.record import current, standing_records
from jiangan_targets.domain.text import clean, is_text
from jiangan_targets.errors import Failure, Message, Misuse, counted, message
from jiangan_targets.render.language import language
from jiangan_targets.render.targets_file import render_targets_file
from jiangan_targets.storage.workspace import founding, workspace

_STDIN, _PIPED = "-", "stdin"
_LONGEST_TITLE = 200


class Place(NamedTuple):
    """The folder that the workspace is or will be, and the year that was named."""

    invocation: Invocation
    root: Path
    year: int | None


class Founded(NamedTuple):
    """A plan to be written, as text, and what there is to say of it."""

    year: int
    text: str
    said: tuple[Message, ...]


def place_of(invocation: Invocation, folder: str | None) -> Place:
    """Where the plan goes.

    Raises:
        Failure: the workspace around is another user's, or what was typed is no year or no path.
        Misuse: two folders are named.
    """
    if folder is not None and invocation.options.folder is not None:
        raise Misuse("Name the folder once: behind init, or with --dir.")
    named = None if folder is None else str(options.path_of(folder))
    year = invocation.options.year
    root = invocation.root_for_new(named)
    return Place(invocation, root, None if year is None else workspace.parse_year(year.strip(), clock.today().year))


def title_of(text: str | None) -> str | None:
    """The title that was typed.

    Raises:
        Failure: it is longer than a targets file takes, or no text.
    """
    title = clean(text, "title")
    if title is not None and len(title) > _LONGEST_TITLE:
        raise Failure("--{key} is longer than {limit} characters; shorten it.", key="title", limit=_LONGEST_TITLE)
    return title


def example(place: Place, title: str | None) -> Founded:
    """A plan with an example of each kind, for this year unless another is named."""
    year = place.year or clock.today().year
    new = example_plan(year, title, language())
    return _founded(
        new, message("{count} examples, one of each kind: put your own in their place.", count=len(new.plan.targets))
    )


def from_year(text: str, place: Place, title: str | None, *, ask: bool) -> Founded:
    """The plan of the year before, carried on.

    Raises:
        Failure: there is no such plan, its records cannot be read, or the new year has a plan already.
        Misuse: the new year is not later.
    """
    old_year = workspace.parse_year(text.strip(), clock.today().year)
    year = place.year or old_year + 1
    if year <= old_year:
        raise Misuse("--year must be later than --from.")
    founding.targets_file(place.root, year)
    own = place.root / "targets" / f"{old_year}.toml"
    source = place.invocation.beside(place.root) if own.exists() else place.invocation
    session = open_year(source, workspace.choose_year(source.workspace, str(old_year), clock.today().year))
    figures = current(standing_records(session.latest(year_end(old_year))), year_end(old_year))
    copied = plan_from_year(session.plan, figures, year, title)
    if ask and output.stdin_is_terminal() and output.stderr_is_terminal():
        copied = asked(copied, session.plan)
    return _founded(copied.new, *_told(copied, old_year))


def report_of(file: str) -> tuple[str, str]:
    """The text of a report, and the name of its file.

    Raises:
        Failure: it cannot be read.
    """
    from jiangan_targets.storage.report import reading

    if file == _STDIN:
        return reading.report_text(sys.stdin.buffer.read(reading.MAX_BYTES + 1), Path(_PIPED)), ""
    path = options.path_of(file)
    return reading.read_report_text(path), path.name if is_text(path.name) else ""


def proposals(text: str, place: Place) -> str:
    """What a report proposes, as CSV."""
    from jiangan_targets.domain.report_text.reading import read_report
    from jiangan_targets.render.proposals import render_proposals

    return render_proposals(read_report(text, place.year).proposals)


def from_report(text: str, name: str, place: Place, title: str | None) -> Founded:
    """The plan that a report's text proposes.

    Raises:
        Failure: the text says no year, or no target of the year.
    """
    from jiangan_targets.domain.founding.from_report import plan_from_report
    from jiangan_targets.domain.report_text.reading import read_report, year_of

    reading = read_report(text, place.year)
    year = place.year or reading.year
    said = year_of(text)
    if year is None:
        raise Failure("The text does not say for which year its targets are; add --year.")
    new = plan_from_report(reading, year, title, name)
    if not new.plan.targets:
        before = read_report(text, year - 1).proposals if place.year is None else ()
        raise _nothing_found(year, year - 1 if before else said, name or _PIPED, told_as_results=bool(before))
    doubtful = sum(map(bool, new.doubts.values()))
    other_year = message("The text calls {said} the year of its targets; {year} was asked for.", said=said, year=year)
    return _founded(
        new,
        *([other_year] if said not in {None, year} else []),
        message(
            "Targets: {count}; to look at, marked # ?: {doubtful}.", count=len(new.plan.targets), doubtful=doubtful
        ),
        message(
            "Clauses with numbers that became no target, at the end of the file: {count}.", count=len(new.left_over)
        ),
    )


def _nothing_found(year: int, said: int | None, path: str, *, told_as_results: bool) -> Failure:
    if told_as_results:
        return Failure(
            "{path} tells of {said} as of a year that is over; if its figures are targets, add --year {said}.",
            path=path,
            said=said,
        )
    if said not in {None, year}:
        return Failure(
            "No target of {year} was found in {path}, which states those of {said}; leave --year out or name that one.",
            year=year,
            path=path,
            said=said,
        )
    return Failure(
        "No target of {year} was found in {path}; name another --year, or begin with `init` alone.",
        year=year,
        path=path,
    )


def write(draft: Founded, place: Place) -> None:
    """Write the plan, and say what there is to be said; the next command comes last.

    Raises:
        Failure: the year has a plan already, or it cannot be written.
    """
    for path in founding.found(place.root, draft.year, draft.text):
        output.tell(message("Written: {path}", path=path))
    for said in draft.said:
        output.tell(said)
    command = ["jiangan-targets", "check", "--year", str(draft.year)]
    if not place.invocation.found_without_name(place.root):
        command += ["--dir", str(place.root)]
    output.tell(message("Edit the file, then type: {command}", command=shlex.join(command)))


def _founded(new: NewPlan, *said: Message) -> Founded:
    return Founded(new.plan.year, render_targets_file(new), said)


def _told(copied: Copied, old_year: int) -> list[Message]:
    """What was copied, and what a person has to fill in."""
    plan = copied.new.plan
    said = [
        counted(
            "Copied from {year}: {count} target with name, unit, owner; its quote is marked as of {year}.",
            "Copied from {year}: {count} targets with names, units, owners; quotes are marked as of {year}.",
            len(plan.targets),
            year=old_year,
        )
    ]
    for template, ids in (
        (message("With last year's figure: {ids}.", ids=list(copied.with_last_year)), copied.with_last_year),
        (
            message("Without last year's figure: {ids}.", ids=list(copied.without_last_year)),
            copied.without_last_year,
        ),
        (
            message("Value to be filled in; only tracked until then: {ids}.", ids=list(copied.to_fill)),
            copied.to_fill,
        ),
    ):
        said += [template] if ids else []
    said += [message("Not copied: {what}.", what=what) for what in copied.dropped]
    return said
