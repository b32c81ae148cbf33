"""`verify`: whether the ledger still holds what a summary vouched for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import options, output, seen
from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.domain.verdict import judge
from jiangan_targets.domain.vouch import Vouch, parse_vouches
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.vouch import lost_entries, verdict_line
from jiangan_targets.storage.kept_summary import MOST_BYTES, read_summary, text_of
from jiangan_targets.storage.ledger.record_text import content


def verify(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUMMARY-FILE | LINE]...",
            help=N_("Summaries as they were kept or sent, or the line itself; stdin when left out."),
            show_default=False,
        ),
    ] = None,
) -> int:
    """Find the vouches → recompute each as known then → tell what differs."""
    given = [vouch for text in _texts(sources or []) for vouch in parse_vouches(text)]
    if not given:
        raise Failure(
            "No line that vouches for a ledger is there, like: 账本核验：93条 3f9a-1c22-b07d（2024年账本，至2024-W37）"
        )
    failed = False
    for year in sorted({vouch.year for vouch in given}):
        differs, lines = _judged(invocation_of(context), year, [vouch for vouch in given if vouch.year == year])
        output.write("".join(f"{words.say(line)}\n" for line in lines))
        failed = failed or differs
    return int(failed)


def _texts(sources: list[str]) -> Iterator[str]:
    """What was given, each a line or the name of a file."""
    if not sources:
        yield text_of(sys.stdin.buffer.read(MOST_BYTES + 1), Path("-"))
    for source in sources:
        yield source if parse_vouches(source) else read_summary(options.path_of(source))


def _judged(invocation: Invocation, year: int, vouches: list[Vouch]) -> tuple[bool, list[Message]]:
    """Whether the ledger of a year differs, and what there is to say of it."""
    ledger = invocation.ledger(year)
    with ledger:
        verdicts = judge(vouches, ledger.entries(), content)
        lines = [verdict_line(verdict) for verdict in verdicts]
        differs = not all(verdict.equal for verdict in verdicts)
        if differs:
            try:
                lines += lost_entries(seen.look(ledger), ledger.place)
            except Failure:
                lines.append(message("hint: what this machine has seen of the ledger is not known."))
    return differs, lines
