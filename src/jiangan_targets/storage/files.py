"""The one room that touches bytes: locks, bounded reads, and replacing a file durably.

The protocol of `Edit` survived every enumerated crash, power-loss and errno state of the
project's own study: lock a separate file, read, write a random temporary file beside the target,
fsync it, look whether somebody else changed the target, replace, fsync the folder, read back.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jiangan_targets.errors import Failure, OutcomeUnknown

MAX_FILE_BYTES = 256 * 1024 * 1024
LOCK_TIMEOUT_SECONDS = 30.0

_POLL_SECONDS = 0.002
_LONGEST_POLL_SECONDS = 0.05
_OWN = 0o600
_HELD_SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


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
        raise _failure(error, path) from error
    try:
        return _read_regular(descriptor, path)
    except OSError as error:
        raise _failure(error, path) from error
    finally:
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

        From the replace on, signals are held until `release_signals`: a Ctrl-C must not come
        between storing and saying so.

        Raises:
            Failure: nothing was changed.
            OutcomeUnknown: the file was replaced and the disk would not confirm it.
        """
        temporary = self._path.with_name(f".{self._path.name}.{os.urandom(6).hex()}.tmp")
        try:
            _write_new(temporary, data, self._path)
            self._refuse_if_changed()
            _hold_signals()
            os.replace(temporary, self._path)
        except BaseException as error:
            with suppress(OSError):
                os.unlink(temporary)
            if isinstance(error, OSError):
                raise _failure(error, self._path) from error
            raise
        self._confirm(data)

    def _refuse_if_changed(self) -> None:
        """Editors know nothing of our lock."""
        if _signature(self._path) != self._seen:
            raise Failure("{path} was changed by another program just now; try again.", path=self._path)

    def _confirm(self, data: bytes) -> None:
        try:
            sync_folder(self._path.parent)
            stored = read_file(self._path)
        except (OSError, Failure) as error:
            raise _unknown(self._path, str(error)) from error
        if stored != data:
            raise _unknown(self._path, "read back other bytes")


@contextmanager
def edit(path: Path, timeout: float = LOCK_TIMEOUT_SECONDS) -> Iterator[Edit]:
    """Hold the lock of `path` (which need not exist yet) and give its content for an edit.

    A symbolic link is followed: the file it names is replaced, the link stays.

    Raises:
        Failure: the folder cannot be written, has no locks, or someone holds the lock too long.
    """
    target = Path(os.path.realpath(path))
    _make_folder(target.parent)
    with _locked(target, timeout):
        _sweep(target)
        yield Edit(target)


def write_file(path: Path, data: bytes) -> None:
    """Create or replace `path` in one step, durably, without a lock: the last writer wins.

    Raises:
        Failure: it cannot be written; what was there is still there.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        _write_new(temporary, data, target)
        os.replace(temporary, target)
        sync_folder(target.parent)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise _failure(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def release_signals() -> None:
    """Listen to signals again, and drop those that came since a commit: it is done and acknowledged."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, []).intersection(_HELD_SIGNALS)
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in held}
    signal.pthread_sigmask(signal.SIG_UNBLOCK, held)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _hold_signals() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_SIGNALS)


@contextmanager
def _locked(target: Path, timeout: float) -> Iterator[None]:
    lock = target.with_name(f".{target.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, _OWN)
    except OSError as error:
        raise _failure(error, lock) from error
    try:
        _widen(descriptor, lock)
        _wait_for_lock(descriptor, lock, timeout)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, lock: Path, timeout: float) -> None:
    try:
        import fcntl  # noqa: PLC0415 -- absent on Windows, where nothing may be written unlocked
    except ImportError as error:
        raise Failure("This system has no file locks; nothing is written without one.") from error
    deadline = time.monotonic() + timeout
    pause = _POLL_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _lock_held(descriptor, lock, timeout) from None
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_POLL_SECONDS)
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:
                raise Failure(
                    "The file system of {path} has no locks; keep the records on one that has.", path=lock.parent
                ) from error
            raise _failure(error, lock) from error
        else:
            break
    with suppress(OSError):  # The name of the holder is a courtesy, not part of the protocol.
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {_login()}\n".encode(), 0)


def _lock_held(descriptor: int, lock: Path, timeout: float) -> Failure:
    holder = ""
    with suppress(OSError):
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
    return Failure(
        "The records are locked by process {holder} for more than {seconds} s ({path}); try again later.",
        holder=holder or "?",
        seconds=f"{timeout:g}",
        path=lock,
    )


def _login() -> str:
    try:
        import pwd  # noqa: PLC0415 -- absent on Windows

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def _write_new(temporary: Path, data: bytes, target: Path) -> None:
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, _OWN)
    try:
        _keep_owner_and_mode(descriptor, target)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_owner_and_mode(descriptor: int, target: Path) -> None:
    try:
        status = os.stat(target)
    except FileNotFoundError:
        _widen(descriptor, target)
        return
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        # Only root may give a file away, and only members may give it to a group: keep what can be kept.
        for owner in (status.st_uid, -1):
            with suppress(PermissionError):
                os.fchown(descriptor, owner, status.st_gid)
                break
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def _widen(descriptor: int, path: Path) -> None:
    """Open a new file to those its folder is open to, whatever the umask: a group shares a ledger."""
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) != _OWN:
        return
    folder = stat.S_IMODE(os.stat(path.parent).st_mode)
    os.fchmod(descriptor, _OWN | (folder & 0o060) | (folder & 0o004))


def _make_folder(folder: Path) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    try:
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
            sync_folder(parent.parent)
    except OSError as error:
        raise _failure(error, folder) from error


def _sweep(target: Path) -> None:
    """Remove what killed writers left; under the lock nobody else can be writing."""
    prefix = f".{target.name}."
    with suppress(OSError), os.scandir(target.parent) as found:
        for entry in found:
            if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
                with suppress(OSError):
                    os.unlink(entry.path)


def _signature(path: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failure(error, path) from error
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _failure(error: OSError, path: Path) -> Failure:
    reasons = {
        errno.EACCES: Failure("{path}: permission denied; ask its owner for access.", path=path),
        errno.EPERM: Failure("{path}: permission denied; ask its owner for access.", path=path),
        errno.EROFS: Failure("{path}: the disk is read-only.", path=path),
        errno.ENOSPC: Failure("{path}: the disk is full; nothing was changed.", path=path),
        errno.EDQUOT: Failure("{path}: your disk quota is used up; nothing was changed.", path=path),
        errno.EISDIR: Failure("{path} is a folder; a file should be there.", path=path),
        errno.ENOTDIR: Failure("{path}: a part of this path is not a folder.", path=path),
        errno.ELOOP: Failure("{path}: too many symbolic links.", path=path),
        errno.ENXIO: Failure("{path} is not a regular file; move it away.", path=path),
    }
    number = error.errno or 0
    return reasons.get(number) or Failure(
        "{path}: the system refused ({code}); nothing was changed.", path=path, code=errno.errorcode.get(number, number)
    )


def _unknown(path: Path, reason: str) -> OutcomeUnknown:
    return OutcomeUnknown(
        "{path} was replaced, but the disk did not confirm it ({reason}); "
        "look with `jiangan-targets history` before you record again.",
        path=path,
        reason=reason,
    )
