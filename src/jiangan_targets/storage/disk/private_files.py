"""Files that the program keeps for itself, in a folder that is this user's own and nobody else's.

Where others can write, a link may wait under the name that the program is going to use, and what is
read may be somebody else's. So a folder that is a link, another user's or open to others is not
used at all; what is done in it is done through its descriptor, since names may change meanwhile.
What is kept is sealed: half a file, or one with a bit turned over, is none.

Nothing heavy is imported: the Tab key waits for this.
"""

from __future__ import annotations

import errno
import os
import stat
from binascii import crc32
from contextlib import suppress

MOST_BYTES = 1 << 25
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
SEAL_LENGTH = 8
_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def read_kept(path: str) -> bytes | None:
    """What was kept at `path`; None when there is nothing whole, or it is not in a folder of this user's own."""
    try:
        kept = read_own(path)
    except OSError:
        return None
    data = kept[:-SEAL_LENGTH]
    return data if kept[-SEAL_LENGTH:] == seal(data) else None


def read_own(path: str) -> bytes:
    """A regular file of this user's own in a folder of this user's own, sealed or not.

    Raises:
        OSError: it is not there, is none, or cannot be read.
    """
    folder = own_folder(os.path.dirname(path))
    try:
        descriptor = os.open(os.path.basename(path), _READ | os.O_NOFOLLOW, dir_fd=folder)
    finally:
        os.close(folder)
    return _content(descriptor, owner=os.geteuid())


def size_of(path: str) -> int:
    """How many bytes are kept at `path`; none when there is nothing."""
    try:
        return os.stat(path, follow_symlinks=False).st_size
    except OSError:
        return 0


def prepare(path: str) -> None:
    """Make the folder of `path` if it is not there, and see that something can be kept in it.

    Raises:
        OSError: it is not this user's own, or cannot be made.
    """
    _make(os.path.dirname(path))
    os.close(own_folder(os.path.dirname(path)))


def keep(path: str, data: bytes) -> None:
    """Keep `data` at `path`, in place of what was there; not synced, since a torn file is told by its seal.

    Raises:
        OSError: it is not kept: too much, or the folder is not this user's own, or cannot be written.
    """
    if len(data) + SEAL_LENGTH > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    name = os.path.basename(path)
    _make(os.path.dirname(path))
    folder = own_folder(os.path.dirname(path))
    # Made anew and put in place in one step: the name may be a second one of another file, and whoever reads
    # meanwhile must not find half of it and take that for nothing.
    temporary = f"{name}.{os.getpid()}.tmp"
    try:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        _write(os.open(temporary, _CREATE, 0o600, dir_fd=folder), data + seal(data))
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
    finally:
        os.close(folder)


def _write(descriptor: int, data: bytes) -> None:
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def read_small(path: str) -> bytes:
    """A small regular file of anyone's; anything else must not keep the Tab key waiting.

    Raises:
        OSError: it is none, or cannot be read.
    """
    return _content(os.open(path, _READ))


def _content(descriptor: int, owner: int | None = None) -> bytes:
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or owner not in {None, status.st_uid}:
            raise PermissionError
        return os.read(descriptor, min(status.st_size, MOST_BYTES))
    finally:
        os.close(descriptor)


def own_folder(path: str) -> int:
    """The descriptor of a folder that is no link, belongs to this user, and is closed to all others.

    Raises:
        OSError: it is not.
    """
    folder = os.open(path, _READ | os.O_DIRECTORY | os.O_NOFOLLOW)
    status = os.fstat(folder)
    if status.st_uid != os.geteuid() or status.st_mode & _OTHERS:
        os.close(folder)
        raise PermissionError(path)
    return folder


def _make(folder: str) -> None:
    """A folder, and what is missing above it, for this user alone."""
    if not os.path.isdir(folder):
        _make(os.path.dirname(folder))
        os.mkdir(folder, stat.S_IRWXU)


def seal(data: bytes) -> bytes:
    """What stands behind data that is whole."""
    return b"%08x" % crc32(data)
