"""Data bars in one colour: the first form of them, which openpyxl writes, is shown with a gradient."""

from __future__ import annotations

import re
from datetime import date

from jiangan_targets.render.fixed_archive import fixed

_MAIN = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_RANGES = "http://schemas.microsoft.com/office/excel/2006/main"
_ID = "{5C1D9F42-8B1E-4D39-9A3B-6F0E2A7C0001}"
_OF_RULE, _OF_SHEET = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}", "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
_BARS = re.compile(
    r'(<conditionalFormatting sqref="(?P<cells>[A-Z0-9:]+)"><cfRule type="dataBar" priority="\d+">'
    r"<dataBar>.*?</dataBar>)(</cfRule>)"
)


def with_solid_bars(workbook: bytes, day: date) -> bytes:
    """The workbook, whose bars from 0 to 1 have no gradient; a program that knows only the first form keeps that.

    The rule gets a mark that names its later form, which stands at the end of its sheet (x14:dataBar in [MS-XLSX]).
    """
    return fixed(workbook, day, _changed)


def _changed(name: str, data: bytes) -> bytes:
    if not name.startswith("xl/worksheets/"):
        return data
    text = data.decode()
    found = _BARS.search(text)
    if found is None:
        return data
    mark = f'<extLst><ext xmlns:x14="{_MAIN}" uri="{_OF_RULE}"><x14:id>{_ID}</x14:id></ext></extLst>'
    text = text[: found.end(1)] + mark + text[found.end(1) :]
    ends = "".join(f'<x14:cfvo type="num"><xm:f>{end}</xm:f></x14:cfvo>' for end in (0, 1))
    bar = (
        f'<x14:dataBar minLength="0" maxLength="100" gradient="0">{ends}'
        '<x14:negativeFillColor rgb="FFF8CBAD"/><x14:axisColor rgb="FF808080"/></x14:dataBar>'
    )
    later = (
        f'<extLst><ext xmlns:x14="{_MAIN}" uri="{_OF_SHEET}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{_RANGES}"><x14:cfRule type="dataBar" id="{_ID}">{bar}</x14:cfRule>'
        f"<xm:sqref>{found['cells']}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    return text.replace("</worksheet>", f"{later}</worksheet>").encode()
