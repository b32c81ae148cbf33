"""The text of a report that somebody published, by what the file is, not by what it is called."""

from __future__ import annotations

from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.encoding import encoding_of

MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 100_000
"""Over twice the longest report; a text of nothing but figures takes five seconds then, and a longer one minutes."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RICH = b"{\\rtf"
_PDF = b"%PDF-"
_WEB_PAGE = (b"<html", b"<!doctype html", b"<head", b"<?xml", b"mime-version:")
_HEAD = 1024


def read_report_text(path: Path) -> str:
    """The text of a report in a file.

    Raises:
        Failure: there is no such file, or it is none that can be read; says what to do.
    """
    if path.is_dir():
        raise Failure("{path} is a folder; name the file of the report in it.", path=path)
    data = read_file(path, MAX_BYTES + 1)
    if data is None:
        raise Failure("There is no file {path}.", path=path)
    return report_text(data, path)


def report_text(data: bytes, path: Path) -> str:
    """The text that the bytes of a file are; `path` is for messages, and a hyphen for what was piped in.

    Raises:
        Failure: they are no report that can be read; says what to do.
    """
    if len(data) > MAX_BYTES:
        raise Failure(
            "{path} is larger than {limit} MB; keep only the part of the report that states the targets.",
            path=path,
            limit=MAX_BYTES >> 20,
        )
    _refuse(data, path)
    if data.startswith(_ZIP):
        from jiangan_targets.storage.report import word  # noqa: PLC0415 -- an extra that plain text does without

        text = word.text_of(data, path)
    else:
        text = _decoded(data, path)
    if not text.strip():
        raise Failure("{path} has no text in it.", path=path)
    if len(text) > MAX_CHARACTERS:
        raise Failure("{path} has more than {limit} characters; keep only the report.", path=path, limit=MAX_CHARACTERS)
    return text


def _decoded(data: bytes, path: Path) -> str:
    encoding = encoding_of(data)
    if encoding is None:
        raise Failure("{path} is no text in UTF-8 or GB18030; save the report as .txt or .docx.", path=path)
    return data.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _refuse(data: bytes, path: Path) -> None:
    head = data[:_HEAD].lstrip().lower()
    if head.startswith(_PDF.lower()):
        raise Failure("{path} is a PDF; copy its text into a .txt file, or pipe it in with --from-text -.", path=path)
    if head.startswith((_COMPOUND, _RICH)):
        raise Failure("{path} is an old Word document; open it and save it as .docx or .txt.", path=path)
    if head.startswith(_WEB_PAGE):
        raise Failure(
            "{path} is a web page; copy its text into a .txt file, or pipe it in with --from-text -.", path=path
        )
