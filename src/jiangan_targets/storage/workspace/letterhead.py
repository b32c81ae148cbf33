"""`[report]` of the workspace's config.toml: the office's letterhead, and what single reports say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from jiangan_targets.domain import letterhead
from jiangan_targets.domain.letterhead import Edition, Letterhead
from jiangan_targets.errors import Failure
from jiangan_targets.storage.workspace.settings import read_table

_EDITIONS = "periods"
_PERIOD = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?"
_TEXTS = tuple(name for name in Letterhead._fields if name != "editions")
_PARAGRAPHS = "next_steps"
_MOST_CHARACTERS = {"next_steps": 10_000, "office": 100, "letterhead": 100, "issue": 100, "signature": 100}
"""Of what stands in few lines, and with all else on one page."""

_MOST = 500
_LARGEST_NUMBER = 9_999


def read_letterhead(path: Path) -> Letterhead:
    """What a workspace's settings say of its reports; empty where they say nothing.

    Raises:
        Failure: a key is not known, or its value is of another kind; names it.
    """
    table = read_table(path, "report")
    periods = table.pop(_EDITIONS, {})
    for key, value in table.items():
        if key not in _TEXTS:
            known = [*_TEXTS, _EDITIONS]
            raise Failure("{path}: [report] has no key “{key}”; it has: {known}.", path=path, key=key, known=known)
        _check_text(path, key, value)
    if re.search(r"[{}]", letterhead.PLACEHOLDERS.sub("", table.get("issue", ""))):
        raise Failure("{path}: in issue of [report] only number and year may stand in braces.", path=path)
    if not isinstance(periods, dict) or not all(_is_edition(*each) for each in periods.items()):
        raise Failure(
            '{path}: write single reports as [report.periods."2024-09"], "2024-Q3", "2024-H1" or "2024".', path=path
        )
    # Lines are paragraphs in what is asked for; all else stands in a line.
    texts = {key: text if key == _PARAGRAPHS else " ".join(text.split()) for key, text in table.items()}
    return Letterhead(**texts, editions={key: _edition(path, key, each) for key, each in periods.items()})


def _is_edition(period: str, table: object) -> bool:
    return isinstance(table, dict) and re.fullmatch(_PERIOD, period) is not None


def _check_text(path: Path, key: str, value: object) -> None:
    limit = _MOST_CHARACTERS.get(key, _MOST)
    if not isinstance(value, str) or len(value) > limit:
        raise Failure(
            "{path}: {key} of [report] must be a text in quotes of at most {limit} characters.",
            path=path,
            key=key,
            limit=limit,
        )


def _edition(path: Path, period: str, table: dict[str, Any]) -> Edition:
    number, day, steps = (table.get(name) for name in Edition._fields)
    wrong = [name for name in table if name not in Edition._fields]
    if number is not None and (type(number) is not int or not 1 <= number <= _LARGEST_NUMBER):
        wrong.append("number")
    if day is not None and type(day) is not date:
        wrong.append("date")
    if wrong:
        raise Failure(
            '{path}: “{key}” in [report.periods."{period}"] must be number = 9, date = 2024-10-12 or next_steps = "…".',
            path=path,
            key=wrong[0],
            period=period,
        )
    if steps is not None:
        _check_text(path, "next_steps", steps)
    return Edition(number, day, steps)
