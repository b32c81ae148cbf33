"""`check`: targets and records validated together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from jiangan_targets.cli import options, output, seen
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.kept_plan import kept_plan_hints
from jiangan_targets.cli.supplements import last_year_of
from jiangan_targets.domain.comparable import revised_bases
from jiangan_targets.domain.curve_check import doubtful_curves
from jiangan_targets.domain.finding import Finding, Severity
from jiangan_targets.domain.ledger_check import inspect_entries
from jiangan_targets.domain.outlook import LastYear
from jiangan_targets.domain.parts_check import inspect_parts, inspect_sums
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.target import Plan
from jiangan_targets.domain.vouch import last_moment, vouch
from jiangan_targets.errors import Failure, Message, Misuse, counted, message
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.vouch import accepted, lost_entries, vouch_line
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.ledger.opening import open_for_repair, open_ledger
from jiangan_targets.storage.ledger.record_text import check_value, content
from jiangan_targets.storage.plan import file as plan_file

if TYPE_CHECKING:
    from jiangan_targets.storage.ledger.repairing import Repairable, Repaired


def check(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help=N_("Make a damaged ledger readable again, in a copy beside it."))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help=N_("Put the repaired ledger in place; the damaged one is kept."))
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help=N_("Take the records as they are, though this machine has seen others."))
    ] = False,
    format: options.TextFormatOption = "text",
    json: options.JsonOption = False,
) -> int:
    """Check, or repair."""
    if yes and not repair:
        raise Misuse("--yes goes with --repair.")
    if accept and repair:
        raise Misuse("--accept does not go with --repair.")
    wants_json = options.wants_json(format, json=json)
    if wants_json and repair:
        raise Misuse("--json does not go with --repair.")
    invocation = invocation_of(context)
    year = invocation.year()
    if repair:
        return _repair(open_for_repair(invocation.address, invocation.workspace, year), in_place=yes)
    ledger = open_ledger(invocation.address, invocation.workspace, year)
    last_year = last_year_of(invocation, year)
    found = _check(invocation.workspace.targets_file(year), year, ledger, last_year, accept=accept)
    kept = [_Line(Severity.HINT, words.say(line)) for line in kept_plan_hints(invocation, year)]
    found = found._replace(lines=[*found.lines, *kept])
    output.write_data(_as_json(found)) if wants_json else output.write(_as_text(found))
    return int(found.failed)


class _Line(NamedTuple):
    """A finding as people read it, and the record that it is about, if it is about one."""

    severity: Severity
    text: str
    record: str | None = None


class _Checked(NamedTuple):
    """What was found in a year, and a line that vouches for its records where there are any."""

    year: int
    lines: list[_Line]
    failed: bool
    targets: int | None
    records: int
    vouch: str | None


def _check(targets: Path, year: int, ledger: Ledger, last_year: Mapping[str, LastYear], *, accept: bool) -> _Checked:
    """Read both files without stopping at the first mistake, and collect every finding."""
    plan, failures = plan_file.inspect(targets, year)
    errors = [failure.message for failure in failures]
    errors += _holidays(targets, plan)
    entries: list[Entry] = []
    findings: list[Finding] = []
    in_plan: list[Finding] = []
    lost = _Lost([], failed=False)
    try:
        with ledger:
            entries = ledger.entries()
            findings = ledger.left_out()
            lost = _losses(ledger, accept=accept)
    except Failure as failure:
        errors.append(failure.message)
    if plan is not None:
        findings += [*inspect_entries(entries, plan, check_value), *inspect_sums(entries, plan)]
        findings += revised_bases(entries, plan, last_year)
        in_plan = [*doubtful_curves(plan), *inspect_parts(entries, plan)]
    lines = [_Line(Severity.ERROR, words.say(message("error: {problem}", problem=error))) for error in errors]
    lines += [_of_targets(finding, targets) for finding in in_plan]
    lines += [
        _Line(finding.severity, words.say(_line(finding, ledger.place)), finding.where[0]) for finding in findings
    ]
    # Of what this machine has seen, all is an error or none, but for hints what to do.
    lines += [
        _Line(Severity.ERROR if line.template.startswith("error:") else Severity.HINT, words.say(line))
        for line in lost.lines
    ]
    latest = last_moment(entries)
    return _Checked(
        year=year,
        lines=lines,
        failed=any(line.severity is Severity.ERROR for line in lines) or lost.failed,
        targets=None if plan is None else len(plan.targets),
        records=len(entries),
        vouch=None if latest is None else vouch_line(vouch(entries, year, latest, content)),
    )


def _as_text(found: _Checked) -> str:
    lines = [line.text for line in found.lines]
    if found.targets is not None and not found.failed:
        lines.append(words.say(_all_well(found)))
    lines += [] if found.vouch is None else [found.vouch]
    return "".join(f"{line}\n" for line in lines)


def _as_json(found: _Checked) -> str:
    from jiangan_targets.render.json import dumps

    facts = {"year": found.year, "ok": not found.failed, "targets": found.targets, "records": found.records}
    findings = [{"severity": line.severity.value, "record": line.record, "text": line.text} for line in found.lines]
    return dumps({**facts, "findings": findings, "vouch": found.vouch})


def _holidays(targets: Path, plan: Plan | None) -> list[Message]:
    """What is wrong with the files of holidays that the targets file names."""
    if plan is not None and plan.reporting is not None:
        from jiangan_targets.storage.plan.holidays import load_calendar

        try:
            load_calendar(targets, plan.reporting.holidays)
        except Failure as failure:
            return [failure.message]
    return []


class _Lost(NamedTuple):
    """What there is to say of records that this machine has seen, and whether that is an error."""

    lines: list[Message]
    failed: bool


def _losses(ledger: Ledger, *, accept: bool) -> _Lost:
    try:
        found = seen.look(ledger, accept=accept)
    except Failure as failure:
        return _Lost([message("hint: {problem}", problem=failure.message)], failed=False)
    if accept:
        return _Lost([accepted(found, ledger.place)] if found.any else [], failed=False)
    return _Lost(lost_entries(found, ledger.place), failed=found.any)


def _repair(ledger: Repairable | None, *, in_place: bool) -> int:
    """Tell what would be dropped → write the copy, or the ledger itself."""
    if ledger is None:
        raise Misuse("--repair is for records in a file.")
    repaired = ledger.repair(in_place=in_place)
    if repaired is None:
        output.write(_("Nothing to repair in {path}.").format(path=words.plain(ledger.place)) + "\n")
        return 0
    copy = repaired.written[-1]
    if in_place:
        template = N_("Repaired {path}: records kept {kept}; the damaged file is now {copy}.")
        answer = Message(template, {"kept": repaired.kept, "path": ledger.place, "copy": copy})
    else:
        answer = counted(
            "Would keep {count} record: see {copy}. `check --repair --yes` puts it in place.",
            "Would keep {count} records: see {copy}. `check --repair --yes` puts it in place.",
            repaired.kept,
            copy=copy,
        )
    for path in repaired.written:
        output.tell(message("Written: {path}", path=path))
    output.write("".join(f"{words.say(line)}\n" for line in [*_changes(repaired), answer]))
    return 0


def _changes(repaired: Repaired) -> list[Message]:
    """What a repaired ledger no longer holds, and what was put in order."""
    lines = [
        message("dropped, from line {line}: {text} ({reason})", line=lost.line, text=lost.text, reason=lost.reason)
        for lost in repaired.dropped
    ]
    if repaired.merged is not None:
        lines.append(
            message(
                "merged: records of one side {ours}, of the other {theirs}, in the order they were written down",
                ours=repaired.merged[0],
                theirs=repaired.merged[1],
            )
        )
    return lines


def _line(finding: Finding, ledger: object) -> Message:
    fields = {"path": ledger, "id": finding.where[0], "problem": finding.problem}
    if finding.severity is Severity.ERROR:
        return Message(N_("error: {path}, record {id}: {problem}."), fields)
    return Message(N_("hint: {path}, record {id}: {problem}."), fields)


def _of_targets(finding: Finding, path: Path) -> _Line:
    *table, key = finding.where
    text = message(
        "hint: {path}, [{table}] {key}: {problem}.",
        path=path,
        table=".".join(table),
        key=key,
        problem=finding.problem,
    )
    return _Line(finding.severity, words.say(text))


def _all_well(found: _Checked) -> Message:
    return message(
        "No errors in {year}: targets {targets}, records {records}.",
        year=found.year,
        targets=found.targets,
        records=found.records,
    )
