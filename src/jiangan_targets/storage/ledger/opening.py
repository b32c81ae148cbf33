"""The ledger at an address: the only room that knows every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jiangan_targets.errors import Message
from jiangan_targets.storage.ledger.address import Address
from jiangan_targets.storage.ledger.file.ledger import FileLedger
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.workspace.workspace import Workspace

if TYPE_CHECKING:
    from jiangan_targets.storage.ledger.preparation import Isolation, Prepared
    from jiangan_targets.storage.ledger.repairing import Repairable


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


def open_for_repair(address: Address, workspace: Workspace, year: int) -> Repairable | None:
    """The year's ledger at an address, to be made readable again; None where the server keeps it whole."""
    if address.url is not None:
        return None
    from jiangan_targets.storage.ledger.file.repair import RepairableFile  # noqa: PLC0415 -- for `check --repair` only

    return RepairableFile(workspace.records_file(year))


def prepare(url: str, isolation: Isolation | None = None, *, by_year: bool = False) -> Prepared:
    """Create or update what ledgers need in the database of an address; `isolation` stays unless it is given.

    With `by_year` the table of a new ledger is divided by year.

    Raises:
        Failure: what it needs is not installed, the server is away, or this user may not do it.
    """
    from jiangan_targets.storage.ledger.postgres.setup import initialise  # noqa: PLC0415 -- an extra, and heavy

    return initialise(url, isolation, by_year=by_year)
