"""What a database of ledgers can be asked for when it is made ready, and what that answers."""

from enum import StrEnum
from typing import NamedTuple


class Isolation(StrEnum):
    """What is closed to those who are no members of a district."""

    NOTHING = "nothing"
    WRITING = "writing"
    ALL = "all"


class Partition(StrEnum):
    """What the table of records can be divided by."""

    YEAR = "year"


class Names(NamedTuple):
    """What things are called in the database: the roles that may write and read, and the table of members."""

    writer: str
    reader: str
    members: str


class Prepared(NamedTuple):
    """A database that is ready: its version before and now, rows that break a rule, what is closed; is it by year."""

    before: int
    now: int
    left_out: int
    isolation: Isolation
    by_year: bool
    names: Names
