"""Plans of many districts: each text is made a plan once, however many districts have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from jiangan_targets.domain.overview import DistrictPlan, Unread
from jiangan_targets.domain.target import Plan
from jiangan_targets.domain.text import is_text
from jiangan_targets.errors import Failure, message
from jiangan_targets.storage.districts.interface import Plans
from jiangan_targets.storage.plan import file as plan_file

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def digest_of(data: bytes) -> str:
    """The SHA-256 of a plan's text, in hexadecimal digits; a byte order mark is no text."""
    return sha256(data.removeprefix(BYTE_ORDER_MARK)).hexdigest()


class PlanTexts:
    """The plans of a year by their texts."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._plans: dict[str, Plan] = {}

    def plan(self, district: str, data: bytes, path: Path) -> DistrictPlan:
        """The plan that the bytes say; `path` is for messages.

        Raises:
            Failure: they are no plan of the year; names the first mistake.
        """
        digest = digest_of(data)
        plan = self._plans.get(digest)
        if plan is None:
            plan, failures = plan_file.recalled(data, path, self._year)
            if plan is None:
                raise failures[0]
            self._plans[digest] = plan
        return DistrictPlan(district, plan, digest)


def collected(names: Iterable[str], plan_of: Callable[[str], DistrictPlan]) -> Plans:
    """The plans of districts by name; those without one that can be used are told with the reason."""
    usable, unread = [], []
    for name in names:
        if not is_text(name):
            unread.append(Unread(name, message("Its name is not text in UTF-8; rename it.")))
            continue
        try:
            usable.append(plan_of(name))
        except Failure as failure:
            unread.append(Unread(name, failure.message))
    return Plans(usable, unread)
