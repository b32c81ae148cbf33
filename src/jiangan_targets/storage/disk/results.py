"""Files that are made beside the ledger or for the user, without a lock: never through a link, never by surprise."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from contextlib import suppress
from pathlib import Path

from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.disk.permissions import widen
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.disk.system_errors import refused

_AS_UMASK_SAYS = 0o666
_ROOT = 0

_IGNORED = b"""# Of jiangan-targets: the lock, temporary files, and what `check --repair` leaves.
.*.lock
.*.tmp
*.repaired*
*.damaged-*
"""


def write_file(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Create a regular file in one step, or with `overwrite` replace it, durably, without a lock: the last writer wins.

    A link is not followed. A new file is as open as the umask says; another one's place is taken as it is.

    Raises:
        Failure: it is there, is no regular file, or cannot be written; what was there is still there.
        OutcomeUnknown: it was replaced and the disk would not confirm it.
    """
    temporary = files.temporary_name(path)
    try:
        if _is_there(path):
            if not overwrite:
                raise Failure("{path} is there already; name another file, or add --overwrite.", path=path)
            files.write_new(temporary, data, path)
        else:
            files.write_new(temporary, data, path, lambda _descriptor, _path: None, _AS_UMASK_SAYS)
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise refused(error, path) from error
    _confirm(path)


def holds(path: Path, data: bytes) -> bool:
    """Whether there is a regular file, and no link, that holds just this.

    Raises:
        Failure: it cannot be read.
    """
    try:
        status = os.stat(path, follow_symlinks=False)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and read_file(path) == data


def followed(path: Path, own: set[int]) -> Path:
    """Where a link leads that one of the users `own`, or root, has laid.

    Raises:
        Failure: somebody else did, who would choose the file that is replaced.
    """
    try:
        planted = os.stat(path, follow_symlinks=False).st_uid not in {*own, _ROOT}
    except OSError as error:
        raise refused(error, path) from error
    if planted:
        raise Failure("{path} is another user's symbolic link; name the real file.", path=path)
    return Path(os.path.realpath(path))


def append_text(path: Path, text: str) -> None:
    """Put text at the end of a file of the user's own settings, made where there is none; a link is followed.

    Raises:
        Failure: it cannot be written.
    """
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise refused(error, path) from error


def keep_copy(path: Path, data: bytes, like: Path) -> Path:
    """Put `data` beside the ledger `like`, durably, under the name `path`, or with a number when that is taken.

    Gives the name: of a new file, or of one of this user's that holds the same.

    Raises:
        Failure: it cannot be written.
        OutcomeUnknown: it was written and the disk would not confirm it.
    """
    for number in itertools.count(2):
        try:
            files.write_new(path, data, like)
        except FileExistsError:
            if _is_own(path) and read_file(path) == data:
                return path
            path = path.with_name(f"{path.name.removesuffix(f'-{number - 1}')}-{number}")
        except OSError as error:
            raise refused(error, path) from error
        else:
            _confirm(path)
            return path
    raise AssertionError  # Numbers do not end.


def tell_git(path: Path) -> None:
    """Keep out of commits what stands beside a new file; somebody's own `.gitignore` stays. Nothing depends on it."""
    ignored = path.with_name(".gitignore")
    with suppress(OSError):
        files.write_new(ignored, _IGNORED, ignored, widen)


def _confirm(path: Path) -> None:
    try:
        files.sync_folder(path.parent)
    except OSError as error:
        raise OutcomeUnknown(
            "{path} was written, but the disk did not confirm it; write it again.", path=path
        ) from error


def _is_there(path: Path) -> bool:
    try:
        mode = os.stat(path, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not stat.S_ISREG(mode):
        raise Failure("{path} is no regular file; results are written into regular files only.", path=path)
    return True


def _is_own(path: Path) -> bool:
    status = os.stat(path, follow_symlinks=False)
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
