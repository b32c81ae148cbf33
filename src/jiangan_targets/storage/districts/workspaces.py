"""A folder of workspaces, each a district: its own targets, and its own ledger."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from jiangan_targets.domain.overview import DistrictPlan, Reading, Unread
from jiangan_targets.domain.record import current, standing_records
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.disk.system_errors import refused
from jiangan_targets.storage.districts.interface import Fold, Plans, Result, Wanted
from jiangan_targets.storage.districts.links import leads_to_folder, same_folders
from jiangan_targets.storage.districts.plan_texts import PlanTexts, collected
from jiangan_targets.storage.ledger.address import WAIT_VARIABLE, Address, find_address
from jiangan_targets.storage.ledger.opening import open_ledger
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.workspace.workspace import Reason, Workspace

_NAMED = 3


def folders_in(path: Path) -> list[str]:
    """The names of the folders in a folder, and of links that lead nowhere, in order; hidden ones are no district.

    Raises:
        Failure: it cannot be read, or is none.
    """
    try:
        with os.scandir(path) as found:
            return sorted(each.name for each in found if leads_to_folder(each) and not each.name.startswith("."))
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise Failure("There is no folder {path}; name one with a folder for each district.", path=path) from error
        raise refused(error, path) from error


class Workspaces:
    """The workspaces in a folder; see `Districts`.

    With `own_files` each has its records in its own file, whatever its config.toml says. `tell` is told of rows that a
    database has to leave out.
    """

    def __init__(
        self,
        folder: Path,
        environ: Mapping[str, str],
        tell: Callable[[Message], None],
        *,
        own_files: bool = False,
    ) -> None:
        self._folder = folder
        self._ledger = "file" if own_files else None
        # What the environment says of a ledger or a district would be said of all of them.
        self._environ = {name: environ[name] for name in (WAIT_VARIABLE,) if name in environ}
        self._tell = tell

    def years(self) -> list[int]:
        """The years of which one of them has targets."""
        found: set[int] = set()
        refusals: list[Failure] = []
        if _years(Workspace(self._folder, self._folder / "targets", Reason.OPTION), refusals):
            raise Failure(
                "{path} is the workspace of one district; name a folder that has such folders in it.", path=self._folder
            )
        for name in folders_in(self._folder):
            found.update(_years(self._workspace(name), refusals))
        if not found:
            if refusals:
                raise refusals[0]
            raise Failure("No folder in {path} has a file like targets/2024.toml in it.", path=self._folder)
        return sorted(found)

    def plans(self, year: int) -> Plans:
        """The targets files of a year."""
        texts, names = PlanTexts(year), folders_in(self._folder)
        other_names = same_folders(self._folder, names)

        def plan_of(name: str) -> DistrictPlan:
            if other := other_names.get(name):
                raise Failure("It is the same folder as {other}, which is counted once.", other=other)
            path = self._workspace(name).targets_file(year)
            return texts.plan(name, plan_file.read(path), path)

        return collected(names, plan_of)

    def read(self, plans: Plans, wanted: Wanted, year: int, on: date, fold: Fold[Result]) -> Result:
        """One ledger after the other."""
        found = {each.name: self._address(each.name) for each in plans.usable}
        shared = Counter(each for each in found.values() if isinstance(each, Address) and each.url is not None)

        def each() -> Iterator[Reading | Unread]:
            yield from plans.unread
            for district in plans.usable:
                address = found[district.name]
                if isinstance(address, Message):
                    yield Unread(district.name, address)
                elif shared[address] > 1:
                    yield Unread(district.name, _shared(address, found, district.name))
                else:
                    yield self._read(district, address, wanted[district.digest], year, on)

        return fold(each())

    def _address(self, name: str) -> Address | Message:
        try:
            return find_address(self._ledger, self._environ, self._workspace(name))
        except Failure as failure:
            return failure.message

    def _read(
        self, district: DistrictPlan, address: Address, wanted: Sequence[str], year: int, on: date
    ) -> Reading | Unread:
        try:
            ledger = open_ledger(address, self._workspace(district.name), year, self._tell)
            entries = ledger.latest(wanted, on, None)
        except Failure as failure:
            return Unread(district.name, failure.message)
        return Reading(district, current(standing_records(entries), on))

    def _workspace(self, name: str) -> Workspace:
        root = self._folder / name
        return Workspace(root, root / "targets", Reason.OPTION)


def _shared(address: Address, found: Mapping[str, Address | Message], name: str) -> Message:
    """That records would be counted for several districts: which of them they are of cannot be told."""
    others = [other for other, each in found.items() if each == address and other != name]
    return message(
        "Its config.toml names the same records as in {others}: those of “{district}” in one database. Write the "
        "right `district` there.",
        others=[*others[:_NAMED], *(["…"] if len(others) > _NAMED else [])],
        district=address.district,
    )


def _years(workspace: Workspace, refusals: list[Failure]) -> list[int]:
    try:
        return workspace.years()
    except Failure as failure:  # It is told when the plan is asked for; or at once where nothing else can be read.
        refusals.append(failure)
        return []
