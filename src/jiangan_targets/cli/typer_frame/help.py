"""Commands and groups whose help speaks the chosen language."""

from __future__ import annotations

from typing import Any

from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup

from jiangan_targets.render.language import translate as _


def _translated(item: CompletionItem) -> CompletionItem:
    from jiangan_targets.storage.plan.candidates import safe_for_shell

    item.help = safe_for_shell(_(item.help).split("\n")[0]) if item.help else None
    return item


class Command(TyperCommand):
    """A command whose help speaks the chosen language."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 -- typer's base class has no public name
        """The help page."""
        from jiangan_targets.cli.typer_frame.help_page import help_page

        return help_page(ctx, self)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:  # noqa: ANN401 -- see above
        """Offers with what they mean in the chosen language."""
        return [_translated(item) for item in super().shell_complete(ctx, incomplete)]


class Group(TyperGroup):
    """The program itself, with its commands in the order they are made known."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 -- typer's base class has no public name
        """The help page, with one line per command."""
        from jiangan_targets.cli.typer_frame.help_page import help_page

        return help_page(ctx, self, [(name, _(text).split("\n")[0]) for name, text in self.summaries(ctx)])

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:  # noqa: ANN401 -- see above
        """The commands that begin so, known without importing one, or the options."""
        commands = [
            CompletionItem(name, help=text) for name, text in self.summaries(ctx) if name.startswith(incomplete)
        ]
        options = super(TyperGroup, self).shell_complete(ctx, incomplete)
        return [_translated(item) for item in (*commands, *options)]

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- typer's base class has no public name
        """Name and help text of each command."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.help or "") for name, command in found if command is not None]
