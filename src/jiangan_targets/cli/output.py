"""The two streams: data to stdout, messages to stderr, in an encoding that their reader can read.

Text for people is in the locale's encoding, piped or not: `| less` ends at the same terminal. Data in a
form says or implies that it is UTF-8, and is, unless a terminal is to show it.
"""

from __future__ import annotations

import codecs
import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from jiangan_targets.errors import Message, message
from jiangan_targets.render.language import N_, translate
from jiangan_targets.storage.disk import signals

if TYPE_CHECKING:
    from jiangan_targets.render.drawing.style import Style
    from jiangan_targets.render.form import Form

PIPED_WIDTH = 160
_LEAST_WIDTH = 40
_STAND_IN = "jiangan-targets-stand-in"

_FAILURE = N_("Error: {problem}")
UNANSWERED = N_("It is recorded, but the answer could not be printed: {reason}.")


def prepare() -> None:
    """Make the streams write whatever they are given: a terminal without a sign gets what stands for it."""
    _open_closed_streams()
    codecs.register_error(_STAND_IN, _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_STAND_IN)


def _open_closed_streams() -> None:
    """Put a stream that cannot be written in the place of one that the caller closed (`>&-`, `2>&-`).

    Otherwise the next file that is opened, a ledger even, gets its number, and what is printed goes into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # gets the lowest free number, which is this one
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def write_form(text: str, form: Form) -> None:
    """Put a result on stdout as its form wants it.

    Raises:
        OSError: as `write`.
    """
    (write if form.for_people else write_data)(text)


def write_data(text: str) -> None:
    """Put data in a form on stdout: JSON, CSV, Markdown, a page, a picture, a mail. UTF-8, but on a terminal its own.

    Raises:
        OSError: as `write`.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # No sign stands for another here: a quotation mark would end a string.
        sys.stdout.reconfigure(encoding=None if _is_terminal() else "utf-8", errors="backslashreplace")
    write(text)


def write(text: str) -> None:
    """Put text for people on stdout, at once: what cannot be written must fail here, not at exit.

    What is stored must not be reported as failed because its answer cannot be printed: then that is told, no more.

    Raises:
        OSError: the disk is full, or the like; a reader that went away has seen enough.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
    except OSError as error:
        if not signals.recorded():
            raise
        silence_stdout()
        tell(message(UNANSWERED, reason=reason_of(error)))


_REASONS = {
    errno.ENOSPC: N_("No space left on device"),
    errno.EIO: N_("Input/output error"),
    errno.EBADF: N_("Bad file descriptor"),
}


def reason_of(error: Exception) -> Message | str:
    """What the system says of it, in the chosen language where it is usual, else its kind."""
    if not isinstance(error, OSError):
        return type(error).__name__
    known = _REASONS.get(error.errno or 0)
    return Message(known, {}) if known else error.strerror or type(error).__name__


def silence_stdout() -> None:
    """Keep the interpreter from complaining about a stdout that cannot be flushed at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(said: Message) -> None:
    """Put a message on stderr, best effort: it must not change how a command ends."""
    prompt(said, end="\n")


def prompt(said: Message, end: str = "") -> None:
    """Put a question on stderr, as `tell` does, and leave the line open for the answer."""
    from jiangan_targets.render import words

    _write_error(words.say(said) + end)


def tell_failure(said: Message) -> None:
    """Put on stderr why something was refused or failed, so that it is seen: the first word is red on a terminal."""
    from jiangan_targets.render import commands, words

    lead, _problem, end = translate(_FAILURE).partition("{problem}")
    if _is_coloured(sys.stderr):
        lead = f"\x1b[31m{lead}\x1b[0m"
    _write_error(f"{lead}{commands.typed(words.say(said))}{end}\n")


def _write_error(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def _is_coloured(stream: TextIO) -> bool:
    return _is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Cells of COLUMNS where it is set, else of the terminal; off one a fixed width, the same on any machine."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:4]) > 0:
        return max(int(columns[:4]), _LEAST_WIDTH)
    if not _is_terminal():
        return PIPED_WIDTH
    try:
        told = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        told = 0
    # A serial line, or a terminal nobody sized, tells 0.
    return max(told or 80, _LEAST_WIDTH)


def style(*, ascii_only: bool, ids: bool = False) -> Style:
    """How to draw for the reader: colour only on a terminal that wants it."""
    from jiangan_targets.render.drawing.style import Style

    return Style(width=terminal_width(), colour=_is_coloured(sys.stdout), ascii=needs_ascii(asked=ascii_only), ids=ids)


def needs_ascii(*, asked: bool) -> bool:
    """Whether to draw in ASCII: it was asked for, or stdout's encoding lacks a sign of bars, charts or standings."""
    from jiangan_targets.domain.progress import Standing
    from jiangan_targets.render import words
    from jiangan_targets.render.drawing import signs

    drawn = "".join([*signs.DRAWN, *map(words.sign, Standing)])
    try:
        drawn.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return True
    return asked


def stdin_is_terminal() -> bool:
    """Whether a person can be asked."""
    return _is_terminal(sys.stdin)


def stderr_is_terminal() -> bool:
    """Whether a person sees the messages as they come."""
    return _is_terminal(sys.stderr)


def _is_terminal(stream: TextIO | None = None) -> bool:
    try:
        return (stream or sys.stdout).isatty()
    except ValueError:  # closed meanwhile
        return False


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """For `codecs`: ASCII for what a stream cannot encode, a sign of ours or else an escape."""
    from jiangan_targets.domain.progress import Standing
    from jiangan_targets.render import words
    from jiangan_targets.render.drawing import signs

    if not isinstance(error, UnicodeEncodeError):
        raise error
    standings = {words.sign(standing): words.sign(standing, ascii_only=True) for standing in Standing}
    text = "".join(
        signs.stand_in(sign) or standings.get(sign) or sign.encode("ascii", "backslashreplace").decode()
        for sign in error.object[error.start : error.end]
    )
    return text, error.end
