"""The current figures of many districts in a database: one question, answered district by district."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, cast

from jiangan_targets.domain.address import shown
from jiangan_targets.domain.parts import split_subject
from jiangan_targets.domain.quantity import fits
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import PART_SIGN
from jiangan_targets.errors import Message, message
from jiangan_targets.storage.ledger.address import Address
from jiangan_targets.storage.ledger.postgres import overview_queries as queries
from jiangan_targets.storage.ledger.postgres.connection import Connection
from jiangan_targets.storage.ledger.postgres.isolation import MEMBERS, hidden
from jiangan_targets.storage.ledger.postgres.owner import refuse_lending
from jiangan_targets.storage.ledger.postgres.refusals import understood
from jiangan_targets.storage.ledger.postgres.session import Server, Session
from jiangan_targets.storage.ledger.postgres.version import version_of

Result = TypeVar("Result")
_NAMED = 3  # of the rows that are left out


class Asked(NamedTuple):
    """A district, and the ids of the targets and parts whose figures are wanted."""

    district: str
    subjects: Sequence[str]


class Question(NamedTuple):
    """Whose figures of a year are wanted, as of which day."""

    year: int
    on: date
    asked: Sequence[Asked]


class Answers(NamedTuple):
    """Of each district that may be seen its current figures, read once; those that may not; and those nobody asked for.

    `others` have records of the year, and no plan.
    """

    figures: Iterator[tuple[str, dict[str, Record]]]
    hidden: set[str]
    others: list[str]


def read_figures(
    address: Address, question: Question, tell: Callable[[Message], None], fold: Callable[[Answers], Result]
) -> Result:
    """What `fold` makes of the figures; called anew when the connection broke meanwhile.

    Raises:
        Failure: the server is away or refuses.
    """
    place = shown(str(address.url))
    versions: list[int] = []

    def ask(connection: Connection) -> Result:
        left_out = _left_out(connection, question.year, place, tell)
        known = {each.district for each in question.asked}
        unseen = hidden(connection, versions[-1], sorted(known))
        seen = question._replace(asked=[each for each in question.asked if each.district not in unseen])
        rows = connection.execute(queries.DISTRICTS, {"year": question.year}).fetchall()
        others = sorted(row[0] for row in rows if row[0] not in known)
        return fold(Answers(_figures(connection, seen, left_out, place), unseen, others))

    def look(connection: Connection) -> None:
        refuse_lending(connection, place)
        versions.append(version_of(connection, place))

    return Session(Server(str(address.url), place, look, tell, address.wait)).read(ask)


def _left_out(connection: Connection, year: int, place: str, tell: Callable[[Message], None]) -> list[int]:
    rows = connection.execute(queries.LEFT_OUT, {"year": year}).fetchall()
    if rows:
        named = [f"{district}/{identifier}" for _row, district, identifier in rows[:_NAMED]]
        ids = [*named, *(["…"] if len(rows) > _NAMED else [])]
        tell(message("hint: {place}: left out, as they are no records: {ids}; see `check`.", place=place, ids=ids))
    return [row[0] for row in rows]


def _figures(
    connection: Connection, question: Question, left_out: list[int], place: str
) -> Iterator[tuple[str, dict[str, Record]]]:
    asked = question.asked
    wanted = {
        "year": question.year,
        "on": question.on,
        "known": None,
        "left_out": left_out,
        "districts": [each.district for each in asked],
        "targets": [" ".join(split_subject(subject)[0] for subject in each.subjects) for each in asked],
        "parts": [PART_SIGN.join(split_subject(subject)[1] or "" for subject in each.subjects) for each in asked],
    }
    # COPY, since its lines can be taken one by one while the server looks up the next.
    with connection.cursor() as cursor, cursor.copy(cast("Any", f"COPY ({queries.FIGURES}) TO STDOUT"), wanted) as copy:
        for line in copy:
            with understood(place):
                found = _read(asked, bytes(line).decode())
            yield found


def _read(asked: Sequence[Asked], line: str) -> tuple[str, dict[str, Record]]:
    number, _tab, text = line.rstrip("\n").partition("\t")
    district, subjects = asked[int(number) - 1]
    return district, {} if text == r"\N" else dict(_record(subjects, each) for each in text.split(";"))


def _record(subjects: Sequence[str], text: str) -> tuple[str, Record]:
    """A figure, and what it is of.

    Raises:
        ValueError, ArithmeticError, IndexError: it is none: the server's table is not ours.
    """
    place, value, as_of, identifier, moment = text.split(" ")
    subject = subjects[int(place) - 1]
    # As `canonical` has it, and a tenth of its time: the server never writes an exponent.
    figure = Decimal(value.rstrip("0").rstrip(".") if "." in value else value)
    if not fits(figure):
        raise ValueError
    target, part = split_subject(subject)
    recorded = datetime.fromtimestamp(float(moment), UTC)
    return subject, Record(identifier, target, figure, date.fromisoformat(as_of), recorded, part=part)


def unseen(address: Address) -> Message:
    """What is said of a district that this user may not see."""
    return message(
        "This user may not see it; whoever keeps {place} enters them in {members}.",
        place=shown(str(address.url)),
        members=MEMBERS,
    )
