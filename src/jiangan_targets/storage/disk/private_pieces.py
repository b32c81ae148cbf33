"""A file that the program keeps for itself and only adds to, piece by piece: adding costs no more when it is long.

Each piece ends with its own seal on a line of its own, which no line of a piece may look like. So what was torn, by a
full disk or a power cut, is told from what is whole, and the pieces before and behind it stay believed. A file of one
piece is what `private_files.keep` writes.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import NamedTuple

from jiangan_targets.storage.disk.private_files import MOST_BYTES, SEAL_LENGTH, own_folder, read_own, seal

TAIL_BYTES = 1 << 12
"""What is read to find the last piece, if it is not longer."""
_OPEN = os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW
_HEX = frozenset(b"0123456789abcdef")


class Pieces(NamedTuple):
    """The pieces whose seals fit, in their order, and whether that is all there is."""

    pieces: list[bytes]
    whole: bool


def read_pieces(path: str) -> Pieces:
    """All that is whole; nothing, and that wholly, when there is no such file in a folder of this user's own."""
    try:
        data = read_own(path)
    except OSError:
        return Pieces([], whole=True)
    pieces, whole, begin, at = [], True, 0, 0
    for line in data.split(b"\n"):
        if _is_seal(line):
            fits = _is_sealed(data[begin : at + SEAL_LENGTH])
            pieces += [data[begin:at]] if fits else []
            whole = whole and fits
            begin = at + SEAL_LENGTH + 1
        at += len(line) + 1
    return Pieces(pieces, whole and begin == at)


def read_last(path: str, head: bytes) -> bytes | None:
    """The last piece of a file of this user's own that begins with `head`: nothing when there is none, None if torn."""
    try:
        descriptor = _open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        if os.pread(descriptor, len(head), 0) != head:
            return b""
        size = os.fstat(descriptor).st_size
        tail = os.pread(descriptor, TAIL_BYTES, max(0, size - TAIL_BYTES))
        begin = _behind_a_seal(tail)
        if begin < 0:  # A long one, most likely the first and only.
            tail = os.pread(descriptor, MOST_BYTES, 0)
            begin = 0 if _is_sealed(tail) else max(0, _behind_a_seal(tail))
    except OSError:
        return b""
    finally:
        os.close(descriptor)
    return tail[begin:-SEAL_LENGTH] if _is_sealed(tail[begin:]) else None


def add_piece(path: str, piece: bytes) -> None:
    """Add a piece in one step behind what is there; not synced, since a torn one is told by its seal.

    Raises:
        OSError: it is not added: too much, no such file of this user's own, or it cannot be written.
    """
    added = b"\n" + piece + seal(piece)
    descriptor = _open(path, os.O_WRONLY | os.O_APPEND)
    try:
        status = os.fstat(descriptor)
        if status.st_size + len(added) > MOST_BYTES or status.st_nlink != 1:  # The other name may be another file's.
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        if os.write(descriptor, added) != len(added):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
    finally:
        os.close(descriptor)


def _open(path: str, how: int) -> int:
    """The descriptor of a regular file of this user's own, in a folder of this user's own."""
    folder = own_folder(os.path.dirname(path))
    try:
        descriptor = os.open(os.path.basename(path), how | _OPEN, dir_fd=folder)
    finally:
        os.close(folder)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
        os.close(descriptor)
        raise PermissionError(path)
    return descriptor


def _behind_a_seal(tail: bytes) -> int:
    """Where the last piece begins: behind the last line before it that is a seal; -1 when there is none."""
    end = len(tail) - SEAL_LENGTH
    while (end := tail.rfind(b"\n", 0, end)) >= SEAL_LENGTH:
        line = tail[end - SEAL_LENGTH : end]
        if _is_seal(line) and tail[end - SEAL_LENGTH - 1 : end - SEAL_LENGTH] == b"\n":
            return end + 1
    return -1


def _is_sealed(data: bytes) -> bool:
    """Whether data ends with a seal that fits what is before it."""
    return data[-SEAL_LENGTH:] == seal(data[:-SEAL_LENGTH])


def _is_seal(line: bytes) -> bool:
    return len(line) == SEAL_LENGTH and _HEX.issuperset(line)
