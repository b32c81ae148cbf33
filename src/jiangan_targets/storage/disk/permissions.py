"""Who may read and write what is made: a group shares a workspace, whatever each one's umask."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from jiangan_targets.storage.disk.reading import close

OWN = 0o600
"""The mode that new files are made with, before they are opened to others."""

_ACL = "system.posix_acl_access"
_ENTRY, _VERSION_BYTES = "<HHI", 4  # acl(5): what the entry is for, what it may, whose it is
_WRITE, _OWNER = 0o2, 0x01
_NO_ACL = {errno.ENODATA, errno.EOPNOTSUPP, errno.ENOSYS}


def keep_owner_and_mode(descriptor: int, target: Path) -> None:
    """Give a new file what the one it replaces had, as `cp --preserve` does; without one, what its folder suggests.

    An access control list stays too: without it the group's bits would mean something else.
    """
    try:
        status = os.stat(target)
    except FileNotFoundError:
        widen(descriptor, target)
        return
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        # Only root may give a file away, and only members may give it to a group: keep what can be kept.
        for owner in (status.st_uid, -1):
            with suppress(PermissionError):
                os.fchown(descriptor, owner, status.st_gid)
                break
    mode = stat.S_IMODE(status.st_mode)
    os.fchmod(descriptor, mode if _set_acl(descriptor, _acl(target)) else mode & ~stat.S_IRWXG)


def widen(descriptor: int, path: Path) -> None:
    """Open a new file to those its folder is open to, whatever the umask: a group shares a ledger."""
    if os.fstat(descriptor).st_uid != os.geteuid():
        return  # A server that takes root for nobody.
    folder = os.stat(path.parent)
    _share(descriptor, folder)
    os.fchmod(descriptor, OWN | (folder.st_mode & 0o064))


def open_to_writers(descriptor: int, path: Path) -> None:
    """Open a lock of ours to those who may write in its folder, and close it to all others.

    A file with a second name is not touched: it may be no lock.
    """
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid() or status.st_nlink != 1:
        return
    folder = os.stat(path.parent)
    _share(descriptor, folder)
    mode = OWN | (0o060 if folder.st_mode & stat.S_IWGRP else 0)
    acl = _acl(descriptor)
    if acl is not None and acl != _of_writers(acl):
        _set_acl(descriptor, _of_writers(acl))
    if stat.S_IMODE(status.st_mode) != mode:
        os.fchmod(descriptor, mode)


def open_folder(folder: Path) -> None:
    """Open a new folder to those the folder above is open to."""
    above = os.stat(folder.parent)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _share(descriptor, above)
        os.fchmod(descriptor, 0o700 | (above.st_mode & (stat.S_ISGID | stat.S_IRWXG | stat.S_IROTH | stat.S_IXOTH)))
    finally:
        close(descriptor)


def _share(descriptor: int, folder: os.stat_result) -> None:
    """What root makes in somebody's folder is theirs: after one `sudo` they must be able to go on."""
    if os.geteuid() == 0 and folder.st_uid != 0:
        with suppress(OSError):
            os.fchown(descriptor, folder.st_uid, folder.st_gid)


def _acl(file: Path | int) -> bytes | None:
    """The access control list; None without one, or where there are none."""
    if not hasattr(os, "getxattr"):
        return None
    try:
        return os.getxattr(file, _ACL)
    except OSError as error:
        if error.errno in _NO_ACL:
            return None
        raise


def _set_acl(descriptor: int, acl: bytes | None) -> bool:
    """Whether the new file has that list now, or none when there is none: it may have one from its folder."""
    try:
        if acl is not None:
            os.setxattr(descriptor, _ACL, acl)
        elif _acl(descriptor) is not None:
            os.removexattr(descriptor, _ACL)
    except OSError:
        return False
    return True


def _of_writers(acl: bytes) -> bytes:
    """The list without the rights of those who may only read."""
    from struct import iter_unpack, pack  # noqa: PLC0415 -- few folders have a list

    version, entries = acl[:_VERSION_BYTES], iter_unpack(_ENTRY, acl[_VERSION_BYTES:])
    kept = ((tag, may if tag == _OWNER or may & _WRITE else 0, who) for tag, may, who in entries)
    return version + b"".join(pack(_ENTRY, *entry) for entry in kept)
