"""What a reminder puts into a folder: in each form a file about all departments, one for each of them, or both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count
from typing import NamedTuple

from jiangan_targets.cli.workbooks import workbooks
from jiangan_targets.render.form import REMINDER, Form
from jiangan_targets.render.reminder.page import Page, Section

_MOST_CHARACTERS = 50
"""Of a department in a file's name: four bytes each, and a name has at most 255."""


class FileMade(NamedTuple):
    """A file's name and content, and whether people write into it, so that it is not replaced unasked."""

    name: str
    data: bytes
    edited: bool


class _Whole(NamedTuple):
    """The file about all departments."""

    ending: str
    make: Callable[[Page], bytes]


class _Each(NamedTuple):
    """The file for a department; it is made of the section, its own name without the ending, and the mails' sender."""

    ending: str
    make: Callable[[Page, Section, str, str | None], bytes]
    edited: bool


class _Folder(NamedTuple):
    """What a form has of both."""

    whole: _Whole | None
    each: _Each | None


def _printed(form: Form) -> _Whole:
    return _Whole(form.ending, lambda page: form.render(page).encode(errors="backslashreplace"))


def _workbook(page: Page) -> bytes:
    from jiangan_targets.render.reminder.sheets import reminder_sheets

    return bytes(workbooks().plain_workbook(reminder_sheets(page), page.day))


def _to_fill(page: Page, section: Section, _stem: str = "", _sender: str | None = None) -> bytes:
    from jiangan_targets.render.reminder.sheets import form_of

    return bytes(workbooks().form_workbook(*form_of(page, section)))


def _mail(page: Page, section: Section, stem: str, sender: str | None) -> bytes:
    from jiangan_targets.render.reminder.mail import render

    made = render(page, section, _to_fill(page, section), f"{stem}.xlsx", sender)
    return made.encode(errors="backslashreplace")


FOLDERS = {
    "text": _Folder(_printed(REMINDER["text"]), _Each(".xlsx", _to_fill, edited=True)),
    "json": _Folder(_printed(REMINDER["json"]), None),
    "eml": _Folder(None, _Each(".eml", _mail, edited=False)),
    "xlsx": _Folder(_Whole(".xlsx", _workbook), _Each(".xlsx", _to_fill, edited=True)),
}
"""By the name of the form. Those of `render.form.REMINDER` can be printed too."""


def files_of(page: Page, form: str, sender: str | None) -> Iterator[FileMade]:
    """The files that a folder gets.

    Raises:
        Failure: the package that writes workbooks is not installed, or the sender is no address.
    """
    stem = f"remind-{page.day}"
    whole, each = FOLDERS[form]
    if whole is not None:
        yield FileMade(stem + whole.ending, whole.make(page), edited=False)
    if each is not None:
        for own, section in _named(stem, page.sections):
            yield FileMade(own + each.ending, each.make(page, section, own, sender), each.edited)


def _named(stem: str, sections: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """Each department with the name of its file: letters and digits of its own, and a number where two are alike."""
    taken: set[str] = set()
    for section in sections:
        plain = re.sub(r"[^\w.（）()-]+", "-", section.name)[:_MOST_CHARACTERS]
        # A number may make it the name of a third department: “A/B”, “A B” and “A-B-2”.
        names = chain([plain], (f"{plain}-{number}" for number in count(2)))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield f"{stem}-{name}", section
