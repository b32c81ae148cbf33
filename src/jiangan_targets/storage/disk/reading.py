"""Bounded reads of files that may be anything: never waiting for ever, never without a limit."""

import os
import stat
from binascii import crc32
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.system_errors import refused

MAX_FILE_BYTES = 256 * 1024 * 1024
_STEP = 1 << 18
"""Small enough to stay in a processor's cache."""


def read_file(path: Path, most: int | None = None) -> bytes | None:
    """The whole of a regular file, or its first `most` bytes; None when there is none.

    Raises:
        Failure: it cannot be read, is no regular file, or is larger than `MAX_FILE_BYTES` and wanted whole.
    """
    try:
        # Without O_NONBLOCK, opening a FIFO that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(error, path) from error
    try:
        return _read_regular(descriptor, path, most)
    except OSError as error:
        raise refused(error, path) from error
    finally:
        close(descriptor)


class Beginning(NamedTuple):
    """The CRC-32 over the first bytes of a file, and all that is behind them."""

    check: int
    rest: bytes


def read_behind(path: Path, size: int) -> Beginning | None:
    """Read a regular file of at least `size` bytes without holding those in memory; None when it is no such file.

    Raises:
        Failure: it is larger than `MAX_FILE_BYTES`, or cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        check, left = 0, size
        while left > 0 and (chunk := os.read(descriptor, min(left, _STEP))):
            check, left = crc32(chunk, check), left - len(chunk)
        return None if left > 0 else Beginning(check, _read_regular(descriptor, path, None))
    except OSError as error:
        raise refused(error, path) from error
    finally:
        close(descriptor)


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
        close(descriptor)


def close(descriptor: int) -> None:
    """What matters was synced before: an error here says nothing about it."""
    with suppress(OSError):
        os.close(descriptor)


def _read_regular(descriptor: int, path: Path, most: int | None) -> bytes:
    """Bounded by what is read, too: files of the system state a size of 0 and never end."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Failure("{path} is not a regular file; move it away.", path=path)
    if most is None and status.st_size > MAX_FILE_BYTES:
        raise _too_large(path)
    left = MAX_FILE_BYTES + 1 if most is None else most
    size = min(max(status.st_size + 1, 65536), left)
    chunks = []
    while left > 0 and (chunk := os.read(descriptor, size)):
        chunks.append(chunk)
        left -= len(chunk)
    if most is None and left <= 0:
        raise _too_large(path)
    return b"".join(chunks)[:most]


def _too_large(path: Path) -> Failure:
    limit = MAX_FILE_BYTES >> 20
    return Failure("{path} is larger than {limit} MB and cannot be one of ours; move it away.", path=path, limit=limit)
