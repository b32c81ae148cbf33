"""A report's text, cut into lines, sentences and clauses that know their place in it.

Nothing is cut inside brackets or short quotation marks: 新（改、扩）建, “小巨人”. What stands in them is no
figure of the clause and is masked for the rules that look for figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.script import one_spelling

BRACKET, QUOTED = "\ue000", "\ue001"
"""Stand for each character of brackets and of short quotations where figures are looked for."""

LONGEST_CLAUSE = 240
"""Characters of a clause; a longer one is no Chinese sentence and is cut, so that no rule looks at more."""

# Bounded, so that an opening bracket without its end costs nothing.
_INSIDE = re.compile(
    r"\([^()]{0,80}\)|\[[^\[\]]{0,40}\]|【[^【】]{0,40}】|《[^《》]{0,60}》|[“\"「『][^“”\"「」『』,。;:]{0,24}[”\"」』]"
)
_SENTENCE_END = re.compile(r"[。;!?]")
# A comma between thousands and a colon between digits cut nothing.
_CLAUSE_END = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|:(?![0-9])|(?<![0-9]):|--+|…|\t| {2,}|[◢▏|]")
_CHINESE_ORDINAL = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"[ \t]*(?:(?P<first>第?{_CHINESE_ORDINAL}[、是.,:])|(?P<sixth>其{_CHINESE_ORDINAL}是?[、,:]?)"
    rf"|(?P<second>\({_CHINESE_ORDINAL}\))|(?P<third>\([0-9]{{1,2}}\)|[①-⑳]|[0-9]{{1,2}}\))"
    r"|(?P<fourth>(?P<number>[0-9]{1,2})(?:[.、](?P<digit>[0-9])?| ))"
    r"|(?P<fifth>-{2,}|-(?=[\u4e00-\u9fff])|[●■◆•·※★☆▲△▪►◇□]+))[ \t]*"
)
_MODIFIED = re.compile("(?:以上|以内|以下|左右)?")


class Clause(NamedTuple):
    """A piece between commas: `start` in the source, `text` in one spelling, `bare` the same with masks."""

    start: int
    text: str
    bare: str

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.start + len(self.text)


class Line(NamedTuple):
    """A line of the source, its leading number or bullet taken off and told as `marker`, its style."""

    start: int
    text: str
    bare: str
    marker: str

    def part(self, start: int, end: int) -> Line:
        """The piece between two places of this line, without a marker of its own."""
        return Line(self.start + start, self.text[start:end], self.bare[start:end], "")


def lines(source: str) -> Iterator[Line]:
    """The lines that say something, without their markers."""
    start, number = 0, 0
    for raw in one_spelling(source).split("\n"):
        if raw.strip():
            style, length, number = _marker(raw, number)
            text = raw[length:]
            bare = _INSIDE.sub(lambda found: (BRACKET if found[0][0] in "([【" else QUOTED) * len(found[0]), text)
            yield Line(start + length, text, bare, style)
        start += len(raw) + 1


def _marker(raw: str, before: int) -> tuple[str, int, int]:
    """Style and length of a line's marker, and the last number counted so.

    `6.11月底前` is item 6 when item 5 came before it, and else a number with decimals, as a whole line `1.5万人` is.
    """
    found = _MARKER.match(raw)
    if not found:
        return "", 0, before
    style = next(name for name in ("first", "second", "third", "fourth", "fifth", "sixth") if found[name])
    if not found["number"]:
        return style, found.end(), before
    counted = int(found["number"])
    if found["digit"] and (counted != before + 1 or _is_amount(raw.strip())):
        return "", 0, before
    return style, found.start("digit") if found["digit"] else found.end(), counted


def _is_amount(text: str) -> bool:
    return any(amount.start == 0 and _MODIFIED.fullmatch(text, amount.end) for amount in amounts(text[:LONGEST_CLAUSE]))


def sentences(line: Line) -> Iterator[list[Clause]]:
    """The line's sentences, each as its clauses."""
    for start, end in _pieces(line.bare, 0, len(line.bare), _SENTENCE_END):
        clauses = [
            Clause(line.start + at, line.text[at:to], line.bare[at:to])
            for first, last in _pieces(line.bare, start, end, _CLAUSE_END)
            for at, to in _trimmed(line.bare, first, last)
        ]
        if clauses:
            yield clauses


def _pieces(text: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What stands between the marks."""
    for found in mark.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece without blanks around it, in pieces of bearable length; nothing when it is empty."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    for at in range(start, end, LONGEST_CLAUSE):
        yield at, min(at + LONGEST_CLAUSE, end)
