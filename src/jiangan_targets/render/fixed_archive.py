"""Office documents whose bytes depend on what they say alone, not on when they were written."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_MODIFIED = rb"(<dcterms:modified[^>]*>)[^<]*"


def _as_it_is(_name: str, data: bytes) -> bytes:
    return data


def fixed(document: bytes, day: date, change: Callable[[str, bytes], bytes] = _as_it_is) -> bytes:
    """A zipped document whose parts, and whose last change, are of one day: writers put in the time of the clock.

    `change` may give a part, by its name, another content.
    """
    made = io.BytesIO()
    with ZipFile(io.BytesIO(document)) as source, ZipFile(made, "w") as target:
        for part in source.infolist():
            data = change(part.filename, source.read(part))
            if part.filename == _PROPERTIES:
                data = re.sub(_MODIFIED, rb"\g<1>%sT00:00:00Z" % day.isoformat().encode(), data)
            # Zip archives know no day before 1980.
            moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
            target.writestr(ZipInfo(part.filename, moment), data, ZIP_DEFLATED)
    return made.getvalue()
