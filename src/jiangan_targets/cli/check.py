"""`check`: targets and records validated together."""

from __future__ import annotations

import typer

from jiangan_targets.cli import output
from jiangan_targets.cli.session import choose
from jiangan_targets.domain.findings import Finding, Severity, inspect_entries
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.render import words
from jiangan_targets.render.catalogue import N_
from jiangan_targets.storage import record_file, targets_file

HELP = N_("Validate targets and records together; exit 1 when there is an error.")


def check(context: typer.Context) -> int:
    """Read both files without stopping at the first mistake → print every finding."""
    workspace, year = choose(context)
    targets, ledger = workspace.targets_file(year), workspace.records_file(year)
    plan, mistakes = targets_file.inspect(targets, year)
    errors = [mistake.message for mistake in mistakes]
    entries: list[Entry] = []
    try:
        entries = record_file.read(ledger).entries
    except Failure as failure:
        errors.append(failure.message)
    findings = [] if plan is None else inspect_entries(entries, plan, record_file.check_value)
    lines = [*(words.say(message("error: {problem}", problem=error)) for error in errors)]
    lines += [words.say(_line(finding, ledger)) for finding in findings]
    failed = bool(errors) or any(finding.severity is Severity.ERROR for finding in findings)
    if plan is not None and not failed:
        lines.append(words.say(_all_well(plan, entries)))
    output.write("".join(f"{line}\n" for line in lines))
    return int(failed)


def _line(finding: Finding, ledger: object) -> Message:
    fields = {"path": ledger, "id": finding.record, "problem": finding.problem}
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
