"""Which folder the targets and records are in, which year is meant, and why."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.errors import Failure
from jiangan_targets.storage import files

DIR_VARIABLE = "JIANGAN_TARGETS_DIR"
YEAR_VARIABLE = "JIANGAN_TARGETS_YEAR"

_YEAR_FILE = re.compile(r"([0-9]{4})\.toml")
_LANGUAGE_LINE = re.compile(r'^language\s*=\s*"(zh|en)"', re.MULTILINE)
_HEAD_BYTES = 4096
_PACKAGE = Path(__file__).resolve().parent.parent


class Reason(StrEnum):
    """Why a workspace was chosen."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    PARENT = "parent"
    USER_DATA = "user_data"


class Workspace(NamedTuple):
    """A folder with `records/`, and the folder its targets are read from."""

    root: Path
    targets: Path
    reason: Reason

    @property
    def bundled(self) -> bool:
        """Whether the targets shipped with the program serve until someone adds their own."""
        return self.targets != self.root / "targets"

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


def find(option: str | None, environ: Mapping[str, str], here: Path) -> Workspace:
    """The workspace.

    `--dir`, else JIANGAN_TARGETS_DIR, else the nearest parent that has `targets/*.toml`, else the
    user data folder (XDG).

    Raises:
        Failure: a folder that was named does not exist.
    """
    for named, reason in ((option, Reason.OPTION), (environ.get(DIR_VARIABLE), Reason.ENVIRONMENT)):
        if named:
            root = Path(named).expanduser().absolute()
            if not root.is_dir():
                raise Failure("There is no folder {path}; create it, or name another with --dir.", path=root)
            return _workspace(root, reason)
    for parent in (here, *here.parents):
        with suppress(Failure):  # A parent that may not be read is not meant.
            if _years(parent / "targets"):
                return Workspace(parent, parent / "targets", Reason.PARENT)
    return _workspace(_user_data(environ), Reason.USER_DATA)


def choose_year(
    workspace: Workspace, option: str | None, environ: Mapping[str, str], preferred: int | None = None
) -> int:
    """The year: `--year`, else JIANGAN_TARGETS_YEAR, else `preferred` if it has targets, else the newest that has.

    Raises:
        Failure: not a year, or no targets file for it.
    """
    years = workspace.years()
    wanted = option or environ.get(YEAR_VARIABLE)
    if wanted is None:
        if not years:
            raise Failure("There is no targets file in {path}; add one like 2024.toml.", path=workspace.targets)
        return preferred if preferred in years else years[-1]
    if not re.fullmatch(r"[0-9]{4}", wanted, re.ASCII) or wanted == "0000":
        raise Failure("“{text}” is not a year; write it like 2024.", text=wanted)
    if int(wanted) not in years:
        raise Failure(
            "There are no targets for {year} in {path}; there are: {years}.",
            year=wanted,
            path=workspace.targets,
            years=", ".join(map(str, years)) or "-",
        )
    return int(wanted)


def peek_language(targets_file: Path) -> str | None:
    """The `language` a targets file asks for, without reading the rest; None when it says nothing.

    Only for choosing the language before anything else is loaded; the loader validates the file.
    """
    head = files.read_head(targets_file, _HEAD_BYTES).decode("utf-8", errors="replace")
    found = _LANGUAGE_LINE.search(head)
    return found[1] if found else None


def _workspace(root: Path, reason: Reason) -> Workspace:
    own = root / "targets"
    return Workspace(root, own if _years(own) else _bundled_targets(), reason)


def _bundled_targets() -> Path:
    # A wheel carries the targets inside the package; an editable install reads the source tree's.
    inside = _PACKAGE / "targets"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "targets"


def _user_data(environ: Mapping[str, str]) -> Path:
    base = environ.get("XDG_DATA_HOME", "")
    folder = Path(base) if os.path.isabs(base) else Path("~/.local/share").expanduser()
    return folder / "jiangan-targets"


def _years(folder: Path) -> list[int]:
    return sorted(int(found[1]) for name in files.names_in(folder) if (found := _YEAR_FILE.fullmatch(name)))
