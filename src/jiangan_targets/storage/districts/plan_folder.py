"""A folder of plans: `<district>.toml`, or `<district>/targets/<year>.toml`."""

from __future__ import annotations

import os
import re
from pathlib import Path

from jiangan_targets.domain.overview import DistrictPlan
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.reading import read_head
from jiangan_targets.storage.disk.system_errors import refused
from jiangan_targets.storage.districts.interface import Plans
from jiangan_targets.storage.districts.links import leads_to_folder
from jiangan_targets.storage.districts.plan_texts import PlanTexts, collected
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.workspace import locate

_ENDING = ".toml"
_HEADS = (4096, 1 << 20)
"""Bytes in which the year is looked for: nearly always it is the first line, and there may be many files."""

_YEAR = re.compile(rb"""^(?:\xef\xbb\xbf)?[ \t]*(["']?)year\1[ \t]*=[ \t]*([0-9]{4})\b""", re.MULTILINE)


class PlanFolder:
    """The plans in a folder, by district."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def years(self) -> list[int]:
        """The years that a district has a plan for, oldest first; nothing is validated for that.

        Raises:
            Failure: the folder cannot be read, or has no plans.
        """
        found: set[int] = set()
        for name, (file, folder) in self._places().items():
            if file and (year := self._year_of(name)):
                found.add(year)
            if folder:
                found.update(_years(self._folder / name / "targets"))
        if not found:
            raise Failure(
                "There is no plan in {path}; put one there for each district, like jiangan.toml or "
                "jiangan/targets/2024.toml.",
                path=self._folder,
            )
        return sorted(found)

    def plans(self, year: int) -> Plans:
        """The plan of each district for a year.

        Raises:
            Failure: the folder cannot be read.
        """
        texts, places = PlanTexts(year), self._places()

        def plan_of(name: str) -> DistrictPlan:
            file, folder = places[name]
            if file and folder:
                raise Failure("{path} has two plans of it, a file and a folder; keep one.", path=self._folder)
            path = self._folder / (f"{name}{_ENDING}" if file else f"{name}/targets/{year}{_ENDING}")
            if file and (found := self._year_of(name)) not in {None, year}:
                raise Failure("{path} is the plan of {found}, not of {year}.", path=path, found=found, year=year)
            return texts.plan(name, plan_file.read(path), path)

        return collected(sorted(places), plan_of)

    def _year_of(self, name: str) -> int | None:
        for size in _HEADS:
            head = read_head(self._folder / f"{name}{_ENDING}", size)
            if found := _YEAR.search(head):
                return int(found[2])
            if len(head) < size:
                break
        return None

    def _places(self) -> dict[str, tuple[bool, bool]]:
        """Of each district, whether there is a file, and whether there is a folder."""
        found: dict[str, tuple[bool, bool]] = {}
        try:
            with os.scandir(self._folder) as entries:
                for each in entries:
                    name, is_folder = each.name.removesuffix(_ENDING), leads_to_folder(each)
                    if each.name.startswith(".") or (name == each.name and not is_folder):
                        continue
                    file, folder = found.get(name, (False, False))
                    found[name] = (file or not is_folder, folder or is_folder)
        except OSError as error:
            if isinstance(error, FileNotFoundError | NotADirectoryError):
                raise Failure("There is no folder {path}; name the one with the plans.", path=self._folder) from error
            raise refused(error, self._folder) from error
        return found


def _years(folder: Path) -> list[int]:
    try:
        return locate.years_in(str(folder))
    except OSError:  # It is told when the plan is asked for.
        return []
