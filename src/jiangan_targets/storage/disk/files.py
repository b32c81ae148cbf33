"""Replacing a file durably under its lock.

The protocol of `Edit` survived every enumerated crash, power-loss and errno state of the
project's own study: lock a separate file, read, write a random temporary file beside the target,
fsync it, look whether somebody else changed the target, replace, fsync the folder, read back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.disk.locks import locked
from jiangan_targets.storage.disk.permissions import OWN, keep_owner_and_mode, open_folder
from jiangan_targets.storage.disk.reading import MAX_FILE_BYTES, close, read_file
from jiangan_targets.storage.disk.system_errors import refused, unconfirmed

LOCK_TIMEOUT_SECONDS = 30.0


class Edit:
    """A file under its lock: what it held, and the one chance to replace it."""

    def __init__(self, path: Path, is_locked: Callable[[], bool]) -> None:
        self._path = path
        self._is_locked = is_locked
        self._seen = _signature(path)
        self.original = read_file(path)

    def commit(self, data: bytes) -> None:
        """Put `data` in the file's place, durably.

        From the replace on signals wait: a Ctrl-C must not come between storing and saying so.

        Raises:
            Failure: nothing was changed.
            OutcomeUnknown: the file was replaced and the disk would not confirm it.
        """
        if len(data) > MAX_FILE_BYTES:
            raise Failure(
                "{path} would be larger than {limit} MB, more than can be read again; nothing was changed.",
                path=self._path,
                limit=MAX_FILE_BYTES >> 20,
            )
        temporary = temporary_name(self._path)
        try:
            write_new(temporary, data, self._path)
            self._refuse_if_changed()
        except BaseException as error:
            with suppress(OSError):
                os.unlink(temporary)
            if isinstance(error, OSError):
                raise refused(error, self._path) from error
            raise
        signals.hold()
        self._replace(temporary)
        self._confirm(data)
        signals.stored()

    def _replace(self, temporary: Path) -> None:
        try:
            os.replace(temporary, self._path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)
            # A network file system may have done it and lost the answer.
            if self._still_there():
                raise refused(error, self._path) from error
            raise unconfirmed(self._path, error.strerror or str(error)) from error

    def _still_there(self) -> bool:
        try:
            return read_file(self._path) == self.original
        except Failure:
            return False

    def _refuse_if_changed(self) -> None:
        """Editors know nothing of our lock, and git may have removed it.

        Who locks a new one after this look sweeps our temporary file away, and nothing is replaced.
        """
        if _signature(self._path) != self._seen or not self._is_locked():
            raise Failure("{path} was changed by another program just now; try again.", path=self._path)

    def _confirm(self, data: bytes) -> None:
        try:
            sync_folder(self._path.parent)
            stored = read_file(self._path)
        except (OSError, Failure) as error:
            raise unconfirmed(self._path, str(error)) from error
        if stored != data:
            raise unconfirmed(self._path, "read back other bytes")


@contextmanager
def edit(path: Path, timeout: float = LOCK_TIMEOUT_SECONDS) -> Iterator[Edit]:
    """Hold the lock of `path` (which need not exist yet) and give its content for an edit.

    A symbolic link is followed: the file it names is replaced, the link stays. Not one that
    somebody else may have planted.

    Raises:
        Failure: the folder cannot be written, has no locks, or someone holds the lock too long.
    """
    _refuse_planted(path)
    target = Path(os.path.realpath(path))
    try:
        _make_folder(target.parent)
        with locked(target, timeout) as is_locked:
            _sweep(target)
            yield Edit(target, is_locked)
    except OSError as error:
        raise refused(error, target) from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        close(descriptor)


def temporary_name(target: Path) -> Path:
    """A name beside `target` that nobody else has; what is left there is swept by the next writer."""
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    signals.remove_at_end(temporary)
    return temporary


def write_new(
    path: Path,
    data: bytes,
    like: Path,
    permit: Callable[[int, Path], None] = keep_owner_and_mode,
    mode: int = OWN,
) -> None:
    """Make a file that was not there, durably, as open as `permit` makes one like `like`.

    Raises:
        FileExistsError: something has that name, a link perhaps; it is as it was.
        OSError: it is not whole.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    try:
        permit(descriptor, like)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise
    finally:
        close(descriptor)


def _refuse_planted(path: Path) -> None:
    """Where anybody can write, anybody can lay a link; the kernel follows none there, and only when it is asked."""
    if not os.path.islink(path):
        return
    folder = os.stat(path.parent)
    if folder.st_mode & stat.S_IWOTH and os.lstat(path).st_uid not in {os.geteuid(), folder.st_uid}:
        raise Failure("{path} is another user's symbolic link in a folder that is open to all; remove it.", path=path)


def _make_folder(folder: Path) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not os.path.isdir(parent)]
    for parent in reversed(missing):
        with suppress(FileExistsError):  # Somebody else makes it too; what is no folder fails below.
            os.mkdir(parent)
            open_folder(parent)
        sync_folder(parent.parent)


def _sweep(target: Path) -> None:
    """Remove what killed writers left; under the lock nobody else can be writing."""
    prefix = f".{target.name}."
    with suppress(OSError):
        for name in os.listdir(target.parent):
            if name.startswith(prefix) and name.endswith(".tmp"):
                with suppress(OSError):
                    os.unlink(target.with_name(name))


def _signature(path: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(error, path) from error
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
