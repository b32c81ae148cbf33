"""The districts of a database; their plans are kept there too, or are in a folder. Needs psycopg."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from jiangan_targets.domain.overview import DistrictPlan, Reading, Unread
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.districts.interface import Fold, Plans, Result, Wanted
from jiangan_targets.storage.districts.plan_texts import PlanTexts, collected
from jiangan_targets.storage.ledger.address import Address
from jiangan_targets.storage.ledger.postgres.overview import Answers, Asked, Question, read_figures, unseen
from jiangan_targets.storage.ledger.postgres.plans import PlanTable


class PlanSource(Protocol):
    """Where the plans of the districts are."""

    def years(self) -> list[int]:
        """The years that a district has a plan for, oldest first."""

    def plans(self, year: int) -> Plans:
        """The plan of each district for a year."""


class KeptPlansOf:
    """The plans that are kept in the database; see `PlanSource`. `tell` is told when there may be more of them."""

    def __init__(self, address: Address, tell: Callable[[Message], None]) -> None:
        self._table = PlanTable(address)
        self._tell = tell

    def years(self) -> list[int]:
        """The years that a plan is kept of.

        Raises:
            Failure: there is none.
        """
        found = self._table.years()
        if not found:
            raise Failure(
                "{place} has no plans; keep those of the districts there with `jiangan-targets ledger keep-plan`, or "
                "name a folder of plans with --plans.",
                place=self._table.place,
            )
        return found

    def plans(self, year: int) -> Plans:
        """The plans of a year, each text checked once as a targets file is."""
        kept, texts = self._table.plans(year), PlanTexts(year)
        digests = {plan.district: plan.digest for plan in kept.plans}
        if kept.partial:
            self._tell(
                message("hint: {place}: only the districts that this user may see are shown.", place=self._table.place)
            )

        alike: dict[str, DistrictPlan] = {}

        def plan_of(name: str) -> DistrictPlan:
            digest = digests[name]
            if digest not in alike:
                alike[digest] = texts.plan(name, kept.texts[digest].encode(), Path(f"{name}/{year}.toml"))
            return alike[digest]._replace(name=name)

        return collected(sorted(digests), plan_of)


class DatabaseDistricts:
    """The districts of a database; see `Districts`."""

    def __init__(self, address: Address, plans: PlanSource, tell: Callable[[Message], None]) -> None:
        self._address = address
        self._plans = plans
        self._tell = tell

    def years(self) -> list[int]:
        """The years of the plans."""
        return self._plans.years()

    def plans(self, year: int) -> Plans:
        """The plan of each district for a year."""
        return self._plans.plans(year)

    def read(self, plans: Plans, wanted: Wanted, year: int, on: date, fold: Fold[Result]) -> Result:
        """One question for the figures of all districts."""
        districts = {each.name: each for each in plans.usable}
        without_plan = {each.name for each in plans.unread}
        asked = [Asked(each.name, wanted[each.digest]) for each in plans.usable]

        def each(answers: Answers) -> Iterator[Reading | Unread]:
            yield from plans.unread
            yield from (Unread(name, unseen(self._address)) for name in sorted(answers.hidden))
            for name in answers.others:
                if name not in without_plan:
                    yield Unread(name, message("It has records of {year}, and no plan.", year=year))
            for name, figures in answers.figures:
                yield Reading(districts[name], figures)

        return read_figures(self._address, Question(year, on, asked), self._tell, lambda answers: fold(each(answers)))
