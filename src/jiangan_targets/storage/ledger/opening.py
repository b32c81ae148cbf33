"""The ledger at an address: the only room that knows every kind."""

from __future__ import annotations

from collections.abc import Callable

from jiangan_targets.errors import Message
from jiangan_targets.storage.ledger.address import Address
from jiangan_targets.storage.ledger.file.ledger import FileLedger
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.workspace.workspace import Workspace


def open_ledger(
    address: Address, workspace: Workspace, year: int, tell: Callable[[Message], None] | None = None
) -> Ledger:
    """The year's ledger at an address; nothing is read or connected yet. `tell` is told of what has to be left out.

    Raises:
        Failure: what it needs is not installed.
    """
    if address.url is None:
        return FileLedger(workspace.records_file(year))
    from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger  # noqa: PLC0415 -- an extra, and heavy

    return PostgresLedger(address.url, address.district, year, tell, address.wait)


def years_of(address: Address, workspace: Workspace) -> list[int]:
    """The years that have records at an address, oldest first.

    Raises:
        Failure: what it needs is not installed, or the server is away.
    """
    if address.url is None:
        return workspace.recorded_years()
    from jiangan_targets.storage.ledger.postgres.ledger import recorded_years  # noqa: PLC0415 -- an extra, and heavy

    return recorded_years(address)
