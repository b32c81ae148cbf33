"""An .xlsx or .xlsm file: which sheets it has, and what their cells refer to (texts and number formats).

Only these parts are read. Macros, links, queries and pictures are never run or followed: they are not even looked at.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path

from jiangan_targets.domain.cells.format_code import BUILT_IN, GENERAL
from jiangan_targets.domain.cells.number_format import NumberFormat, number_format
from jiangan_targets.domain.received.grid import Grid
from jiangan_targets.storage.archive import Archive
from jiangan_targets.storage.markup import elements, read
from jiangan_targets.storage.sheets.xlsx.worksheet import MAIN_NAMESPACES, Book, names, read_worksheet, unescaped

_WORKSHEET = "/worksheet"
_MAX_STYLES = 65_536
_RELATIONSHIP = {"http://schemas.openxmlformats.org/package/2006/relationships Relationship"}


def sheets(archive: Archive, path: Path) -> Iterator[tuple[str, Callable[[], Grid]]]:
    """The visible sheets, in the workbook's order, each with what reads it.

    Raises:
        Failure: the file is oversized or hostile.
        ValueError, KeyError and what `zipfile` and `expat` raise: it is damaged.
    """
    start = next(target for kind, target in _relations(archive, "", path).values() if kind.endswith("/officeDocument"))
    relations = _relations(archive, start, path)
    listed, from_1904 = _workbook(archive, start, path)
    by_kind = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    texts = _texts(archive, by_kind.get("sharedStrings"), path)
    book = Book(texts, _formats(archive, by_kind.get("styles"), path), from_1904)
    seen = set[str]()
    for name, relation in listed:
        kind, part = relations.get(relation, (_WORKSHEET, relation))
        if part in seen:
            # Thousands of sheets of one part would be read for ever.
            raise ValueError(name)
        seen.add(part)
        # Charts and macro sheets have no cells.
        if kind.endswith(_WORKSHEET):
            yield name, lambda part=part: read_worksheet(lambda: archive.part(part), book, path)  # type: ignore[misc]


def _local(name: str) -> str:
    """The name of an element of a workbook; nothing for those of extensions."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace in MAIN_NAMESPACES else ""


def _relations(archive: Archive, part: str, path: Path) -> dict[str, tuple[str, str]]:
    """What a part refers to: the kind and the part, by the reference's id."""
    folder, name = posixpath.split(part)
    found = {}
    for _name, told in elements(archive.part(posixpath.join(folder, "_rels", f"{name}.rels")), path, _RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, told["Target"])).lstrip("/")
        found[told["Id"]] = (told["Type"], target)
    return found


def _workbook(archive: Archive, part: str, path: Path) -> tuple[list[tuple[str, str]], bool]:
    """Names and references of the visible sheets, and whether days are counted from 1904."""
    listed, from_1904 = [], False
    for name, told in elements(archive.part(part), path, names("sheet", "workbookPr")):
        match _local(name):
            case "sheet" if told.get("state", "visible") == "visible":
                listed.append((told["name"], next(told[key] for key in told if key.endswith(" id"))))
            case "workbookPr":
                from_1904 = told.get("date1904") in {"1", "true", "on"}
    return listed, from_1904


def _formats(archive: Archive, part: str | None, path: Path) -> list[NumberFormat]:
    """The number format of each style that cells refer to."""
    if part is None:
        return [number_format(GENERAL)]
    codes, found, group = dict(BUILT_IN), list[NumberFormat](), ""
    groups = ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
    for name, told in elements(archive.part(part), path, names("numFmt", "xf", *groups)):
        match _local(name):
            case begun if begun in groups:
                group = begun
            case "numFmt" if group == "numFmts":
                codes[int(told["numFmtId"])] = told["formatCode"]
            case "xf" if group == "cellXfs":
                found.append(number_format(codes.get(int(told.get("numFmtId", "0")), GENERAL)))
                if len(found) > _MAX_STYLES:
                    raise ValueError(len(found))
    return found


class _Texts:
    """The texts that cells share; how they are pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._open = self._pronounced = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "si":
            self._pieces = []
        elif local == "rPh":
            self._pronounced = True
        self._open = local == "t" and not self._pronounced

    def end(self, name: str) -> None:
        local = _local(name)
        self._open = False
        if local == "rPh":
            self._pronounced = False
        elif local == "si":
            self.found.append(unescaped("".join(self._pieces)))

    def text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)


def _texts(archive: Archive, part: str | None, path: Path) -> list[str]:
    handler = _Texts()
    if part is not None:
        for _ in read(archive.part(part), handler, path):
            pass
    return handler.found
