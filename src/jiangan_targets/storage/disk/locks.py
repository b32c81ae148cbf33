"""The kernel's lock on a file: it ends with its holder, however that ends."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.system_errors import refused

_POLL_SECONDS = 0.002
_LONGEST_POLL_SECONDS = 0.05
_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


def wait_for(descriptor: int, lock: Path, timeout: float) -> None:
    """Lock an open file, waiting for whoever holds it for `timeout` seconds.

    Raises:
        Failure: somebody holds it longer, or the file system or the system has no locks.
    """
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
            break
    with suppress(OSError):  # The name of the holder is a courtesy, not part of the protocol.
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {os.environ.get('LOGNAME', '')}\n".encode(errors="replace"), 0)


def _held(descriptor: int, lock: Path, timeout: float) -> Failure:
    holder = ""
    with suppress(OSError):
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
    return Failure(
        "The records are locked by process {holder} for more than {seconds} s ({path}); try again later.",
        holder=holder or "?",
        seconds=f"{timeout:g}",
        path=lock,
    )
