"""Who may read and write what is made: a group shares a workspace, whatever each one's umask."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

OWN = 0o600
"""The mode that new files are made with, before they are opened to others."""


def keep_owner_and_mode(descriptor: int, target: Path) -> None:
    """Give a new file what the one it replaces had; if there is none, what its folder suggests."""
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
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def widen(descriptor: int, path: Path) -> None:
    """Open a new file to those its folder is open to, whatever the umask: a group shares a ledger."""
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) != OWN:
        return
    folder = stat.S_IMODE(os.stat(path.parent).st_mode)
    os.fchmod(descriptor, OWN | (folder & 0o060) | (folder & 0o004))


def open_folder(folder: Path) -> None:
    """Open a new folder to those the folder above is open to."""
    above = stat.S_IMODE(os.stat(folder.parent).st_mode)
    os.chmod(folder, 0o700 | (above & (stat.S_ISGID | stat.S_IRWXG | stat.S_IROTH | stat.S_IXOTH)))
