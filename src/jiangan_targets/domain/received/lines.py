"""The lines around the tables of a sheet: titles above them, group titles between rows, footnotes below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.period import Span
from jiangan_targets.domain.received.heading_words import Sense
from jiangan_targets.domain.received.headings import HeadingReader, Word
from jiangan_targets.domain.received.other_figures import says_another_day
from jiangan_targets.domain.received.place import figures_of_elsewhere
from jiangan_targets.domain.received.setting import Setting, filed_too_early, setting_of
from jiangan_targets.domain.received.tables_read import CellFinding, Taken
from jiangan_targets.domain.received.title import Said, read_line
from jiangan_targets.errors import message

_FOOTNOTE = re.compile(r"注|备注|说明|附注|数据|单位|截[止至]|本表|以上|\*|※")
_OF_A_SHEET = frozenset(
    {Sense.PAST, Sense.GROWTH, Sense.CHANGE, Sense.COMPARED, Sense.COMPARED_OTHERWISE, Sense.FORECAST, Sense.INDEX}
)
_NEXT = re.compile(r"明年|下年|来年|下月|下季|下半年|下阶段|下一?步|后续|拟(?:新|开|完|建)|^计划(?:新|开|完|建)")


class Lines:
    """The lines of one sheet; `setting` is what they say for the rows that come next."""

    def __init__(self, name: str, reader: HeadingReader) -> None:
        self._reader = reader
        self._always = [read_line("", name, reader)] if name else []
        self._groups: list[list[Said]] = [[]]
        self.setting = Setting()
        self._signed: list[Said] = []
        self._units: tuple[str, ...] = ()
        self._own = self._words_of(name)
        self.words = self._own

    def _words_of(self, name: str) -> tuple[Word, ...]:
        """What a sheet's name says of all its figures, its period aside: 上年同期, 增速, 万元."""
        words = self._reader.words(name)
        understood = all(word.understood for word in words)
        return tuple(word for word in words if understood and (word.year or word.unit or word.sense in _OF_A_SHEET))

    def add(self, address: str, texts: Sequence[str]) -> Said:
        """A line: what its cells show."""
        said = read_line(address, ":".join(dict.fromkeys(texts)), self._reader)
        self._groups[-1].append(said)
        return said

    @property
    def titles(self) -> list[str]:
        """The lines since the table before, and the sheet's name: what may say what the next table is of."""
        return [said.text for said in (*self._groups[-1], *self._always)]

    def drop_last(self) -> None:
        """The last line was none, but part of a header."""
        del self._groups[-1][-1:]

    def begin_table(self) -> None:
        """A header: what was said before it holds below it, until something else is."""
        self.setting = setting_of(self._groups, self._always, self._reader.year, self._reader.parts)
        self.words = self._own
        self._signed, self._units = [], self.setting.units
        self._groups.append([])

    def take_row(self) -> None:
        """A row of figures: the lines before it stand between rows."""
        self._groups[-1], self._signed, self._units = [], [], self.setting.units

    def note(self, said: Said) -> None:
        """A line that a table is signed by stands below it; what else it says of the figures is a footnote."""
        self._signed.append(said)

    def set_between(self, said: Said) -> bool:
        """A line between rows says what they are of, or warns; whether it changed anything."""
        words = self._reader.words(without_numbering(normal_form(said.text)))
        if all(word.understood for word in words) and any(word.unit is None for word in words):
            self.words = (*self._own, *words)
            return True
        if not (said.periods or said.units or said.stray or _warns(said) or _NEXT.search(said.text)):
            return False
        below = setting_of([[said]], [], self._reader.year)
        objections = [*self.setting.objections, *below.objections]
        if _NEXT.search(said.text):
            objections.append(message("“{text}” speaks of a forecast.", text=said.text))
        if None not in {self.setting.day, below.day} and self.setting.day != below.day:
            objections.append(
                message("“{first}” and “{second}” say different days.", first=said.text, second=str(self.setting.day))
            )
        self.setting = self.setting._replace(
            day=below.day or self.setting.day,
            cumulative=self.setting.cumulative if below.cumulative is None else below.cumulative,
            units=below.units or self.setting.units,
            apart=below.apart if said.periods else self.setting.apart,
            objections=tuple(objections),
        )
        return True

    def contradictions(self, taken: Sequence[Taken]) -> Iterator[CellFinding]:
        """What is said below the rows and contradicts what was taken from them."""
        days, own = {each.report.as_of for each in taken}, {each.unit for each in taken if each.unit}
        for said in self._groups[-1] if taken else ():
            if (
                said not in self._signed
                and not said.other
                and not _FOOTNOTE.match(without_numbering(normal_form(said.text)))
            ):
                continue
            ends = {period.end for period in said.periods if period.span is Span.SINCE_JANUARY}
            another_day = (ends and not ends & days) or all(
                says_another_day(said.text, day) or filed_too_early(said, day) for day in days
            )
            another_unit = said.units and not self._units and not own <= {*said.units, "%"}
            elsewhere = figures_of_elsewhere(normal_form(said.text), self._reader.district)
            long = said.years_long and "累计" in said.text
            if another_day or another_unit or elsewhere or long or said.forecast or said.past or said.other:
                yield CellFinding(said.address, message("“{text}” contradicts what was read above it.", text=said.text))


def _warns(said: Said) -> bool:
    return said.past or said.forecast or said.is_index or said.elsewhere or said.years_long or said.other
