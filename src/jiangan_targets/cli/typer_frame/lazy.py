"""Commands that are imported when they run: start-up must not pay for what is not used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from jiangan_targets.cli.typer_frame.help import Command, Group

Table = Mapping[str, tuple[str, str]]
"""By name: the place `module:attribute` in this package, of a function or a `typer.Typer`; and the help text."""


def commands_of(table: Table) -> type[Group]:
    """A group whose commands are those of `table`, in its order."""

    class Lazy(Group):
        """Knows names and help texts; the rest is imported on demand."""

        def __init__(self, **settings: Any) -> None:  # noqa: ANN401 -- typer's own
            super().__init__(**settings)
            self.commands = dict.fromkeys(table)  # type: ignore[assignment]  # typer suggests from these names

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 -- typer's base class has no public name
            """Names in the order of the help."""
            return list(table)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 -- see above
            """Import a command and make it known to typer."""
            if cmd_name not in table:
                return None
            place, help_text = table[cmd_name]
            module, _colon, attribute = place.partition(":")
            found = getattr(import_module(f"jiangan_targets.cli.commands.{module}"), attribute)
            return _made(found, cmd_name, help_text)

        def summaries(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ANN401, ARG002 -- see above
            """Name and help text of each command, without importing it."""
            return [(name, help_text) for name, (_place, help_text) in table.items()]

    return Lazy


def _made(found: Any, name: str, help_text: str) -> Any:  # noqa: ANN401 -- see above
    program = found
    if not isinstance(found, typer.Typer):
        program = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        # A negative figure is a figure: `record parking -5` must reach the rules, not the option parser.
        settings = {"ignore_unknown_options": True} if name == "record" else {}
        program.command(name, cls=Command, context_settings=settings)(found)
    command = get_command(program)
    command.name, command.help = name, help_text
    return command
