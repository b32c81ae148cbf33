"""Whether the plan that a database keeps for `overview` is the one of the targets file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiangan_targets.errors import Failure, Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiangan_targets.cli.invocation import Invocation


def kept_plan_hints(invocation: Invocation, year: int) -> Iterator[Message]:
    """That another one is kept, if one is; what keeps the database from being read, `check` has told already."""
    address = invocation.address
    if address.url is None:
        return
    from jiangan_targets.storage.districts.keeping import keeps_another

    try:
        differs = keeps_another(address, invocation.workspace.targets_file(year), year)
    except Failure:
        return
    if differs:
        yield message(
            "hint: the database keeps another plan of {district} for {year}, and `overview` judges by that; "
            "`jiangan-targets ledger keep-plan` keeps this one.",
            district=address.district,
            year=year,
        )
