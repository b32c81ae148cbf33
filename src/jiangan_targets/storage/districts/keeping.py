"""A workspace's plan put beside its records in a database. Needs psycopg."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jiangan_targets.storage.districts.plan_texts import PlanTexts, digest_of
from jiangan_targets.storage.ledger.address import Address
from jiangan_targets.storage.ledger.postgres.plans import PlanTable
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.text import decode


class Kept(NamedTuple):
    """Where a plan is kept, its digest, and whether it is new there."""

    place: str
    digest: str
    is_new: bool


def keep(address: Address, path: Path, year: int) -> Kept:
    """Keep the targets file of a year as it is written, once it was checked.

    Raises:
        Failure: it has a mistake, or the server is away or refuses; nothing was kept.
        OutcomeUnknown: it may have been kept.
    """
    data = plan_file.read(path)
    digest = PlanTexts(year).plan(address.district, data, path).digest
    table = PlanTable(address)
    return Kept(table.place, digest, table.keep(year, decode(data, path), digest))


def keeps_another(address: Address, path: Path, year: int) -> bool:
    """Whether a plan is kept, and is not the targets file of the year.

    Raises:
        Failure: there is no such file, or the server is away, refuses, or has no room for plans.
    """
    kept = PlanTable(address).digest(year)
    return kept is not None and kept != digest_of(plan_file.read(path))
