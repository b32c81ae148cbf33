"""Signals around a commit: a Ctrl-C must not come between storing a record and saying so."""

from __future__ import annotations

import signal

_HELD_SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


def hold_signals() -> None:
    """Let signals wait."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_SIGNALS)


def release_signals() -> None:
    """Listen to signals again, and drop those that came since a commit: it is done and acknowledged."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, []).intersection(_HELD_SIGNALS)
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in held}
    signal.pthread_sigmask(signal.SIG_UNBLOCK, held)
    for number, handler in handlers.items():
        signal.signal(number, handler)
