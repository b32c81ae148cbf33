"""Values that are chosen from a few: typed as the code, or as either language calls them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from jiangan_targets.domain.progress import Standing
from jiangan_targets.errors import Misuse
from jiangan_targets.render import words
from jiangan_targets.render.language import N_, chinese, in_chinese
from jiangan_targets.render.language import translate as _

Choice = TypeVar("Choice", bound=StrEnum)

_LABELS = {
    "group": N_("group"),
    "gap": N_("gap"),
    "completion": N_("completion"),
    "growth": N_("growth"),
    "stale": N_("stale"),
    "table": N_("table"),
    "text": N_("text"),
    "html": N_("web page"),
    "eml": N_("mail"),
}
"""Codes that are called otherwise in a language; standings have their own terms."""


def chosen(text: str, choices: type[Choice], option: str) -> Choice:
    """The choice that `text` names.

    Raises:
        Misuse: it names none; says which there are.
    """
    return choices(code_of(text, choices, option))


def code_of(text: str, codes: Iterable[str], option: str) -> str:
    """The code among `codes` that `text` names.

    Raises:
        Misuse: it names none; says which there are.
    """
    codes = [str(code) for code in codes]
    wanted = _plain(text)
    for name_of in (str, label_of, _label_in_chinese):
        for code in codes:
            if wanted == _plain(name_of(code)):
                return code
    raise Misuse(
        "{option}: “{text}” is not one of {choices}.",
        option=option,
        text=text,
        choices=words.listing(_shown(code) for code in codes),
    )


def label_of(code: str) -> str:
    """What English calls a code: the catalogue's key of its name."""
    return words.STANDINGS[Standing(code)] if code in set(Standing) else _LABELS.get(code, code)


def _label_in_chinese(code: str) -> str:
    return in_chinese(label_of(code))


def _plain(text: str) -> str:
    return text.strip().casefold().replace("-", "_").replace(" ", "_")


def _shown(code: str) -> str:
    name = _(label_of(code))
    return f"{name}（{code}）" if chinese() and name != code else code
