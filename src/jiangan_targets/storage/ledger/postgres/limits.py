"""Time limits that hold whatever the server does: what it will not end is cancelled, and then cut off."""

from __future__ import annotations

import time
from contextlib import suppress
from socket import AF_UNIX, SHUT_RDWR, SOCK_STREAM, fromfd
from threading import Condition, Thread
from typing import Self

from jiangan_targets.storage.ledger.postgres.connection import Connection, DatabaseError, cancel

OPERATION_SECONDS = 120
"""How long all that comes before a commit may take; a server that is alive ends each statement sooner."""

COMMIT_SECONDS = 30
"""How long a commit may wait for standby servers: the server itself has no limit for that."""

CUT_SECONDS = 5
"""How long a server may take to obey after one of these limits, before it is given up."""


class Limited:
    """Around what a server may never end; one thread watches all of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changed = Condition()
        self._deadline: float | None = None

    def __enter__(self) -> Self:
        """With the limit of an operation."""
        self.limit(OPERATION_SECONDS)
        Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.limit(None)

    def limit(self, seconds: float | None) -> None:
        """Set another limit from now on, or none any more."""
        with self._changed:
            self._deadline = None if seconds is None else time.monotonic() + seconds
            self._changed.notify()

    def _watch(self) -> None:
        for act, more in ((cancel, CUT_SECONDS), (cut, 0.0)):
            if not self._is_over():
                return
            act(self._connection)
            with self._changed:
                if self._deadline is not None:
                    self._deadline += more

    def _is_over(self) -> bool:
        """Wait until the limit is reached, or there is none any more."""
        with self._changed:
            while self._deadline is not None and (left := self._deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            return self._deadline is not None


def cut(connection: Connection) -> None:
    """Break a connection whose server does not answer; whoever waits for it is told so. From any thread."""
    with suppress(OSError, DatabaseError), fromfd(connection.fileno(), AF_UNIX, SOCK_STREAM) as way:
        way.shutdown(SHUT_RDWR)
