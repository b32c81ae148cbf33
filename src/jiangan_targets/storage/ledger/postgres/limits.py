"""Time limits that hold whatever the server does: what it will not end is cancelled, and then cut off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import AF_UNIX, SHUT_RDWR, SOCK_STREAM, fromfd
from threading import Event, Lock, Thread

from jiangan_targets.storage.ledger.postgres.connection import Connection, DatabaseError, cancel

OPERATION_SECONDS = 120
"""How long all that comes before a commit may take; a server that is alive ends each statement sooner."""

COMMIT_SECONDS = 30
"""How long a commit may wait for standby servers: the server itself has no limit for that."""

CUT_SECONDS = 5
"""How long a server may take to obey after one of these limits, before it is given up."""

_LOOK_SECONDS = 0.5


class Limits:
    """The limits of a connection; one thread watches it until it is closed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changing = Lock()
        self._deadline: float | None = None
        self._cancelled = False
        self._ended = Event()
        Thread(target=self._watch, daemon=True).start()

    def end(self) -> None:
        """Watch it no more."""
        self._ended.set()

    @contextmanager
    def operation(self) -> Iterator[None]:
        """Around what a server may never end; with the limit of an operation at first."""
        self.limit(OPERATION_SECONDS)
        try:
            yield
        finally:
            self.limit(None)

    def limit(self, seconds: float | None) -> None:
        """Set another limit from now on, or none any more."""
        with self._changing:
            self._deadline = None if seconds is None else time.monotonic() + seconds
            self._cancelled = False

    def _watch(self) -> None:
        # It is looked at now and then, as to wake a thread for each change would cost as much as a question.
        while not self._ended.wait(_LOOK_SECONDS):
            with self._changing:
                if self._deadline is None or time.monotonic() < self._deadline:
                    continue
                act = cut if self._cancelled else cancel
                self._cancelled = True
                self._deadline = time.monotonic() + CUT_SECONDS
            act(self._connection)


def cut(connection: Connection) -> None:
    """Break a connection whose server does not answer; whoever waits for it is told so. From any thread."""
    with suppress(OSError, DatabaseError), fromfd(connection.fileno(), AF_UNIX, SOCK_STREAM) as way:
        way.shutdown(SHUT_RDWR)
