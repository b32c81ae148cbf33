"""Help in the chosen language, laid out for characters that take two cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from jiangan_targets.cli.examples import EXAMPLES
from jiangan_targets.cli.output import terminal_width
from jiangan_targets.render.drawing.cells import cell_len, pad, wrap
from jiangan_targets.render.language import N_, chinese
from jiangan_targets.render.language import translate as _

_WIDEST = 100
_WIDEST_TERM = 30
_INDENT = 2
_ANYWHERE = ("--dir", "--year", "--ledger", "--lang")

# Texts that typer brings along, marked here for our catalogue.
_BROUGHT_ALONG = (N_("Show this message and exit."),)


def help_page(context: typer.Context, command: Any, commands: Sequence[tuple[str, str]] = ()) -> str:  # noqa: ANN401 -- typer's base class has no public name
    """The help of a command: usage, purpose, and its arguments, options and commands."""
    width = min(terminal_width(), _WIDEST)
    lines = ["", ""]
    for paragraph in _(command.help).split("\n"):
        lines += _indented(paragraph, width)
    parameters = [parameter for parameter in command.get_params(context) if not getattr(parameter, "hidden", False)]
    arguments = [_argument_row(item) for item in parameters if item.param_type_name == "argument"]
    options = [_option_row(item) for item in parameters if item.param_type_name == "option"]
    given = [name for name, _text in arguments] or (["COMMAND ..."] if commands else [])
    lines[0] = _("Usage: {usage}").format(usage=" ".join([context.command_path, "[OPTIONS]", *given]))
    for heading, rows in ((_("Arguments"), arguments), (_("Options"), options), (_("Commands"), list(commands))):
        if rows:
            lines += ["", _("{heading}:").format(heading=heading), *_definitions(rows, width)]
    words = context.command_path.split()
    if context.parent is not None:
        anywhere = _("These may stand here too: {options}; see `{program} --help`.")
        lines += [
            "",
            *_indented(anywhere.format(options=("、" if chinese() else ", ").join(_ANYWHERE), program=words[0]), width),
        ]
    examples = EXAMPLES.get(" ".join(words[1:]), ())
    if examples:
        lines += [
            "",
            _("{heading}:").format(heading=_("Examples")),
            *(f"{' ' * _INDENT}{words[0]} {_(example)}" for example in examples),
        ]
    return "\n".join(lines)


def _indented(text: str, width: int) -> list[str]:
    return [" " * _INDENT + line if line else "" for line in wrap(text, width - _INDENT)]


def _argument_row(parameter: Any) -> tuple[str, str]:  # noqa: ANN401 -- typer's base class has no public name
    return parameter.human_readable_name, _(parameter.help)


def _option_row(parameter: Any) -> tuple[str, str]:  # noqa: ANN401 -- typer's base class has no public name
    names = ", ".join(sorted([*parameter.opts, *parameter.secondary_opts], key=len))
    if not parameter.is_flag and not parameter.count:
        names += f" {parameter.metavar or parameter.name.upper()}"
    text = _(parameter.help)
    if parameter.envvar:
        text += _(" (or {variable})").format(variable=parameter.envvar)
    if isinstance(parameter.default, str) and parameter.default:
        text += _(" (default: {value})").format(value=parameter.default)
    return names, text


def _definitions(rows: list[tuple[str, str]], width: int) -> list[str]:
    """Terms on the left, texts on the right; a long term gets a line of its own."""
    column = min(max(cell_len(term) for term, _text in rows), _WIDEST_TERM) + 2 * _INDENT
    lines = []
    for term, text in rows:
        first, *rest = wrap(text, width - column)
        start = " " * _INDENT + term
        if cell_len(start) + _INDENT > column:
            lines += [start, " " * column + first]
        else:
            lines.append(pad(start, column) + first)
        lines += [" " * column + line for line in rest]
    return lines
