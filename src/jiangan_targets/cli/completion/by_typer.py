"""What the Tab key offers: ids with their names as help. Never fails: no offer is the worst case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import typer

from jiangan_targets.cli import clock
from jiangan_targets.cli.choices import label_of
from jiangan_targets.cli.global_options import GlobalOptions
from jiangan_targets.cli.invocation import Invocation
from jiangan_targets.cli.session import Session, open_year
from jiangan_targets.domain.calendar import month_end, within_year
from jiangan_targets.domain.parts import with_parts
from jiangan_targets.domain.record import Entry, Record, Withdrawal, withdrawals
from jiangan_targets.domain.target import PART_SIGN
from jiangan_targets.errors import Failure
from jiangan_targets.render import words
from jiangan_targets.render.language import chinese, in_chinese, translate
from jiangan_targets.storage.plan.candidates import begun_parts, offers_of, safe_for_shell

Offers = list[tuple[str, str]]
_WEEKS = 8


def targets(context: typer.Context, incomplete: str) -> Offers:
    """Target ids; an alias that was begun is offered too."""
    session = _session(context)
    if session is None:
        return []
    if PART_SIGN in incomplete:
        _language, *rows = offers_of(session.plan).decode().split("\n")
        return begun_parts([row.split("\t") for row in rows], incomplete, 1 if chinese() else 2)
    offers = [(target.id, safe_for_shell(words.name(target))) for target in session.plan.targets]
    begun = [(text, help_text) for text, help_text in offers if text.startswith(incomplete)]
    return begun or [
        (alias, target.id)
        for target in session.plan.targets
        for alias in (*target.aliases, target.name)
        if incomplete and alias.startswith(incomplete) and alias == safe_for_shell(alias)
    ]


def targets_with_parts(context: typer.Context, incomplete: str) -> Offers:
    """Those of them that have parts."""
    session = _session(context)
    parted = {target.id for target in session.plan.targets if target.parts} if session else set()
    return [offer for offer in targets(context, incomplete) if {*offer} & parted]


def record_ids(context: typer.Context, incomplete: str) -> Offers:
    """Ids of records and reasons that can be withdrawn, the newest first."""
    session = _session(context)
    return [] if session is None else [offer for offer in _records(session) if offer[0].startswith(incomplete)]


def groups(context: typer.Context, incomplete: str) -> Offers:
    """Group ids."""
    session = _session(context)
    offers = [] if session is None else [(group.id, safe_for_shell(words.name(group))) for group in session.plan.groups]
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def owners(context: typer.Context, incomplete: str) -> Offers:
    """Departments that have a target."""
    session = _session(context)
    names = dict.fromkeys(target.owner for target in with_parts(session.plan) if target.owner) if session else {}
    return [(name, "") for name in names if name.startswith(incomplete) and name == safe_for_shell(name)]


def parts(context: typer.Context, incomplete: str) -> Offers:
    """Names of parts."""
    session = _session(context)
    names = dict.fromkeys(part.name for target in session.plan.targets for part in target.parts) if session else {}
    return [(name, "") for name in names if name.startswith(incomplete) and name == safe_for_shell(name)]


def reporters(context: typer.Context, incomplete: str) -> Offers:
    """Those who reported a figure, the last one first."""
    session = _session(context)
    found = [] if session is None else [entry.by for entry in reversed(_entries(session)) if entry.by]
    return [(name, "") for name in dict.fromkeys(found) if name.startswith(incomplete) and name == safe_for_shell(name)]


def days(context: typer.Context, incomplete: str) -> Offers:
    """Today, held inside the year, and the ends of the months before it, the last one first."""
    session = _session(context)
    if session is None:
        return []
    latest = within_year(clock.today(), session.year)
    ends = [latest, *(latest.replace(month=month, day=1) - timedelta(days=1) for month in range(latest.month, 1, -1))]
    offers = [(day.isoformat(), words.week_day(day)) for day in dict.fromkeys(ends)]
    return [*(offer for offer in offers if offer[0].startswith(incomplete)), *_day_words(session.year, incomplete)]


def _day_words(year: int, incomplete: str) -> Iterator[tuple[str, str]]:
    """`today` and `yesterday`, where they lie in the year; of the other language only once they are begun."""
    for text, ago in (("today", 0), ("yesterday", 1), ("今天", 0), ("昨天", 1)):
        day = clock.today() - timedelta(days=ago)
        own = text.isascii() != chinese()
        if day.year == year and (text.startswith(incomplete) if incomplete else own):
            yield text, words.week_day(day)


def coming_days(context: typer.Context, incomplete: str) -> Offers:
    """The ends of the months to come, up to the year's."""
    session = _session(context)
    if session is None:
        return []
    today = within_year(clock.today(), session.year)
    ends = [month_end(session.year, month) for month in range(today.month, 13)]
    offers = [(day.isoformat(), words.week_day(day)) for day in ends if day >= today]
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def months(context: typer.Context, incomplete: str) -> Offers:
    """The year's months that are over, the last one first."""
    from jiangan_targets.domain.report_period import last_complete_month

    session = _session(context)
    last = 0 if session is None else last_complete_month(clock.today(), session.year).number
    offers = [(f"{session.year}-{month:02}", words.month(month)) for month in range(last, 0, -1)] if session else []
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def weeks(context: typer.Context, incomplete: str) -> Offers:
    """The last weeks that are over, the last one first."""
    from jiangan_targets.domain.week import last_complete_week

    session = _session(context)
    if session is None:
        return []
    week, offers = last_complete_week(within_year(clock.today(), session.year)), []
    for _number in range(_WEEKS):
        offers.append((str(week), f"{words.week_day(week.monday)} - {words.week_day(week.sunday)}"))
        week = week.before
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def years(context: typer.Context, incomplete: str) -> Offers:
    """The years that have a targets file, the newest first."""
    session = _session(context)
    found = [] if session is None else sorted(session.workspace.years(), reverse=True)
    return [(str(year), "") for year in found if str(year).startswith(incomplete)]


def one_of(*codes: str) -> Callable[[str], Offers]:
    """Offers a few codes with their names; a name of either language that was begun, too."""

    def offers(incomplete: str) -> Offers:
        names = {str(code): label_of(code) for code in codes}
        begun = [
            (code, translate(name) if name != code else "")
            for code, name in names.items()
            if code.startswith(incomplete)
        ]
        return begun or [
            (own, code) for code, name in names.items() if (own := in_chinese(name)).startswith(incomplete)
        ]

    return offers


def _session(context: typer.Context) -> Session | None:
    given = context.find_root().params
    names = ("folder", "year", "ledger", "lang")
    try:
        # Typer parses a line that is still being typed by itself: `main` has not seen it.
        invocation = Invocation(GlobalOptions(**{name: given.get(name) for name in names}))
        return open_year(invocation, invocation.year())
    except (Failure, OSError):
        return None


def _entries(session: Session) -> list[Entry]:
    try:
        return session.entries()
    except Failure:
        return []


def _records(session: Session) -> Iterator[tuple[str, str]]:
    entries = _entries(session)
    taken_back = withdrawals(entries)
    for entry in reversed(entries):
        if not isinstance(entry, Withdrawal) and entry.id not in taken_back:
            said = words.plain(entry.value) if isinstance(entry, Record) else safe_for_shell(entry.reason)
            yield entry.id, f"{entry.subject} {said} {entry.as_of}"
