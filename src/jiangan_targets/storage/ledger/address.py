"""Which ledger is meant: `--ledger`, else JIANGAN_TARGETS_LEDGER, else the workspace's config.toml, else its file.

Whatever is chosen is used or fails: never another one in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jiangan_targets.errors import Failure
from jiangan_targets.storage.workspace import settings
from jiangan_targets.storage.workspace.workspace import Workspace

LEDGER_VARIABLE = "JIANGAN_TARGETS_LEDGER"
DISTRICT_VARIABLE = "JIANGAN_TARGETS_DISTRICT"
DEFAULT_DISTRICT = "district"

_SCHEMES = ("postgresql://", "postgres://")


class Address(NamedTuple):
    """Which ledger is meant: an URL, or None for the workspace's file; and whose records in a shared database."""

    url: str | None
    district: str


def find_address(option: str | None, environ: Mapping[str, str], workspace: Workspace) -> Address:
    """The address that option, environment and the workspace's config.toml give.

    Raises:
        Failure: config.toml has a mistake, or the address is of no known kind.
    """
    found = settings.read(workspace.settings_file)
    url = option or environ.get(LEDGER_VARIABLE) or found.get("ledger")
    district = environ.get(DISTRICT_VARIABLE) or found.get("district") or DEFAULT_DISTRICT
    return parse_address(url or "file", district)


def parse_address(text: str, district: str) -> Address:
    """The ledger that `file` or an URL names.

    Raises:
        Failure: it is of no known kind; the text is not repeated, as it may have a password.
    """
    if text == "file":
        return Address(None, district)
    if not text.startswith(_SCHEMES):
        raise Failure("The ledger must be “file” or an address like postgresql://user@host/database.")
    return Address(text, district)


def without_password(url: str) -> str:
    """The address as it may stand in a file: libpq finds the password in its own passfile."""
    head, sign, rest = url.partition("@")
    scheme, slashes, user = head.partition("://")
    return f"{scheme}{slashes}{user.partition(':')[0]}{sign}{rest}" if sign else url
