"""What several districts are, wherever they are kept: a plan each, and its current figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from jiangan_targets.domain.overview import DistrictPlan, Reading, Unread

Result = TypeVar("Result")

Wanted = Mapping[str, Sequence[str]]
"""The ids of the targets and parts whose figures are wanted, by the digest of the plan."""

Fold = Callable[[Iterable[Reading | Unread]], Result]
"""Makes something of what is read, in one pass; may be called anew when reading had to begin again."""


class Plans(NamedTuple):
    """The plans of a year, by district, and the districts that have none that can be used."""

    usable: list[DistrictPlan]
    unread: list[Unread]


class Districts(Protocol):
    """Several districts; see the module."""

    def years(self) -> list[int]:
        """The years that any of them has a plan for, oldest first.

        Raises:
            Failure: none can be read; says what to do.
        """

    def plans(self, year: int) -> Plans:
        """The plan of each district for a year.

        Raises:
            Failure: none can be read; says what to do.
        """

    def read(self, plans: Plans, wanted: Wanted, year: int, on: date, fold: Fold[Result]) -> Result:
        """What `fold` makes of the current figures as of `on`; it is given the unread districts too.

        Raises:
            Failure: none can be read; says what to do.
        """
