"""Files that are no sheet, whatever they are called: what they are and what to do, in one line."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from pathlib import Path

from jiangan_targets.errors import Failure

_HEAD = 4096
_WEB_PAGE = (b"<html", b"<!doctype html", b"<head", b"<meta", b"<body", b"<table", b"<style", b"mime-version:")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh")


def refuse(data: bytes, path: Path) -> None:
    """Refuse what is neither a workbook nor text.

    Raises:
        Failure: says what it is.
    """
    head = _head(data)
    if not head:
        raise Failure("{path} is empty; ask for it again.", path=path)
    if head.startswith(_WEB_PAGE):
        raise Failure("{path} is a web page, whatever its name says; open it in Excel and save it as .xlsx.", path=path)
    if head.startswith(b"<?xml"):
        raise Failure("{path} is XML, whatever its name says; open it in Excel and save it as .xlsx.", path=path)
    if data.startswith(b"%PDF-"):
        raise Failure("{path} is a PDF; ask for the table as .xlsx or CSV.", path=path)
    if data.startswith(_PICTURES):
        raise Failure("{path} is a picture; ask for the table as .xlsx or CSV.", path=path)
    if data.startswith(_PACKED):
        raise _packed(path)
    if data.startswith(b"{\\rtf"):
        raise _text_document(path)


def refuse_archive(names: Collection[str], mimetype: bytes, path: Path) -> None:
    """Refuse a zip archive that is no workbook.

    Raises:
        Failure: says what it is.
    """
    if "xl/workbook.bin" in names:
        raise Failure("{path} is a binary workbook (.xlsb); open it and save it as .xlsx.", path=path)
    if "word/document.xml" in names or b"opendocument.text" in mimetype:
        raise _text_document(path)
    if "OFD.xml" in names:
        raise Failure("{path} is an OFD document; ask for the table as .xlsx or CSV.", path=path)
    if (
        not mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet")
        and "[Content_Types].xml" not in names
    ):
        raise _packed(path)


def refuse_compound(data: bytes, path: Path) -> None:
    """Refuse a compound file (OLE) that is no workbook, or whose content is locked.

    Raises:
        Failure: says what it is.
    """
    if _stream("EncryptedPackage") in data:
        raise Failure("{path} has a password; open it and save it without one.", path=path)
    if _stream("WordDocument") in data and _stream("Workbook") not in data:
        raise _text_document(path)


def _head(data: bytes) -> bytes:
    """The first signs that are not blank, in small letters, as ASCII where it is UTF-16."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("utf-8")
    return head.removeprefix(codecs.BOM_UTF8).lstrip().lower()


def _stream(name: str) -> bytes:
    """How a compound file writes the name of a part."""
    return name.encode("utf-16-le")


def _packed(path: Path) -> Failure:
    return Failure("{path} is an archive of files; unpack it and import the sheet in it.", path=path)


def _text_document(path: Path) -> Failure:
    return Failure("{path} is a text document; copy its table into a workbook, and import that.", path=path)
