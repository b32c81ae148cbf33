"""The two streams: data to stdout, messages to stderr, and what the terminal can show."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from jiangan_targets.errors import Message, message

if TYPE_CHECKING:
    from jiangan_targets.render.drawing.style import Style

PIPED_WIDTH = 140
_LEAST_WIDTH = 40


def write(text: str) -> None:
    """Put data on stdout, at once: what cannot be written must fail here, not at exit.

    Raises:
        OSError: the disk is full, or the like; a reader that went away has seen enough.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()


def acknowledge(text: str) -> None:
    """Print the answer to something that is already stored.

    What is stored must not be reported as failed because its answer could not be printed.
    """
    try:
        write(text)
    except OSError as error:
        silence_stdout()
        reason = error.strerror or type(error).__name__
        tell(message("It is recorded, but the answer could not be printed: {reason}.", reason=reason))


def silence_stdout() -> None:
    """Keep the interpreter from complaining about a stdout that cannot be flushed at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(said: Message) -> None:
    """Put a message on stderr, best effort: it must not change how a command ends."""
    from jiangan_targets.render import words

    try:
        sys.stderr.write(f"{words.say(said)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def terminal_width() -> int:
    """Cells of the terminal; off a terminal a fixed width, so that files come out the same anywhere."""
    if not _is_terminal():
        return PIPED_WIDTH
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:4]) > 0:
        return max(int(columns[:4]), _LEAST_WIDTH)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, _LEAST_WIDTH)
    except (OSError, ValueError):
        return 80


def style(*, ascii_only: bool) -> Style:
    """How to draw for the reader: colour only on a terminal that wants it."""
    from jiangan_targets.render.drawing.style import Style

    colour = _is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(width=terminal_width(), colour=colour, ascii=ascii_only)


def stderr_is_terminal() -> bool:
    """Whether a person sees the messages as they come."""
    return _is_terminal(sys.stderr)


def _is_terminal(stream: TextIO | None = None) -> bool:
    try:
        return (stream or sys.stdout).isatty()
    except (AttributeError, ValueError):  # stdout closed by the caller
        return False
