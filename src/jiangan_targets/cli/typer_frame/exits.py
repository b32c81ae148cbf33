"""Every way a command can end: one line on stderr, and the exit code."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from typer import Exit
from typer._click import exceptions as usage
from typer.exceptions import TyperException

from jiangan_targets.cli.global_options import NAMES as GLOBAL_OPTIONS
from jiangan_targets.cli.output import UNANSWERED, reason_of, silence_stdout, stderr_is_terminal, tell, tell_failure
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.render.language import N_, translate
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.disk.signals import Outcome

DEBUG_VARIABLE = "JIANGAN_TARGETS_DEBUG"

FAILED, MISUSED = 1, 2

_INTERRUPTIONS = {
    Outcome.NOTHING: N_("Interrupted; nothing was recorded."),
    Outcome.PARTLY: N_("Interrupted; a part was recorded, and the same command records the rest."),
    Outcome.RECORDED: N_("Interrupted; it was recorded."),
    Outcome.UNKNOWN: N_(
        "Interrupted while records were stored; look with `jiangan-targets history` before you record again."
    ),
}
_TIDY_LINE = "\r\x1b[K\x1b[?25h"  # over a progress bar, with the cursor that it had hidden


def run(command: Callable[[], object]) -> int:
    """Run a command and give its exit code; whatever goes wrong is one line, never a traceback."""
    try:
        result = command()
    except Exit as end:
        return end.exit_code
    except Failure as failure:
        return _ended(failure.message, failure.exit_code)
    except usage.UsageError as error:
        return _ended(_usage_message(error), MISUSED)
    except OSError as error:
        silence_stdout()
        return _failed(error, message("The output could not be written: {reason}.", reason=reason_of(error)))
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        internal = message(
            "Internal error ({kind}); please report it. {variable}=1 shows where.",
            kind=type(error).__name__,
            variable=DEBUG_VARIABLE,
        )
        return _failed(error, internal)
    return result if isinstance(result, int) else 0


def _ended(said: Message, code: int) -> int:
    signals.hold()  # One line says how it ended, not a second one of a signal.
    tell_failure(said) if code else tell(said)
    return code


def _failed(error: Exception, said: Message) -> int:
    """What is stored is not unsaid by a failure to say so."""
    if signals.only_the_answer_is_missing():
        return _ended(message(UNANSWERED, reason=reason_of(error)), 0)
    return _ended(said, FAILED)


def interruption(outcome: Outcome) -> bytes:
    """What to tell on stderr when a signal ended a command; it may come at any instant, so nothing is loaded for it."""
    text = f"{translate(_INTERRUPTIONS[outcome])}\n"
    if stderr_is_terminal() and os.environ.get("TERM") != "dumb":
        text = _TIDY_LINE + text
    return text.encode(sys.stderr.encoding, errors="backslashreplace")


def _usage_message(error: TyperException) -> Message:
    problem = _problem(error)
    context = getattr(error, "ctx", None)
    if context is None:
        return problem
    return message("{problem} See `{command} --help`.", problem=problem, command=context.command_path)


_TYPERS_WORDS = (
    (r"Missing command\.", N_("Which command?")),
    (
        r"No such command '(?P<text>.*)'\. Did you mean '(?P<near>[a-z', -]*)'\?",
        N_("There is no command “{text}”. Did you mean {near}?"),
    ),
    (r"No such command '(?P<text>.*?)'[.]?.*", N_("There is no command “{text}”.")),
    (r"Got unexpected extra argument\(s\) \((?P<text>.*)\)", N_("“{text}” is too much.")),
)


def _name_of(parameter: Any) -> str:  # noqa: ANN401 -- typer's base class has no public name
    """An option by its dashes, an argument by its metavar."""
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.human_readable_name)


def _problem(error: TyperException) -> Message:
    """Typer's complaint in our words."""
    if isinstance(error, usage.NoSuchOption):
        if error.option_name in GLOBAL_OPTIONS:  # Where it has a value, `main` has taken it out of the line.
            return message("Option {option} needs a value.", option=error.option_name)
        from difflib import get_close_matches

        near = get_close_matches(error.option_name, {*(error.possibilities or ()), *GLOBAL_OPTIONS})
        if near:
            return message("There is no option {option}. Did you mean {near}?", option=error.option_name, near=near)
        return message("There is no option {option}.", option=error.option_name)
    if isinstance(error, usage.BadOptionUsage):
        if "requires an argument" in error.message:
            return message("Option {option} needs a value.", option=error.option_name)
        return message("Option {option} takes no value.", option=error.option_name)
    if isinstance(error, usage.MissingParameter) and error.param is not None:
        return message("{parameter} is missing.", parameter=_name_of(error.param))
    text = error.message if isinstance(error, usage.UsageError) else str(error)
    for pattern, template in _TYPERS_WORDS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            fields = found.groupdict()
            return Message(template, {**fields, "near": fields.get("near", "").split("', '")})
    return message("{text}", text=text)
