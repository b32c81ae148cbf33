"""ISO weeks: Monday to Sunday, belonging to the year that has most of their days."""

from datetime import date, timedelta
from typing import NamedTuple

_DAYS = 7


class Week(NamedTuple):
    """A week of ISO 8601 by its own year and number, 1 to 52 or 53."""

    year: int
    number: int

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=_DAYS - 1)

    @property
    def before(self) -> "Week":
        """The week before it."""
        return week_of(self.monday - timedelta(days=1))

    def __contains__(self, day: object) -> bool:
        """Whether a date falls in this week."""
        return isinstance(day, date) and self.monday <= day <= self.sunday

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def week_of(day: date) -> Week:
    """The week that `day` falls in."""
    year, number, _weekday = day.isocalendar()
    return Week(year, number)


def last_complete_week(on: date) -> Week:
    """The last week that was over when `on` began."""
    return week_of(on).before
