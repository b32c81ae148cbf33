"""The workspace's config.toml: which ledger its records are in, whose they are in a shared database, and `[report]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.text import decode

KEYS = ("ledger", "district")
TABLES = ("report",)
"""Tables that the file may have beside them; each is read, and checked, by the module that needs it."""


def read(path: Path) -> dict[str, str]:
    """The settings in a file; none when there is no file.

    Raises:
        Failure: it cannot be read, or has a mistake; names the key.
    """
    settings = {key: value for key, value in _parsed(path).items() if not _is_table(key, value)}
    for key, value in settings.items():
        if key not in KEYS or not isinstance(value, str) or not value:
            raise Failure(
                "{path}: “{key}” must be ledger or district, with a text in quotes, or the table [report].",
                path=path,
                key=key,
            )
    return settings


def read_table(path: Path, name: str) -> dict[str, Any]:
    """One of the tables in a file; empty when the file or the table is not there.

    Raises:
        Failure: the file cannot be read, or is no TOML.
    """
    found = _parsed(path).get(name, {})
    return found if isinstance(found, dict) else {}


def _parsed(path: Path) -> dict[str, Any]:
    data = read_file(path)
    if data is None:
        return {}
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- most workspaces have no settings

    return toml.parse(decode(data, path), path)


def _is_table(key: str, value: object) -> bool:
    return key in TABLES and isinstance(value, dict)
