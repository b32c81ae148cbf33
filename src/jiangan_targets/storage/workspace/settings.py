"""The workspace's config.toml: which ledger its records are in, and whose they are in a shared database."""

from __future__ import annotations

from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.text import decode

KEYS = ("ledger", "district")


def read(path: Path) -> dict[str, str]:
    """The settings in a file; none when there is no file.

    Raises:
        Failure: it cannot be read, or has a mistake; names the key.
    """
    data = read_file(path)
    if data is None:
        return {}
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- most workspaces have no settings

    settings = toml.parse(decode(data, path), path)
    for key, value in settings.items():
        if key not in KEYS or not isinstance(value, str) or not value:
            raise Failure("{path}: “{key}” must be ledger or district, with a text in quotes.", path=path, key=key)
    return settings
