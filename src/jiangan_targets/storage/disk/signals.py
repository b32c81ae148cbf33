"""Ctrl-C and its kind: told in one line, at once; while something is being stored they wait until its outcome is known.

The handler itself ends the process. A program that survives `kill -9` at any instant has nothing to unwind, and an
exception that comes between two arbitrary instructions is swallowed by some of them, or taken by a library for its own.
"""

from __future__ import annotations

import os
import signal
from enum import Enum, auto

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import FrameType

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_STDERR = 2

GRACE_SECONDS = 1.0
"""How long storing may go on after a signal, as it mostly ends by itself, before it is cancelled."""

PATIENCE_SECONDS = 5.0
"""How long it may take from then on, before its outcome is given up as unknown."""


class Outcome(Enum):
    """What a command that a signal ended had stored."""

    NOTHING = auto()
    PARTLY = auto()
    RECORDED = auto()
    UNKNOWN = auto()


class _Phase(Enum):
    STARTING = auto()  # nothing can be said yet: signals wait
    OPEN = auto()  # a signal ends the command
    STORING = auto()  # signals wait until the outcome is known
    STORED = auto()  # they wait for the answer, the second one no longer
    ENDED = auto()  # all is said


class _State:
    phase = _Phase.STARTING
    came = 0
    recorded = False
    cancel: Callable[[], None] | None = None
    litter: tuple[Path, ...] = ()
    say: Callable[[Outcome], bytes]


def listen(earlier: Sequence[int] = ()) -> None:
    """Note every signal from here on, unless whoever started the program has them ignored, like `nohup`.

    `earlier` has those that came before, and is looked at when no more can be added to it.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _take)
    if earlier and not _State.came:
        _State.came = earlier[0]


def ready(say: Callable[[Outcome], bytes]) -> None:
    """Let a signal end the command from here on, and tell with `say` what was stored."""
    _State.say, _State.recorded = say, False
    release()


def remove_at_end(temporary: Path) -> None:
    """Remove a file, if it is still there, when a signal ends the command."""
    _State.litter += (temporary,)


def hold(cancel: Callable[[], None] | None = None) -> None:
    """Let signals wait: what follows stores something, and it must be said what came of it.

    `cancel` ends a storing that may take for ever; it is called from another thread.
    """
    _State.phase, _State.cancel = _Phase.STORING, cancel


def stored() -> None:
    """What was held for is stored, durably. Signals wait for the answer too."""
    _State.phase, _State.recorded = _Phase.STORED, True


def release() -> None:
    """Let signals end the command again: nothing was stored since `hold`, or more is to be stored."""
    _State.phase = _Phase.OPEN
    if _State.came:
        _end_interrupted()


def came() -> bool:
    """Whether a signal waits."""
    return bool(_State.came)


def recorded() -> bool:
    """Whether this command has stored something."""
    return _State.recorded


def only_the_answer_is_missing() -> bool:
    """Whether all that this command had to store is stored."""
    return _State.phase is _Phase.STORED


def finish(code: int) -> int:
    """Tell of a signal that came too late to stop the command; gives back the exit code, which stays true."""
    _State.phase = _Phase.ENDED
    if _State.came and _State.recorded and code == 0:
        _tell(Outcome.RECORDED)
    return code


def _take(number: int, _frame: FrameType | None) -> None:
    again, _State.came = _State.came, _State.came or number
    if _State.phase is _Phase.OPEN:
        _end_interrupted()
    elif _State.phase is _Phase.STORED and again:
        _end(Outcome.RECORDED, 0)
    elif _State.phase is _Phase.STORING and _State.cancel is not None and not again:
        from threading import Timer  # noqa: PLC0415 -- for this rare case only

        for seconds, act in ((GRACE_SECONDS, _cancel), (GRACE_SECONDS + PATIENCE_SECONDS, _give_up)):
            timer = Timer(seconds, act)
            timer.daemon = True
            timer.start()


def _cancel() -> None:
    if _State.phase is _Phase.STORING and _State.cancel is not None:
        _State.cancel()


def _give_up() -> None:
    from jiangan_targets.errors import OutcomeUnknown  # noqa: PLC0415 -- `listen` must not wait for it

    if _State.phase is _Phase.STORING:
        _end(Outcome.UNKNOWN, OutcomeUnknown.exit_code)


def _end_interrupted() -> None:
    _end(Outcome.PARTLY if _State.recorded else Outcome.NOTHING, 128 + _State.came)


def _end(outcome: Outcome, code: int) -> None:
    _State.phase = _Phase.ENDED
    for temporary in _State.litter:
        try:
            os.unlink(temporary)
        except OSError:
            continue  # in its place already, or on a disk that is gone
    _tell(outcome)
    os._exit(code)


def _tell(outcome: Outcome) -> None:
    try:
        os.write(_STDERR, _State.say(outcome))
    except OSError:
        return  # a terminal that was closed
