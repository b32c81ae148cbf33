"""Every failure, worded for the person who has to act on it.

Nothing below the command line speaks a language: what is to be said travels as a catalogue
template with its fields and is translated where it is printed.
"""

from typing import NamedTuple


class InBoth(NamedTuple):
    """A name that the data have in both languages: a unit."""

    chinese: str
    english: str

    def __str__(self) -> str:
        """In English, for logs and tests."""
        return self.english


class Message(NamedTuple):
    """A sentence to translate: an English template (the catalogue's key) and what fills it.

    One that counts has a template for one and one for any other number, of the field `count`. A list is told as one.
    """

    template: str
    fields: dict[str, object]
    plural: str | None = None

    def __str__(self) -> str:
        """The sentence in English, for logs and tests."""
        one = self.plural is None or self.fields["count"] == 1
        shown = {
            key: ", ".join(map(str, each)) if isinstance(each, list) else each for key, each in self.fields.items()
        }
        return (self.template if one else str(self.plural)).format_map(shown)


def message(template: str, /, **fields: object) -> Message:
    """Make a `Message`; the catalogue's extractor knows this name."""
    return Message(template, fields)


def counted(singular: str, plural: str, /, count: int, **fields: object) -> Message:
    """Make a `Message` about `count` things; the catalogue's extractor knows this name."""
    return Message(singular, {"count": count, **fields}, plural)


class Failure(Exception):  # noqa: N818 -- "failure" is what the user is told about, in docs and exit codes
    """Refused or failed: nothing was recorded, and the message says what to do. Exit code 1."""

    exit_code = 1

    def __init__(self, template: str, /, **fields: object) -> None:
        super().__init__(template)
        self.message = Message(template, fields)

    def __str__(self) -> str:
        return str(self.message)


class Misuse(Failure):
    """The command line itself does not fit. Exit code 2."""

    exit_code = 2


class OutcomeUnknown(Failure):
    """The record was put in place but the disk did not confirm it. Exit code 75 (EX_TEMPFAIL)."""

    exit_code = 75
