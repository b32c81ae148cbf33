"""Which folder the targets and records are in, which year is meant, and why."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.reading import read_head
from jiangan_targets.storage.disk.system_errors import refused
from jiangan_targets.storage.workspace import locate
from jiangan_targets.storage.workspace.trust import refuse_foreign

_HEAD_BYTES = 4096


class Reason(StrEnum):
    """Why a workspace was chosen."""

    OPTION = locate.OPTION
    ENVIRONMENT = locate.ENVIRONMENT
    PARENT = locate.PARENT
    USER_DATA = locate.USER_DATA


class Workspace(NamedTuple):
    """A folder with `records/`, and the folder its targets are read from."""

    root: Path
    targets: Path
    reason: Reason

    @property
    def bundled(self) -> bool:
        """Whether the targets shipped with the program serve until someone adds their own."""
        return self.targets != self.root / "targets"

    @property
    def settings_file(self) -> Path:
        """Where people write the workspace's settings."""
        return self.root / "config.toml"

    def years(self) -> list[int]:
        """The years that have a targets file, oldest first."""
        return _years(self.targets)

    def recorded_years(self) -> list[int]:
        """The years that have a file of records, oldest first."""
        return _years(self.root / "records")

    def targets_file(self, year: int) -> Path:
        """Where the targets of `year` are written by people."""
        return self.targets / f"{year}.toml"

    def records_file(self, year: int) -> Path:
        """Where the records of `year` are written by the program."""
        return self.root / "records" / f"{year}.toml"


def find(option: str | None, environ: Mapping[str, str], here: str) -> Workspace:
    """The workspace; see `locate.find_root`.

    Raises:
        Failure: a folder that was named does not exist, one that was found is another user's, its targets cannot be
            read, or there is no home to look in.
    """
    folder, reason = locate.find_root(option, environ, here)
    if not folder:
        raise Failure("You have no home folder for the records; name the workspace with --dir.")
    root = Path(folder)
    if reason in {locate.OPTION, locate.ENVIRONMENT} and not root.is_dir():
        raise Failure("There is no folder {path}; create it, or name another with --dir.", path=root)
    if reason == locate.PARENT:
        refuse_foreign(root, environ)
    try:
        targets = Path(locate.targets_folder(folder))
    except OSError as error:
        raise refused(error, root / "targets") from error
    return Workspace(root, targets, Reason(reason))


def root_for_new(folder: str | None, environ: Mapping[str, str], here: str) -> Path:
    """The folder that a new year's targets belong into: the one that is named, else the workspace around, else `here`.

    Raises:
        Failure: the workspace around is another user's.
    """
    found, reason = locate.find_root(folder, environ, here)
    if reason == locate.USER_DATA:
        return Path(here)
    if reason == locate.PARENT:
        refuse_foreign(Path(found), environ)
    return Path(found)


def choose_year(workspace: Workspace, wanted: str | None, this_year: int, preferred: int | None = None) -> int:
    """The year: the one that is wanted, else `preferred` if it has targets, else as `locate.pick_year` has it.

    Raises:
        Failure: not a year, or no targets file for it.
    """
    years = workspace.years()
    year = locate.pick_year(years, wanted, this_year, preferred)
    if year is not None:
        return year
    if not wanted:
        raise Failure("There is no targets file in {path}; `jiangan-targets init` makes one.", path=workspace.targets)
    parse_year(wanted, max(years, default=this_year))
    raise Failure(
        "There are no targets for {year} in {path}; there are: {years}.",
        year=wanted,
        path=workspace.targets,
        years=list(years),
    )


def parse_year(text: str, like: int) -> int:
    """The year that was typed, one that may have a plan; `like` is an example of one.

    Raises:
        Failure: it is none.
    """
    if not re.fullmatch(r"[0-9]{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Failure("“{text}” is not a year; write it like {year}.", text=text, year=like)
    return int(text)


def peek_language(targets_file: Path) -> str | None:
    """The `language` a targets file asks for, without reading the rest; None when it says nothing.

    Only for choosing the language before anything else is loaded; the loader validates the file.
    """
    head = read_head(targets_file, _HEAD_BYTES).decode("utf-8", errors="replace")
    found = re.search(r'^language\s*=\s*"(zh|en)"', head, re.MULTILINE)
    return found[1] if found else None


def _years(folder: Path) -> list[int]:
    try:
        return locate.years_in(str(folder))
    except OSError as error:
        raise refused(error, folder) from error
