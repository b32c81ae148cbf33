"""How each field of an entry is written and read, by its type: the one source of every form of a ledger.

Which fields there are, and in which order, is said by the entries themselves in `domain.record`.
"""

from collections.abc import Callable, Iterator
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


_TYPES = {kind: {key: _name_of(hint) for key, hint in kind.__annotations__.items()} for _key, kind in KINDS}


def types_of(kind: type[Entry]) -> dict[str, str]:
    """The name of each field's type, in the order of the fields."""
    return _TYPES[kind]


def required(kind: type[Entry], field: str) -> bool:
    """Whether an entry cannot be without the field."""
    return field not in kind._field_defaults


class Layout(NamedTuple):
    """How entries of a kind stand in a text: the key that tells them, and by each key the field that it has."""

    told_by: str
    kind: type[Entry]
    fields: dict[str, str]

    def forms(self) -> Iterator[tuple[str, str]]:
        """Each key with the name of its field's type, in the canonical order."""
        types = types_of(self.kind)
        return ((key, types[field]) for key, field in self.fields.items())

    def requires(self, key: str) -> bool:
        """Whether an entry cannot be without the key."""
        return key == PART or required(self.kind, self.fields[key])


PART, PART_VALUE = "part", "part_value"
"""The keys of a part's figure. A program that knows no parts must not take it for the whole's: it passes over what has
none of the keys that tell an entry, and keeps it."""


def _of_parts() -> dict[str, str]:
    own = {"target": {"target": "target", PART: PART}, "value": {PART_VALUE: "value"}, PART: {}}
    return {key: field for name in Record._fields for key, field in own.get(name, {name: name}).items()}


_LAYOUTS = {key: Layout(key, kind, {name: name for name in kind._fields if name != PART}) for key, kind in KINDS}
OF_PARTS = Layout(PART_VALUE, Record, _of_parts())
LAYOUTS = (OF_PARTS, *_LAYOUTS.values())
"""Every way in which an entry stands in a text."""

_BY_KIND = {layout.kind: layout for layout in _LAYOUTS.values()}


def layout_of(entry: Entry) -> Layout:
    """How an entry stands in a text."""
    return OF_PARTS if isinstance(entry, Record) and entry.part is not None else _BY_KIND[type(entry)]
