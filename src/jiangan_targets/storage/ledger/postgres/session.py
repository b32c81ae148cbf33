"""A ledger's session with its server: opened when it is needed, and tried again while the server is away.

A transaction that may or may not have been committed when the connection broke is remembered, so that whoever
wrote can look for it, and nobody is told that it failed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NamedTuple, TypeVar

from jiangan_targets.errors import Failure, Message, OutcomeUnknown
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.ledger.postgres.connection import (
    Connection,
    DatabaseError,
    cancel,
    connect,
    pipelined,
    replicated,
    transaction,
)
from jiangan_targets.storage.ledger.postgres.limits import COMMIT_SECONDS, Limits
from jiangan_targets.storage.ledger.postgres.refusals import may_pass, refused, rolled_back, understood
from jiangan_targets.storage.ledger.postgres.schema import READER, WRITER
from jiangan_targets.storage.ledger.postgres.standby import tell_age

_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.05, 1.0

Result = TypeVar("Result")


class Server(NamedTuple):
    """Which server is meant, how it is shown, what is looked at when a connection is new, and how long it is tried.

    `tell` is told when it turns out to be a standby server.
    """

    url: str
    place: str
    look: Callable[[Connection], None]
    tell: Callable[[Message], None] | None
    wait: float


class Session:
    """A session with a server; see the module."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: Connection | None = None
        self._limits: Limits | None = None
        self._looked = self._told = False
        self._for_writing = False
        self._kept = False
        self._unseen: Connection | None = None  # over which a commit was sent whose end nobody saw

    def keep(self) -> None:
        """Keep one connection for all that follows; otherwise each operation has its own."""
        self._kept = True

    def end(self) -> None:
        """Close the connection that was kept."""
        self._kept = False
        self._close()

    def read(self, ask: Callable[[Connection], Result]) -> Result:
        """What `ask` finds, in a transaction of its own.

        Raises:
            Failure: the server is away or refuses.
        """

        def attempt() -> Result:
            connection, limits = self._connect(writing=False)
            with limits.operation(), transaction(connection), understood(self._server.place):
                if not self._looked:
                    self._look(connection)
                return ask(connection)

        return self._steadily(attempt)

    def write(self, work: Callable[[Connection], tuple[Result, bool]]) -> Result:
        """What `work` answers once its transaction is stored; it tells besides whether there is something to store.

        Tried again, `work` looks first for what it stored before, and says `missed` when that is not there.

        Raises:
            Failure: refused or failed; nothing was stored.
            OutcomeUnknown: it may have been stored.
        """

        def attempt() -> Result:
            connection, limits = self._connect(writing=True)
            with (
                replicated(connection, self._server.place) as commits,
                limits.operation(),
                pipelined(connection) as pipeline,
            ):
                if not self._looked:
                    with understood(self._server.place):
                        self._look(connection)
                    pipeline.sync()  # A pooler by statement refuses here at the latest.
                result, stores = work(connection)
                limits.limit(COMMIT_SECONDS)
                commits()
                if stores:
                    signals.hold(partial(cancel, connection))
                    # Until a look-up is confirmed, it is the earlier commit whose end nobody saw.
                    self._unseen = self._unseen or connection
            self._unseen = None
            if stores:
                signals.stored()
            return result

        return self._steadily(attempt)

    def missed(self) -> None:
        """Nothing was stored by a commit whose end nobody saw."""
        if self._unseen is not None:
            self._unseen = None
            signals.release()

    def _connect(self, *, writing: bool) -> tuple[Connection, Limits]:
        if (writing and not self._for_writing) or (self._connection is not None and self._connection.closed):
            self._close()  # It may be to a server that is only read.
        if self._connection is None or self._limits is None:
            self._connection = connect(self._server.url, writing=writing)
            self._limits = Limits(self._connection)
            self._for_writing, self._looked = writing, False
        return self._connection, self._limits

    def _look(self, connection: Connection) -> None:
        self._server.look(connection)
        if self._server.tell is not None and not self._for_writing and not self._told:
            tell_age(connection, self._server.place, self._server.tell)
            self._told = True
        self._looked = True

    def _close(self) -> None:
        if self._limits is not None:
            self._limits.end()
            self._limits = None
        if self._connection is not None:
            with suppress(DatabaseError):
                self._connection.close()
            self._connection = None

    def _steadily(self, attempt: Callable[[], Result]) -> Result:
        """Run an attempt, again and again while no server is there for it, for a stated time."""
        deadline = time.monotonic() + self._server.wait
        pause = _PAUSE_SECONDS
        while True:
            try:
                return attempt()
            except DatabaseError as error:
                if self._unseen is not None and self._unseen is self._connection and rolled_back(self._unseen, error):
                    self.missed()
                self._close()
                if signals.came() or time.monotonic() > deadline or not may_pass(error):
                    raise self._given_up(error) from error
            except OutcomeUnknown:
                raise
            except Failure as failure:
                raise (failure if self._unseen is None else self._unknown()) from failure
            finally:
                if not self._kept:
                    self._close()
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def _given_up(self, error: DatabaseError) -> Failure:
        if self._unseen is not None:
            return self._unknown()
        return refused(error, self._server.url, WRITER if self._for_writing else READER)

    def _unknown(self) -> OutcomeUnknown:
        return OutcomeUnknown(
            "The connection to {place} broke while records were stored; "
            "look with `jiangan-targets history` before you record again.",
            place=self._server.place,
        )
