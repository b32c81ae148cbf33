"""The text of a summary that somebody kept: a file in any form, or a mail."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import reading

MOST_BYTES = 8 << 20
"""Of a summary, with whatever mail programs put around it."""

_HEAD_BYTES = 1 << 14
_BOUNDARY = b"\n--"
_MOST_PARTS = 1_000


def read_summary(path: Path) -> str:
    """The text of a file, as far as it is one; of a mail that of its parts.

    Raises:
        Failure: there is no such file, it cannot be read, or it is larger than a summary.
    """
    data = reading.read_file(path, MOST_BYTES + 1)
    if data is None:
        raise Failure("There is no file {path}.", path=path)
    return text_of(data, path)


def text_of(data: bytes, path: Path) -> str:
    """The text in the bytes of a summary or a mail; `path` is for messages, and a hyphen for what was piped in.

    Raises:
        Failure: they are more than `MOST_BYTES`.
    """
    if len(data) > MOST_BYTES:
        raise Failure(
            "{path} is larger than {limit} MB; give the summary alone, or the line at its end.",
            path=path,
            limit=MOST_BYTES >> 20,
        )
    # Each part costs a kilobyte of memory.
    if b"mime-version:" in data[:_HEAD_BYTES].lower() and data.count(_BOUNDARY) <= _MOST_PARTS:
        with suppress(RecursionError):  # Parts in parts without end: to be read as it stands.
            return _text_of_mail(data)
    return _decoded(data)


def _text_of_mail(data: bytes) -> str:
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
