"""The text of a summary that somebody kept: a file in any form, or a mail."""

from __future__ import annotations

from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import reading

_HEAD_BYTES = 1 << 14


def read_summary(path: Path) -> str:
    """The text of a file, as far as it is one; of a mail that of its parts.

    Raises:
        Failure: there is no such file, or it cannot be read.
    """
    data = reading.read_file(path)
    if data is None:
        raise Failure("There is no file {path}.", path=path)
    return text_of(data)


def text_of(data: bytes) -> str:
    """The text in the bytes of a summary or a mail."""
    if b"mime-version:" not in data[:_HEAD_BYTES].lower():
        return _decoded(data)
    from email import message_from_bytes  # noqa: PLC0415 -- only for mails

    parts = message_from_bytes(data).walk()
    contents = (part.get_payload(decode=True) for part in parts if part.get_content_maintype() == "text")
    return "\n".join(_decoded(content) for content in contents if isinstance(content, bytes))


def _decoded(data: bytes) -> str:
    """UTF-8, or what a terminal in China may have written."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
