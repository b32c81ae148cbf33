"""Where the files of a workspace are, found with nothing but `os`: the Tab key waits for this.

`workspace` puts it into types and words; here everything is a plain string, and nothing heavy is imported.
"""

from __future__ import annotations

import os
from binascii import crc32

# Only for readers of types: importing it costs a tenth of a Tab press.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DIR_VARIABLE = "JIANGAN_TARGETS_DIR"
YEAR_VARIABLE = "JIANGAN_TARGETS_YEAR"

OPTION, ENVIRONMENT, PARENT, USER_DATA = "option", "environment", "parent", "user_data"
"""Why a workspace was chosen."""

_ENDING = ".toml"
_YEAR_DIGITS = 4
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))


def current_folder() -> str:
    """The current folder; the root when somebody removed it meanwhile."""
    try:
        return os.getcwd()
    except OSError:
        return "/"


def find_root(option: str | None, environ: Mapping[str, str], here: str) -> tuple[str, str]:
    """The workspace's folder, and why that one.

    `--dir`, else JIANGAN_TARGETS_DIR, else the nearest parent that has `targets/*.toml`, else the
    user data folder (XDG). A folder that is named need not exist; "" when there is no home for one.
    """
    for named, reason in ((option, OPTION), (environ.get(DIR_VARIABLE), ENVIRONMENT)):
        if named:
            return os.path.abspath(os.path.expanduser(named)), reason
    folder = here
    while True:
        try:
            if years_in(os.path.join(folder, "targets")):
                return folder, PARENT
        except OSError:
            pass  # A parent that may not be read is not meant.
        above = os.path.dirname(folder)
        if above == folder:
            return _user_folder(environ, "XDG_DATA_HOME", "~/.local/share") or "", USER_DATA
        folder = above


def targets_folder(root: str) -> str:
    """The folder of targets that serves a workspace: its own, or the one shipped with the program.

    Raises:
        OSError: its own cannot be read.
    """
    own = os.path.join(root, "targets")
    return own if years_in(own) else shipped_folder()


def shipped_folder() -> str:
    """The folder of targets that came with the program."""
    # A wheel carries the targets inside the package; an editable install reads the source tree's.
    inside = os.path.join(_PACKAGE, "targets")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "targets")


def targets_file(folder: str, year: int) -> str:
    """The file of a year in a folder of targets."""
    return os.path.join(folder, f"{year}{_ENDING}")


def years_in(folder: str) -> list[int]:
    """The years that have a file like 2024.toml there, oldest first.

    Raises:
        OSError: there is such a folder, and it cannot be read.
    """
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    years = (name[: -len(_ENDING)] for name in names if name.endswith(_ENDING))
    return sorted(int(year) for year in years if len(year) == _YEAR_DIGITS and year.isascii() and year.isdigit())


def pick_year(years: Sequence[int], wanted: str | None, preferred: int | None = None) -> int | None:
    """The year that is wanted, else the preferred one, else the newest; None when there is none such."""
    if not wanted:
        return preferred if preferred in years else max(years, default=None)
    return next((year for year in years if str(year) == wanted), None)


def cache_file(targets_file: str, environ: Mapping[str, str]) -> str | None:
    """Where what was made of a targets file is kept; None without a home."""
    folder = _user_folder(environ, "XDG_CACHE_HOME", "~/.cache")
    if folder is None:
        return None
    name = os.path.basename(targets_file).removesuffix(_ENDING)
    return os.path.join(folder, f"{name}-{crc32(os.fsencode(os.path.abspath(targets_file))):08x}")


def configuration_file(environ: Mapping[str, str]) -> str | None:
    """Where a user says what holds for all workspaces; None without a home."""
    folder = _user_folder(environ, "XDG_CONFIG_HOME", "~/.config")
    return None if folder is None else os.path.join(folder, "config.toml")


def state_file(place: str, environ: Mapping[str, str]) -> str | None:
    """Where what was seen of the ledger at a place is kept; None without a home."""
    folder = _user_folder(environ, "XDG_STATE_HOME", "~/.local/state")
    return None if folder is None else os.path.join(folder, f"seen-{crc32(os.fsencode(place)):08x}")


def _user_folder(environ: Mapping[str, str], variable: str, fallback: str) -> str | None:
    """The program's folder in one of the user's own; None without a home: `~` would be made a folder's name."""
    base = environ.get(variable, "")
    folder = os.path.join(base if os.path.isabs(base) else os.path.expanduser(fallback), "jiangan-targets")
    return folder if os.path.isabs(folder) else None
