"""A ledger of records wherever it is kept: in a file of the workspace, or in a database.

Which one is decided by `--ledger`, else JIANGAN_TARGETS_LEDGER, else `ledger` in the workspace's
config.toml, else the file. Whatever is chosen is used or fails: never another one in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.ledger.file.ledger import Decide, FileLedger
from jiangan_targets.storage.text import decode
from jiangan_targets.storage.workspace.workspace import Workspace

LEDGER_VARIABLE = "JIANGAN_TARGETS_LEDGER"
DISTRICT_VARIABLE = "JIANGAN_TARGETS_DISTRICT"
DEFAULT_DISTRICT = "district"

_SCHEMES = ("postgresql://", "postgres://")


class Ledger(Protocol):
    """A year's records: append-only, in one order that decides what is current."""

    @property
    def place(self) -> str:
        """Where it is, to show to people: never with a password."""

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order.

        Raises:
            Failure: it cannot be read; says what to do.
        """

    def latest(self, targets: Collection[str], on: date, known: datetime | None) -> list[Entry]:
        """Entries that are enough to tell the current record of `targets` as of `on`, as known at `known`."""

    def append(
        self, decide: Decide, targets: Collection[str] | None = None, *, keep_seals: bool = False
    ) -> list[Entry]:
        """Append what `decide` makes of the present entries, those of `targets` at least; all of it or nothing.

        Nobody appends in between. Gives back the entries as stored, with their check values, which are
        made anew unless they are to be kept.

        Raises:
            Failure: refused or failed; nothing was recorded.
            OutcomeUnknown: it may have been recorded.
        """


class Address(NamedTuple):
    """Which ledger is meant: an URL, or None for the workspace's file; and whose records in a shared database."""

    url: str | None
    district: str


def find_address(option: str | None, environ: Mapping[str, str], workspace: Workspace) -> Address:
    """The address that option, environment and the workspace's config.toml give.

    Raises:
        Failure: config.toml has a mistake, or the address is of no known kind.
    """
    settings = _settings(workspace.root / "config.toml")
    url = option or environ.get(LEDGER_VARIABLE) or settings.get("ledger")
    district = environ.get(DISTRICT_VARIABLE) or settings.get("district") or DEFAULT_DISTRICT
    return parse_address(url or "file", district)


def open_ledger(address: Address, workspace: Workspace, year: int) -> Ledger:
    """The year's ledger at an address; nothing is read or connected yet.

    Raises:
        Failure: what it needs is not installed.
    """
    if address.url is None:
        return FileLedger(workspace.records_file(year))
    from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger  # noqa: PLC0415 -- an extra, and heavy

    return PostgresLedger(address.url, address.district, year)


def years_of(address: Address, workspace: Workspace) -> list[int]:
    """The years that have records at an address, oldest first."""
    if address.url is not None:
        from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger  # noqa: PLC0415 -- an extra, and heavy

        return PostgresLedger(address.url, address.district, 0).years()
    return workspace.recorded_years()


def without_password(url: str) -> str:
    """The address as it may stand in a file: libpq finds the password in its own passfile."""
    head, sign, rest = url.partition("@")
    scheme, slashes, user = head.partition("://")
    return f"{scheme}{slashes}{user.partition(':')[0]}{sign}{rest}" if sign else url


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


def _settings(path: Path) -> dict[str, str]:
    data = files.read_file(path)
    if data is None:
        return {}
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- most workspaces have no settings

    settings = toml.parse(decode(data, path), path)
    for key, value in settings.items():
        if key not in {"ledger", "district"} or not isinstance(value, str) or not value:
            raise Failure("{path}: “{key}” must be ledger or district, with a text in quotes.", path=path, key=key)
    return settings
