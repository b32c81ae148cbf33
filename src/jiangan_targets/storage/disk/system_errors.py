"""What the system refuses, in words that say what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from jiangan_targets.errors import Failure, OutcomeUnknown


def refused(error: OSError, path: Path) -> Failure:
    """The failure for an error of the system about `path`, before anything was changed."""
    reasons = {
        errno.EACCES: Failure("{path}: permission denied; ask its owner for access.", path=path),
        errno.EPERM: Failure("{path}: permission denied; ask its owner for access.", path=path),
        errno.EROFS: Failure("{path}: the disk is read-only.", path=path),
        errno.ENOSPC: Failure("{path}: the disk is full; nothing was changed.", path=path),
        errno.EDQUOT: Failure("{path}: your disk quota is used up; nothing was changed.", path=path),
        errno.EISDIR: Failure("{path} is a folder; a file should be there.", path=path),
        errno.ENOTDIR: Failure("{path}: a part of this path is not a folder.", path=path),
        errno.ELOOP: Failure("{path}: too many symbolic links.", path=path),
        errno.ENOENT: Failure("{path}: its folder is not there; create it, or name another.", path=path),
        errno.ENAMETOOLONG: Failure("{path}: the name is too long; choose a shorter one.", path=path),
        errno.EIO: Failure("{path}: the disk reports an error; nothing was changed.", path=path),
        errno.ENXIO: Failure("{path} is not a regular file; move it away.", path=path),
    }
    number = error.errno or 0
    return reasons.get(number) or Failure(
        "{path}: the system refused ({code}); nothing was changed.", path=path, code=errno.errorcode.get(number, number)
    )


def unconfirmed(path: Path, reason: str) -> OutcomeUnknown:
    """The failure for a disk that does not confirm what was put in place."""
    return OutcomeUnknown(
        "{path} was replaced, but the disk did not confirm it ({reason}); "
        "look with `jiangan-targets history` before you record again.",
        path=path,
        reason=reason,
    )
