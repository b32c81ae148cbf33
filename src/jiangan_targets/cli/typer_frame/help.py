"""Commands and groups whose help speaks the chosen language."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from jiangan_targets.render.language import translate as _


class Command(TyperCommand):
    """A command whose help speaks the chosen language."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 -- typer's base class has no public name
        """The help page."""
        from jiangan_targets.cli.typer_frame.help_page import help_page

        return help_page(ctx, self)


class Group(TyperGroup):
    """The program itself, with its commands in the order they are made known."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 -- typer's base class has no public name
        """The help page, with one line per command."""
        from jiangan_targets.cli.typer_frame.help_page import help_page

        return help_page(ctx, self, [(name, _(text).split("\n")[0]) for name, text in self.summaries(ctx)])

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- typer's base class has no public name
        """Name and help text of each command."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.help or "") for name, command in found if command is not None]
