"""Files that would cost a machine its memory or tell its secrets cost `import` one line."""

from __future__ import annotations

import resource
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from conftest import COMMAND
from sheet_files import workbook


def bomb(path: Path) -> None:
    """A few kilobytes that unpack to 200 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)


def entities(path: Path) -> None:
    """A workbook whose sheet names a file of the machine as an entity."""
    workbook(path, ["指标名称", "累计完成"], ["新增停车位", 1])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/worksheets/sheet1.xml"] = head + parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def empty_rows(path: Path) -> None:
    """Fifty thousand rows without content before the header."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(50_000):
        sheet.append([None])
    sheet.append(["指标名称", "累计完成"])
    book.save(path)


def sparse(path: Path) -> None:
    """One cell in the last row and column that a sheet can have."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["XFD1048576"] = 1
    book.save(path)


def merges(path: Path) -> None:
    """A few kilobytes that say twenty thousand times that the whole sheet is one merged cell."""
    workbook(path, ["指标名称", "累计完成"], ["新增停车位", 1])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    ranges = b"".join(b'<mergeCell ref="A3:CV%d"/>' % (1048576 - number) for number in range(20_000))
    ranges = b"<mergeCells>" + ranges + b"</mergeCells>"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", b"</sheetData>" + ranges).replace(
        b"</sheetData>", b'<row r="9"><c r="A9"><v>1</v></c></row></sheetData>'
    )  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def many_rows(path: Path) -> None:
    """More rows than any office has."""
    path.write_bytes("指标名称,累计完成\n".encode() + b"x,\n" * 3_000_000)


def long_text(path: Path) -> None:
    """A cell of 10 MB."""
    path.write_text('指标名称,累计完成\n"' + "x" * 10_000_000 + '",1\n', encoding="utf-8")


def torn(path: Path) -> None:
    """The first half of a workbook."""
    workbook(path, ["指标名称", "累计完成"], ["新增停车位", 1])
    path.write_bytes(path.read_bytes()[:2000])


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "bomb.xlsx": (bomb, "unpacks to more than 64 MB"),
    "entities.xlsx": (entities, "defines XML entities"),
    "empty.xlsx": (empty_rows, "no figure of a target was found"),
    "sparse.xlsx": (sparse, "has no header"),
    "merges.xlsx": (merges, "overlap others; unmerge them"),
    "rows.csv": (many_rows, "has more than 100000 rows"),
    "text.csv": (long_text, "not a table that can be read"),
    "torn.xlsx": (torn, "is not a workbook that can be read"),
    "torn.xls": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "is not a workbook that can be read",
    ),
    "noise.csv": (lambda path: path.write_bytes(bytes(range(256)) * 9), "is neither Excel nor text"),
    "large.csv": (lambda path: path.write_bytes(bytes(40 << 20)), "is larger than 32 MB"),
    "nothing.csv": (lambda path: path.touch(), "is empty"),
    "folder.csv": (lambda path: path.mkdir(), "is not a regular file"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_one_line(folder: Path, tmp_path: Path, name: str) -> None:
    """In bounded memory, with nothing recorded."""
    make, text = HOSTILE[name]
    path = tmp_path / name
    make(path)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    done = subprocess.run(
        [COMMAND, "--dir", folder, "--lang", "en", "import", path],
        capture_output=True, text=True, preexec_fn=bounded, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert text in done.stderr
    assert not (folder / "records").exists()
