"""Plans kept in a database beside the records: append-only too, the newest of a district's year counts."""

from __future__ import annotations

from typing import NamedTuple

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.address import Address
from jiangan_targets.storage.ledger.postgres import overview_queries as queries
from jiangan_targets.storage.ledger.postgres.connection import Connection, confirm
from jiangan_targets.storage.ledger.postgres.isolation import MEMBERS, is_partial, refuse_hidden
from jiangan_targets.storage.ledger.postgres.owner import refuse_lending
from jiangan_targets.storage.ledger.postgres.session import Server, Session
from jiangan_targets.storage.ledger.postgres.version import version_of

SINCE = 7
"""The version of the schema that has plans."""


class KeptPlan(NamedTuple):
    """Which plan is kept of a district."""

    district: str
    digest: str


class KeptPlans(NamedTuple):
    """The newest plan of each district that may be seen, the texts by digest; `partial` if there may be others."""

    plans: list[KeptPlan]
    texts: dict[str, str]
    partial: bool


class PlanTable:
    """The plans in a database."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._version = 0
        self.place = shown(str(address.url))
        self._session = Session(Server(str(address.url), self.place, self._look, None, address.wait))

    def years(self) -> list[int]:
        """The years that a plan is kept of, oldest first.

        Raises:
            Failure: the server is away or refuses, or its schema has no room for plans.
        """

        def ask(connection: Connection) -> list[int]:
            found = [row[0] for row in connection.execute(queries.KEPT_YEARS).fetchall()]
            if not found and is_partial(connection, self._version):
                raise Failure(
                    "{place} has no plan of a district that this user may see; whoever keeps the database enters them "
                    "in {members}, or name a folder of plans with --plans.",
                    place=self.place,
                    members=MEMBERS,
                )
            return found

        return self._session.read(ask)

    def plans(self, year: int) -> KeptPlans:
        """The plans of a year; a text that many districts have is read once.

        Raises:
            Failure: the server is away or refuses, or its schema has no room for plans.
        """

        def ask(connection: Connection) -> KeptPlans:
            found = connection.execute(queries.KEPT, {"year": year}).fetchall()
            rows = {digest: row for _district, row, digest in found}
            texts = connection.execute(queries.TEXTS, {"year": year, "rows": [*rows.values()]}).fetchall()
            plans = [KeptPlan(district, digest) for district, _row, digest in found]
            if rows.keys() != dict(texts).keys():
                raise ValueError
            return KeptPlans(plans, dict(texts), is_partial(connection, self._version))

        return self._session.read(ask)

    def digest(self, year: int) -> str | None:
        """The digest of the district's own plan; None while none is kept.

        Raises:
            Failure: the server is away or refuses, or its schema has no room for plans.
        """
        whose = {"district": self._address.district, "year": year}

        def ask(connection: Connection) -> str | None:
            row = connection.execute(queries.NEWEST, whose).fetchone()
            return None if row is None else str(row[0])

        return self._session.read(ask)

    def keep(self, year: int, text: str, digest: str) -> bool:
        """Keep a plan that was checked, unless the newest is the same; whether it is new.

        Raises:
            Failure: the server is away or refuses, or its schema has no room for plans; nothing was kept.
            OutcomeUnknown: it may have been kept.
        """
        whose = {"district": self._address.district, "year": year}
        tried = False

        def work(connection: Connection) -> tuple[bool, bool]:
            nonlocal tried
            refuse_hidden(connection, self._version, self._address.district, self.place)
            newest = connection.execute(queries.NEWEST, whose).fetchone()
            if newest is not None and newest[0] == digest:
                if tried:  # By a commit whose end nobody saw.
                    confirm(connection)
                return tried, tried
            self._session.missed()
            wanted = {**whose, "digest": digest, "text": text}
            if connection.execute(queries.KEEP, wanted).fetchone() != tuple(wanted.values()):
                raise Failure(
                    "{place}: the database would store something else than the plan; nothing was kept. Its owner "
                    "should look for triggers and changed columns there.",
                    place=self.place,
                )
            tried = True
            return True, True

        return self._session.write(work)

    def _look(self, connection: Connection) -> None:
        refuse_lending(connection, self.place)
        self._version = version_of(connection, self.place)
        if self._version < SINCE:
            raise Failure(
                "{place}: the ledger is of an older version, without room for plans; `jiangan-targets ledger init` "
                "brings it up to date.",
                place=self.place,
            )
