"""Markdown tables that every renderer reads, with nothing of the data taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiangan_targets.render.safe import safe_for_terminal

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], right: tuple[int, ...] = ()) -> list[str]:
    """The lines of a table; `right` names the columns of figures."""
    titles = list(headings)
    rule = ["---:" if column in right else "---" for column in range(len(titles))]
    cells = [titles, rule, *([safe_for_markdown(cell) for cell in row] for row in rows)]
    return [f"| {' | '.join(row)} |" for row in cells]


def safe_for_markdown(text: str) -> str:
    """`text` with every character that Markdown or HTML would act on made literal."""
    return _MARKUP.sub(r"\\\1", safe_for_terminal(text))
