"""A workspace that was merely found, not named, is used when it is this user's own: as git's safe.directory has it.

Whoever can lay `targets/` above the folder somebody works in would else choose their ledger, and get their password.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.text import decode
from jiangan_targets.storage.workspace import locate

_SOMEWHERE = "$XDG_CONFIG_HOME/jiangan-targets/config.toml"
"""For a user without a home, who has to set XDG_CONFIG_HOME."""

_PARTS = ("targets", "records", "imports", "config.toml")


def refuse_foreign(root: Path, environ: Mapping[str, str]) -> None:
    """Refuse a workspace that was found and is another user's, unless this user's own configuration trusts it.

    Raises:
        Failure: it is another user's; or that configuration has a mistake.
    """
    own = own_users(environ)
    foreign = _foreign(root, own)
    if foreign is None:
        return
    configuration = Path(locate.configuration_file(environ) or _SOMEWHERE)
    if os.path.realpath(root) in trusted_folders(configuration, own):
        return
    raise Failure(
        "{path} belongs to another user. If you trust this workspace, name it with --dir, "
        'or write trusted = ["{root}"] into {configuration}.',
        path=foreign,
        root=root,
        configuration=configuration,
    )


def own_users(environ: Mapping[str, str]) -> set[int]:
    """The user; for root also the one who called sudo, who has root's powers already."""
    user, caller = os.geteuid(), environ.get("SUDO_UID", "")
    return {user, int(caller)} if user == 0 and caller.isascii() and caller.isdigit() else {user}


def _foreign(root: Path, own: set[int]) -> Path | None:
    """What belongs to somebody else: the folder, or where anybody can write, what was laid into it."""
    status = os.stat(root)
    if status.st_uid not in own:
        return root
    if not status.st_mode & stat.S_IWOTH:
        return None
    laid = (root / name for name in _PARTS if os.path.lexists(root / name))
    return next((path for path in laid if os.lstat(path).st_uid not in own), None)


def trusted_folders(configuration: Path, own: set[int]) -> set[str]:
    """The folders that this user's configuration names; one that others could have written says nothing."""
    data = read_file(configuration)
    if data is None:
        return set()
    status = os.stat(configuration)
    if status.st_uid not in own or status.st_mode & stat.S_IWOTH:
        return set()
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- only in another user's workspace

    settings = toml.parse(decode(data, configuration), configuration)
    folders = settings.pop("trusted", [])
    if settings or not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        raise Failure('{path} may say only trusted = ["…"], folders in quotes.', path=configuration)
    return {os.path.realpath(os.path.expanduser(folder)) for folder in folders}
