"""One run of the program: its global options and what follows from them, looked for when a command asks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from jiangan_targets.cli.global_options import GlobalOptions
from jiangan_targets.errors import Failure

if TYPE_CHECKING:
    from pathlib import Path

    import typer

    from jiangan_targets.storage.ledger.address import Address
    from jiangan_targets.storage.ledger.interface import Ledger
    from jiangan_targets.storage.workspace.workspace import Workspace


class Invocation:
    """One run of the program: its global options, and what follows from them, each found once."""

    def __init__(self, options: GlobalOptions, environ: Mapping[str, str] = os.environ) -> None:
        self.options = options
        self._environ = environ

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace that is meant; see `workspace.find`."""
        from jiangan_targets.storage.workspace import locate, workspace

        return workspace.find(self.options.folder, self._environ, locate.current_folder())

    def root_for_new(self, folder: str | None) -> Path:
        """Where a new year's targets belong; see `workspace.root_for_new`."""
        from jiangan_targets.storage.workspace import locate, workspace

        return workspace.root_for_new(folder or self.options.folder, self._environ, locate.current_folder())

    def found_without_name(self, root: Path) -> bool:
        """Whether `root` is the workspace even if nobody names it."""
        from jiangan_targets.storage.workspace import locate

        return locate.find_root(None, self._environ, locate.current_folder())[0] == str(root)

    def beside(self, root: Path) -> Invocation:
        """The same run in another workspace."""
        return Invocation(GlobalOptions(str(root), None, self.options.ledger, self.options.lang), self._environ)

    @cached_property
    def address(self) -> Address:
        """The ledger that is meant; see `find_address`."""
        from jiangan_targets.storage.ledger.address import find_address

        return find_address(self.options.ledger, self._environ, self.workspace)

    @property
    def named_year(self) -> str | None:
        """The year that somebody named."""
        from jiangan_targets.storage.workspace import locate

        return self.options.year or self._environ.get(locate.YEAR_VARIABLE)

    def year(self, preferred: int | None = None) -> int:
        """The year that is meant; one that nobody named may follow from what a command is about.

        Raises:
            Failure: there is none; the variable that named it is said with the reason.
        """
        from jiangan_targets.cli import clock
        from jiangan_targets.storage.workspace import locate, workspace

        try:
            return workspace.choose_year(self.workspace, self.named_year, clock.today().year, preferred)
        except Failure as failure:
            if self.options.year or not self.named_year:
                raise
            raise Failure("{address}: {problem}", address=locate.YEAR_VARIABLE, problem=failure.message) from failure

    def ledger(self, year: int) -> Ledger:
        """The ledger of a year; what has to be left out of its answers is told on stderr.

        Raises:
            Failure: its address is wrong, or what it needs is not installed.
        """
        from jiangan_targets.cli import output
        from jiangan_targets.storage.ledger.opening import open_ledger

        return open_ledger(self.address, self.workspace, year, output.tell)

    def language_of_targets(self) -> str | None:
        """The language that the targets file asks for.

        Raises:
            Failure: there is no such file.
        """
        from jiangan_targets.storage.workspace import workspace

        return workspace.peek_language(self.workspace.targets_file(self.year()))


def invocation_of(context: typer.Context) -> Invocation:
    """The run that a command belongs to."""
    found = context.obj
    assert isinstance(found, Invocation)  # noqa: S101 -- `main` made it
    return found
