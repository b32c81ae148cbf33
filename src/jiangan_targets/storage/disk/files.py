"""The one room that touches bytes: bounded reads, and replacing a file durably under its lock.

The protocol of `Edit` survived every enumerated crash, power-loss and errno state of the
project's own study: lock a separate file, read, write a random temporary file beside the target,
fsync it, look whether somebody else changed the target, replace, fsync the folder, read back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.disk.locks import wait_for
from jiangan_targets.storage.disk.permissions import OWN, keep_owner_and_mode, open_folder, widen
from jiangan_targets.storage.disk.system_errors import refused, unconfirmed

MAX_FILE_BYTES = 256 * 1024 * 1024
LOCK_TIMEOUT_SECONDS = 30.0


def read_file(path: Path) -> bytes | None:
    """The whole of a regular file, or None when there is none.

    Raises:
        Failure: it cannot be read, is no regular file, or is larger than `MAX_FILE_BYTES`.
    """
    try:
        # Without O_NONBLOCK, opening a FIFO that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(error, path) from error
    try:
        return _read_regular(descriptor, path)
    except OSError as error:
        raise refused(error, path) from error
    finally:
        _close(descriptor)


def read_head(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file; nothing when it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return b""
    try:
        return os.read(descriptor, size)
    except OSError:
        return b""
    finally:
        _close(descriptor)


def _close(descriptor: int) -> None:
    """What matters was synced before: an error here says nothing about it."""
    with suppress(OSError):
        os.close(descriptor)


def _read_regular(descriptor: int, path: Path) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Failure("{path} is not a regular file; move it away.", path=path)
    if status.st_size > MAX_FILE_BYTES:
        raise Failure(
            "{path} is larger than {limit} MB and cannot be one of ours; move it away.",
            path=path,
            limit=MAX_FILE_BYTES // 1024 // 1024,
        )
    chunks = []
    while chunk := os.read(descriptor, max(status.st_size + 1, 65536)):
        chunks.append(chunk)
    return b"".join(chunks)


class Edit:
    """A file under its lock: what it held, and the one chance to replace it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _signature(path)
        self.original = read_file(path)

    def commit(self, data: bytes) -> None:
        """Put `data` in the file's place, durably.

        From the replace on signals wait: a Ctrl-C must not come between storing and saying so.

        Raises:
            Failure: nothing was changed.
            OutcomeUnknown: the file was replaced and the disk would not confirm it.
        """
        temporary = _temporary(self._path)
        try:
            _write_new(temporary, data, self._path)
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
        """Editors know nothing of our lock."""
        if _signature(self._path) != self._seen:
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

    A symbolic link is followed: the file it names is replaced, the link stays.

    Raises:
        Failure: the folder cannot be written, has no locks, or someone holds the lock too long.
    """
    target = Path(os.path.realpath(path))
    try:
        _make_folder(target.parent)
        with _locked(target, timeout):
            _sweep(target)
            yield Edit(target)
    except OSError as error:
        raise refused(error, target) from error


def write_file(path: Path, data: bytes) -> None:
    """Create or replace `path` in one step, durably, without a lock: the last writer wins.

    Raises:
        Failure: it cannot be written; what was there is still there.
        OutcomeUnknown: it was replaced and the disk would not confirm it.
    """
    target = Path(os.path.realpath(path))
    temporary = _temporary(target)
    try:
        _write_new(temporary, data, target)
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise refused(error, path) from error
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise OutcomeUnknown(
            "{path} was written, but the disk did not confirm it; write it again.", path=path
        ) from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        _close(descriptor)


@contextmanager
def _locked(target: Path, timeout: float) -> Iterator[None]:
    lock = target.with_name(f".{target.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, OWN)
    except OSError as error:
        raise refused(error, lock) from error
    try:
        widen(descriptor, lock)
        wait_for(descriptor, lock, timeout)
        yield
    finally:
        _close(descriptor)


def _temporary(target: Path) -> Path:
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    signals.remove_at_end(temporary)
    return temporary


def _write_new(temporary: Path, data: bytes, target: Path) -> None:
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, OWN)
    try:
        keep_owner_and_mode(descriptor, target)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        _close(descriptor)


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
                os.unlink(target.with_name(name))


def _signature(path: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(error, path) from error
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
