"""A record's canonical text, and the check value over it that every ledger keeps."""

from __future__ import annotations

from binascii import crc32

from jiangan_targets.domain.record import Entry
from jiangan_targets.storage.ledger.fields import FORMS, KINDS, types_of


def block(entry: Entry) -> str:
    """One record as a TOML table in the canonical key order."""
    lines = content(entry)
    if entry.check is not None:
        lines += f'check = "{entry.check}"\n'
    return lines


def sealed(entry: Entry) -> Entry:
    """The entry with the check value of its own content."""
    return entry._replace(check=check_value(entry))


def check_value(entry: Entry) -> str:
    """A CRC-32 over the record's canonical text: tells a later change from honest content.

    It guards against slips and flipped bits, not against forgery.
    """
    return digest(content(entry).encode())


def digest(data: bytes) -> str:
    """CRC-32 in eight hexadecimal digits."""
    return f"{crc32(data):08x}"


def content(entry: Entry) -> str:
    """An entry's canonical text without its check value."""
    lines = [
        beginning + write(value)
        for place, beginning, write in _LINES[type(entry)]
        if (value := entry[place]) is not None
    ]
    return "\n".join(["[[records]]", *lines, ""])


_LINES = {
    kind: [
        (kind._fields.index(key), f"{key} = ", FORMS[name].write)
        for key, name in types_of(kind).items()
        if name != "Seal"
    ]
    for _key, kind in KINDS
}
"""Of each kind of entry its fields' places, and how their lines begin and are written; a seal is over all others."""
