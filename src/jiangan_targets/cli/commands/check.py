"""`check`: targets and records validated together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import output
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.domain.finding import Finding, Severity
from jiangan_targets.domain.ledger_check import inspect_entries
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure, Message, Misuse, message
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.record_text import check_value
from jiangan_targets.storage.plan import file as plan_file


def check(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help=N_("Make a damaged ledger readable again, in a copy beside it."))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help=N_("Put the repaired ledger in place; the damaged one is kept."))
    ] = False,
) -> int:
    """Read both files without stopping at the first mistake → print every finding."""
    if yes and not repair:
        raise Misuse("--yes goes with --repair.")
    invocation = invocation_of(context)
    workspace, year = invocation.workspace, invocation.year()
    targets, ledger = workspace.targets_file(year), invocation.ledger(year)
    if repair and not isinstance(ledger, file_ledger.FileLedger):
        raise Misuse("--repair is for records in a file.")
    if repair:
        return _repair(workspace.records_file(year), in_place=yes)
    plan, failures = plan_file.inspect(targets, year)
    errors = [failure.message for failure in failures]
    entries: list[Entry] = []
    try:
        entries = ledger.entries()
    except Failure as failure:
        errors.append(failure.message)
    findings = [] if plan is None else inspect_entries(entries, plan, check_value)
    lines = [*(words.say(message("error: {problem}", problem=error)) for error in errors)]
    lines += [words.say(_line(finding, ledger.place)) for finding in findings]
    failed = bool(errors) or any(finding.severity is Severity.ERROR for finding in findings)
    if plan is not None and not failed:
        lines.append(words.say(_all_well(plan, entries)))
    output.write("".join(f"{line}\n" for line in lines))
    return int(failed)


def _repair(ledger: Path, *, in_place: bool) -> int:
    """Tell what would be dropped → write the copy, or the ledger itself."""
    from jiangan_targets.storage.disk.reading import read_file
    from jiangan_targets.storage.ledger.file import repair as repairs

    try:
        file_ledger.read(ledger)
    except Failure:
        data = read_file(ledger)
    else:
        output.write(_("Nothing to repair in {path}.").format(path=words.plain(ledger)) + "\n")
        return 0
    if in_place:
        plan, kept = repairs.replace(ledger)
        answer = message(
            "Repaired {path}: records kept {kept}; the damaged file is now {copy}.",
            kept=plan.kept,
            path=ledger,
            copy=kept,
        )
    else:
        plan = repairs.plan_repair(data or b"", ledger)
        answer = message(
            "Would keep {kept} records: see {copy}. `check --repair --yes` puts it in place.",
            kept=plan.kept,
            copy=repairs.write_copy(ledger, plan),
        )
    lines = [
        message("dropped, from line {line}: {text} ({reason})", line=lost.line, text=lost.text, reason=lost.reason)
        for lost in plan.dropped
    ]
    if plan.merged is not None:
        lines.append(
            message(
                "merged: records of one side {ours}, of the other {theirs}, in the order they were written down",
                ours=plan.merged[0],
                theirs=plan.merged[1],
            )
        )
    lines.append(answer)
    output.write("".join(f"{words.say(line)}\n" for line in lines))
    return 0


def _line(finding: Finding, ledger: object) -> Message:
    fields = {"path": ledger, "id": finding.where[0], "problem": finding.problem}
    if finding.severity is Severity.ERROR:
        return Message(N_("error: {path}, record {id}: {problem}."), fields)
    return Message(N_("hint: {path}, record {id}: {problem}."), fields)


def _all_well(plan: Plan, entries: list[Entry]) -> Message:
    return message(
        "No errors in {year}: targets {targets}, records {records}.",
        year=plan.year,
        targets=len(plan.targets),
        records=len(entries),
    )
