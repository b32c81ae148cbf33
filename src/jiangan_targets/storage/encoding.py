"""In which encoding a text is that somebody sent: UTF-8, UTF-16, or GB18030, as WPS and Windows write it."""

from __future__ import annotations

import codecs
import io


def encoding_of(data: bytes) -> str | None:
    """Which of the usual encodings a text is in; None when it is in none of them."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encodings = [encoding]
            break
    else:
        # Half of the bytes of a comma, digit or line end in UTF-16 are zero; no other text has any.
        zeros = data[:1000].count(0)
        little = data[1:1000:2].count(0) >= data[0:1000:2].count(0)
        encodings = [("utf-16-le" if little else "utf-16-be")] if zeros else ["utf-8", "gb18030"]
    return next((encoding for encoding in encodings if _is_text(data, encoding)), None)


def lines_of(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The text line by line: a large file is not held a second time."""
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        with lines_of(data, encoding) as lines:
            return not any("\0" in line for line in lines)
    except UnicodeDecodeError:
        return False
