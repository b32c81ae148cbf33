"""The kernel's lock on a file beside the one that is meant: it ends with its holder, however that ends.

The lock file is empty and stays so: nothing in it can be spoilt, and git sees no change. Whoever may open
it may hold up everybody, so it is open to those who may write in its folder, and to nobody else.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.permissions import OWN, open_to_writers
from jiangan_targets.storage.disk.reading import close
from jiangan_targets.storage.disk.system_errors import refused

_POLL_SECONDS = 0.002
_LONGEST_POLL_SECONDS = 0.05
_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


@contextmanager
def locked(target: Path, timeout: float) -> Iterator[Callable[[], bool]]:
    """Hold the lock of `target`; gives a question to ask later: whether its file is still there.

    Raises:
        Failure: it cannot be opened, somebody holds it longer than `timeout` seconds, or there are no locks here.
    """
    lock = target.with_name(f".{target.name}.lock")
    deadline = time.monotonic() + timeout
    while True:
        descriptor = _open(lock)
        try:
            open_to_writers(descriptor, lock)
            _wait_for(descriptor, lock, deadline, timeout)
            is_in_place = partial(_in_place, descriptor, lock)
            # Removed while we waited, as git does with a branch: the next one in line would lock a new file.
            if is_in_place():
                yield is_in_place
                return
        finally:
            close(descriptor)


def _open(lock: Path) -> int:
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, OWN)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Failure("{path} is a symbolic link where a lock should be; remove it.", path=lock) from error
        raise refused(error, lock) from error
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    close(descriptor)
    raise Failure("{path} is not a regular file; move it away.", path=lock)


def _in_place(descriptor: int, lock: Path) -> bool:
    try:
        there = os.stat(lock, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(there, os.fstat(descriptor))


def _wait_for(descriptor: int, lock: Path, deadline: float, timeout: float) -> None:
    try:
        import fcntl  # noqa: PLC0415 -- absent on Windows, where nothing may be written unlocked
    except ImportError as error:
        raise Failure("This system has no file locks; nothing is written without one.") from error
    pause = _POLL_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _held(descriptor, lock, timeout) from None
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_POLL_SECONDS)
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:
                raise Failure(
                    "The file system of {path} has no locks; keep the records on one that has.", path=lock.parent
                ) from error
            raise refused(error, lock) from error
        else:
            return


def _held(descriptor: int, lock: Path, timeout: float) -> Failure:
    return Failure(
        "The records are locked by process {holder} for more than {seconds} s ({path}); try again later.",
        holder=_holder(os.fstat(descriptor).st_ino),
        seconds=f"{timeout:g}",
        path=lock,
    )


def _holder(inode: int) -> str:
    """The process that holds a lock and its user, from the kernel's list; a question mark where there is none."""
    with suppress(OSError, ValueError, LookupError):
        table = Path("/proc/locks").read_text(encoding="ascii").splitlines()
        # Like `1: FLOCK  ADVISORY  WRITE 4711 fd:01:131090 0 EOF`.
        fields = [line.split() for line in table if " FLOCK " in line and "->" not in line]
        process = next(parts[4] for parts in fields if parts[5].endswith(f":{inode}"))
        import pwd  # noqa: PLC0415 -- for a refusal only

        return f"{process} {pwd.getpwuid(os.stat(f'/proc/{process}').st_uid).pw_name}"
    return "?"
