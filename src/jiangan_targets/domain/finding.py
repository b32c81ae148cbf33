"""What is wrong or worth a look, and where, in targets and records; of tables see `received.tables_read`."""

from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.errors import Message


class Severity(StrEnum):
    """An error makes figures wrong; a hint is worth a look."""

    ERROR = "error"
    HINT = "hint"


class Finding(NamedTuple):
    """One remark; `where` are the keys that lead to it, or the id of a record."""

    where: tuple[str, ...]
    problem: Message
    severity: Severity = Severity.ERROR
