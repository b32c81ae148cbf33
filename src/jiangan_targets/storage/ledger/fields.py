"""How each field of an entry is written and read, by its type: the one source of every form of a ledger.

Which fields there are, and in which order, is said by the entries themselves in `domain.record`.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from jiangan_targets.domain.record import Entry, Reason, Record, Withdrawal

_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
# An escape that stands for half a character is left to the full parser, which names its line.
_ESCAPES = r'\\["\\bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}'
_STRING = rf'"((?:[^"\\\x00-\x08\x0a-\x1f\x7f]|{_ESCAPES})*)"'
_PART_NAME = rf'"(?!\s*")((?:[^"/\\\x00-\x08\x0a-\x1f\x7f]|{_ESCAPES})*)"'


class Form(NamedTuple):
    """A type's form in the canonical ledger: the pattern of its value, how it is written, and how read from a match."""

    pattern: str
    write: Callable[[Any], str]
    read: Callable[[Any], Any] | None = None


_quoted = '"{}"'.format


def _toml_string(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import tomli_w  # noqa: PLC0415 -- only for what has to be escaped

    return tomli_w.dumps({"": text}).partition("= ")[2].rstrip("\n")


def _day_if_any(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


FORMS = {
    "Name": Form(r'"([0-9A-Za-z_.-]+)"', _quoted),
    "Decimal": Form(r"(-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?)", "{:f}".format, Decimal),
    "date": Form(rf"({_DAY})", date.isoformat, date.fromisoformat),
    "datetime": Form(
        rf"({_DAY}T{_TIME}:[0-5]\d(?:\.\d{{1,6}})?(?:Z|[+-]{_TIME}))", datetime.isoformat, datetime.fromisoformat
    ),
    "Deadline": Form(rf"({_DAY})", date.isoformat, _day_if_any),
    "Text": Form(_STRING, _toml_string),
    "Statement": Form(_STRING, _toml_string),
    "PartName": Form(_PART_NAME, _toml_string),
    "Digest": Form(r'"([0-9a-f]{12})"', _quoted),
    "Seal": Form(r'"([0-9a-f]{8})"', _quoted),
}
"""By the name of a field's type."""


def _name_of(hint: Any) -> str:  # noqa: ANN401 -- whatever a type can be
    """The name that a type of `domain.record` was given, or its own."""
    return str(hint.__metadata__[0] if hasattr(hint, "__metadata__") else hint.__name__)


KINDS: tuple[tuple[str, type[Entry]], ...] = (("withdraws", Withdrawal), ("value", Record), ("reason", Reason))
"""Every kind of entry, by the field that tells it: the first that is there, as a withdrawal may have a reason too."""


PART = "part"


def _in_order(kind: type[Entry]) -> list[str]:
    """The fields in the canonical order: the type's own, but for the part, which stands behind its target."""
    fields = [field for field in kind._fields if field != PART]
    if PART in kind._fields:
        fields.insert(fields.index("target") + 1, PART)
    return fields


_TYPES = {kind: {key: _name_of(kind.__annotations__[key]) for key in _in_order(kind)} for _key, kind in KINDS}


def types_of(kind: type[Entry]) -> dict[str, str]:
    """The name of each field's type, in the canonical order."""
    return _TYPES[kind]


def required(kind: type[Entry], key: str) -> bool:
    """Whether an entry cannot be without the field."""
    return key not in kind._field_defaults
