"""What was found in received tables: figures to record, and everything that was not taken, with its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.explaining import ReportedReason
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.recording import ReportedFigure
from jiangan_targets.domain.signature import Signature
from jiangan_targets.errors import Message, message


class CellFinding(NamedTuple):
    """What was found at a cell, or in a part of a sheet; the list that it is in says what follows from it."""

    address: str
    message: Message


class Taken(NamedTuple):
    """A figure, where it stands, and the heading that it was taken from; `unit` is the one it was read in."""

    address: str
    heading: str
    report: ReportedFigure
    unit: str = ""


class Explained(NamedTuple):
    """Why a target lags, and where that stands."""

    address: str
    report: ReportedReason


class Stranger(NamedTuple):
    """A row that is about no target: where its name stands, and whether a similar target may be meant (not by 增速)."""

    address: str
    name: str
    similar: bool = True


class SheetRead(NamedTuple):
    """How many figures a sheet gave; without a table none could be, and it may have been left out by its name."""

    name: str
    figures: int
    has_table: bool
    skipped: bool


class TablesRead:
    """What was found, growing as tables are read.

    `problems` keep everything from being recorded. `untaken` are parts of sheets that no figure could be taken from,
    `remarks` what was left out beside what was taken, `other` the cells that say something else than a figure.
    `headings` are those of the columns that a person chose, by their letters.
    """

    @property
    def reports(self) -> list[ReportedFigure]:
        """The figures alone, in the order of the tables."""
        return [taken.report for taken in self.taken]

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.explained: list[Explained] = []
        self.problems: list[CellFinding] = []
        self.untaken: list[CellFinding] = []
        self.remarks: list[CellFinding] = []
        self.strangers: list[Stranger] = []
        self.other: dict[Role, list[str]] = {}
        self.sheets: list[SheetRead] = []
        self.headings: dict[str, str] = {}
        self.no_figure = 0
        self._sheet = ""
        self._said: dict[tuple[str, date], tuple[Decimal, str]] = {}
        self._told: set[tuple[str, str]] = set()
        self._reasons: dict[tuple[str, date | None], ReportedReason] = {}

    def begin(self, sheet: str) -> None:
        """Addresses from here on carry the sheet's name; empty where a file has only one."""
        self._sheet = f"{sheet}!" if sheet else ""

    def take(self, taken: Taken, division: str) -> None:
        """Take a figure in; a second one for the same target and day must be the same, and of the same department."""
        report = taken.report
        target, day = report.target.id, report.as_of
        known = self._said.setdefault((target, day), (report.value, division))
        if known[0] != report.value:
            twice = message("{target} of {day} stands there twice with different figures.", target=target, day=day)
            self.refuse(taken.address, twice)
        elif known[1] != division:
            parts = message(
                "{target} of {day} stands there for “{first}” and for “{second}”; a figure of the whole is needed.",
                target=target,
                day=day,
                first=known[1],
                second=division,
            )
            self.refuse(taken.address, parts)
        else:
            self.taken.append(taken._replace(address=self._sheet + taken.address))

    def explain(self, address: str, report: ReportedReason) -> None:
        """Take a reason in; a second one for the same target and day must be the same."""
        place = (report.target.id, report.as_of)
        if place not in self._reasons:
            self._reasons[place] = report
            self.explained.append(Explained(self._sheet + address, report))
        elif self._reasons[place] != report:
            told = message("{target} is explained twice in different words.", target=report.target.id)
            self.refuse(address, told)

    def sign(self, first_taken: int, first_explained: int, signature: Signature) -> None:
        """Say of the figures and reasons from these on who reports them, where their rows do not."""
        for place in range(first_taken, len(self.taken)):
            taken = self.taken[place]
            signed = taken.report._replace(signature=taken.report.signature.over(signature))
            self.taken[place] = taken._replace(report=signed)
        for place in range(first_explained, len(self.explained)):
            each = self.explained[place]
            self.explained[place] = each._replace(report=each.report._replace(by=each.report.by or signature.filled_by))

    def refuse(self, address: str, reason: Message) -> None:
        """A cell that cannot be used."""
        self.problems.append(CellFinding(self._sheet + address, reason))

    def pass_over(self, address: str, name: str, *, similar: bool = True) -> None:
        """A row about no target."""
        self.strangers.append(Stranger(self._sheet + address, name, similar))

    def once(self, found: list[CellFinding], address: str, reason: Message, key: str = "") -> None:
        """Tell a reason once for each key; that is the address where there is none."""
        told = (self._sheet + (key or address), str(reason))
        if told not in self._told:
            self._told.add(told)
            found.append(CellFinding(self._sheet + address, reason))

    def leave(self, role: Role, address: str) -> None:
        """A figure of ours that is another thing: a plan, last year's."""
        self.other.setdefault(role, []).append(self._sheet + address)
