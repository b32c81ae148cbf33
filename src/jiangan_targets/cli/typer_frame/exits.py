"""Every way a command can end: one line on stderr, and the exit code."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from typer import Abort, Exit
from typer._click import exceptions as usage
from typer.exceptions import TyperException

from jiangan_targets.cli.output import silence_stdout, tell
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.render.language import N_
from jiangan_targets.storage.disk.signals import release_signals

DEBUG_VARIABLE = "JIANGAN_TARGETS_DEBUG"

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def run(command: Callable[[], object]) -> int:
    """Run a command and give its exit code; whatever goes wrong is one line, never a traceback."""
    try:
        result = command()
    except Exit as end:
        return end.exit_code
    except Failure as failure:
        tell(failure.message)
        return failure.exit_code
    except usage.UsageError as error:
        tell(_usage_message(error))
        return MISUSED
    except (KeyboardInterrupt, Abort):
        tell(message("Interrupted; nothing was recorded."))
        return INTERRUPTED
    except OSError as error:
        silence_stdout()
        tell(message("The output could not be written: {reason}.", reason=error.strerror or type(error).__name__))
        return FAILED
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        tell(
            message(
                "Internal error ({kind}); please report it. {variable}=1 shows where.",
                kind=type(error).__name__,
                variable=DEBUG_VARIABLE,
            )
        )
        return FAILED
    finally:
        release_signals()
    return result if isinstance(result, int) else 0


def _usage_message(error: TyperException) -> Message:
    problem = _problem(error)
    context = getattr(error, "ctx", None)
    if context is None:
        return problem
    return message("{problem} See `{command} --help`.", problem=problem, command=context.command_path)


_TYPERS_WORDS = (
    (r"Missing command\.", N_("Which command?")),
    (
        r"No such command '(?P<text>.*?)'\. Did you mean '(?P<near>.*)'\?",
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
        if error.possibilities:
            near = ", ".join(sorted(error.possibilities))
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
            return Message(template, found.groupdict())
    return message("{text}", text=text)
