"""Which ledger is meant: `--ledger`, else JIANGAN_TARGETS_LEDGER, else the workspace's config.toml, else its file.

Whatever is chosen is used or fails: never another one in silence.
"""

from collections.abc import Mapping
from typing import NamedTuple

from jiangan_targets.domain.text import is_text
from jiangan_targets.errors import Failure
from jiangan_targets.storage.workspace import settings
from jiangan_targets.storage.workspace.workspace import Workspace

LEDGER_VARIABLE = "JIANGAN_TARGETS_LEDGER"
DISTRICT_VARIABLE = "JIANGAN_TARGETS_DISTRICT"
WAIT_VARIABLE = "JIANGAN_TARGETS_WAIT"
DEFAULT_DISTRICT = "district"
WAIT_SECONDS = 20.0
"""How long a database that is away is tried again, if nothing else is said."""

_LONGEST_WAIT = 86_400

_SCHEMES = ("postgresql://", "postgres://")


class Address(NamedTuple):
    """Which ledger is meant: an URL, or None for the workspace's file; and whose records in a shared database.

    A server that is away is tried for `wait` seconds.
    """

    url: str | None
    district: str
    wait: float = WAIT_SECONDS


def find_address(option: str | None, environ: Mapping[str, str], workspace: Workspace) -> Address:
    """The address that option, environment and the workspace's config.toml give.

    Raises:
        Failure: config.toml or the environment has a mistake, or the address is of no known kind.
    """
    found = settings.read(workspace.settings_file)
    url = option or environ.get(LEDGER_VARIABLE) or found.get("ledger")
    district = environ.get(DISTRICT_VARIABLE) or found.get("district") or DEFAULT_DISTRICT
    return parse_address(url or "file", district)._replace(wait=_wait(environ.get(WAIT_VARIABLE)))


def _wait(text: str | None) -> float:
    if not text:
        return WAIT_SECONDS
    if not (text.isascii() and text.isdigit() and int(text) <= _LONGEST_WAIT):
        raise Failure("{name} must be a whole number of seconds, like 20.", name=WAIT_VARIABLE)
    return float(text)


def parse_address(text: str, district: str) -> Address:
    """The ledger that `file` or an URL names.

    Raises:
        Failure: it is of no known kind, or no text; it is not repeated, as it may have a password.
    """
    if text == "file":
        return Address(None, district)
    if not text.startswith(_SCHEMES) or not is_text(text):
        raise Failure("The ledger must be “file” or an address like postgresql://user@host/database.")
    if not is_text(district):
        raise Failure("The district “{district}” is not text in UTF-8; correct its name.", district=district)
    return Address(text, district)


def scheduled_address(text: str) -> str:
    """The address as it may stand in a schedule: libpq finds the password in its own passfile.

    Raises:
        Failure: it is of no known kind, or it cannot be told what in it is a password.
    """
    from jiangan_targets.domain.address import without_secrets  # noqa: PLC0415 -- for `schedule` only

    address = parse_address(text, DEFAULT_DISTRICT)
    found = text if address.url is None else without_secrets(address.url)
    if found is None:
        raise Failure("The ledger's address is malformed; write it like postgresql://user@host/database.")
    return found
