"""How often an office wants figures, and by when: the `[reporting]` of a plan."""

from enum import StrEnum
from typing import NamedTuple

CHINA = 8 * 60
"""Minutes that China's clocks are ahead of UTC, all year and everywhere."""


class Every(StrEnum):
    """How long a reporting period is."""

    MONTH = "month"
    WEEK = "week"
    QUARTER = "quarter"


class DueRule(StrEnum):
    """What the day is counted by, from the end of the period on."""

    WORKDAY = "workday"
    WEEKDAY = "weekday"
    DAY = "day"


class Due(NamedTuple):
    """When a period's figures are due.

    `number` is the how-manieth working day after the period; the day of the week, 0 for Monday; or the day of the
    month, or of the week, that follows. Without a time it is the end of that day.
    """

    rule: DueRule
    number: int
    hour: int | None = None
    minute: int = 0


class Contact(NamedTuple):
    """Where the mail of a department goes."""

    owner: str
    address: str


class Reporting(NamedTuple):
    """`[reporting]`: `holidays` are names of files beside the targets file, `offset` the office's clock in minutes."""

    every: Every
    due: Due
    holidays: tuple[str, ...] = ()
    offset: int = CHINA
    contacts: tuple[Contact, ...] = ()
