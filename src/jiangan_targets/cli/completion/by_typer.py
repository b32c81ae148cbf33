"""What the Tab key offers: ids with their names as help. Never fails: no offer is the worst case."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from jiangan_targets.cli.global_options import GlobalOptions
from jiangan_targets.cli.invocation import Invocation
from jiangan_targets.cli.session import Session, open_year
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.record import Record, withdrawals
from jiangan_targets.errors import Failure
from jiangan_targets.render import words
from jiangan_targets.storage.plan.candidates import safe_for_shell

Offers = list[tuple[str, str]]


def targets(context: typer.Context, incomplete: str) -> Offers:
    """Target ids; an alias that was begun is offered too."""
    session = _session(context)
    if session is None:
        return []
    offers = [(target.id, safe_for_shell(words.name(target))) for target in session.plan.targets]
    begun = [(text, help_text) for text, help_text in offers if text.startswith(incomplete)]
    return begun or [
        (alias, target.id)
        for target in session.plan.targets
        for alias in (*target.aliases, target.name)
        if incomplete and alias.startswith(incomplete) and alias == safe_for_shell(alias)
    ]


def record_ids(context: typer.Context, incomplete: str) -> Offers:
    """Ids of records that can be withdrawn, the newest first."""
    session = _session(context)
    return [] if session is None else [offer for offer in _records(session) if offer[0].startswith(incomplete)]


def groups(context: typer.Context, incomplete: str) -> Offers:
    """Group ids."""
    session = _session(context)
    offers = [] if session is None else [(group.id, safe_for_shell(words.name(group))) for group in session.plan.groups]
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def standings(incomplete: str) -> Offers:
    """Standings by their code."""
    return [(standing.value, words.standing(standing)) for standing in Standing if standing.startswith(incomplete)]


def _session(context: typer.Context) -> Session | None:
    given = context.find_root().params
    names = ("folder", "year", "ledger", "lang")
    try:
        # Typer parses a line that is still being typed by itself: `main` has not seen it.
        invocation = Invocation(GlobalOptions(**{name: given.get(name) for name in names}))
        return open_year(invocation, invocation.year())
    except (Failure, OSError):
        return None


def _records(session: Session) -> Iterator[tuple[str, str]]:
    try:
        entries = session.entries()
    except Failure:
        return
    taken_back = withdrawals(entries)
    for entry in reversed(entries):
        if isinstance(entry, Record) and entry.id not in taken_back:
            yield entry.id, f"{entry.target} {words.plain(entry.value)} {entry.as_of}"
