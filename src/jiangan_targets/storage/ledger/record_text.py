"""A record's canonical text, and the check value over it that every ledger keeps."""

from __future__ import annotations

from binascii import crc32

from jiangan_targets.domain.record import Entry, Record


def block(entry: Entry) -> str:
    """One record as a TOML table in the canonical key order."""
    lines = _content(entry)
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
    return digest(_content(entry).encode())


def digest(data: bytes) -> str:
    """CRC-32 in eight hexadecimal digits."""
    return f"{crc32(data):08x}"


def _content(entry: Entry) -> str:
    lines = ["[[records]]", f'id = "{entry.id}"', f'target = "{entry.target}"']
    if isinstance(entry, Record):
        lines += [f"value = {entry.value:f}", f"as_of = {entry.as_of.isoformat()}"]
        texts = {"by": entry.by, "note": entry.note, "source": entry.source}
    else:
        lines += [f'withdraws = "{entry.withdraws}"']
        texts = {"by": entry.by, "reason": entry.reason}
    lines += [f"recorded_at = {entry.recorded_at.isoformat()}"]
    lines += [_text_line(key, text) for key, text in texts.items() if text is not None]
    return "\n".join(lines) + "\n"


def _text_line(key: str, text: str) -> str:
    import tomli_w  # noqa: PLC0415 -- only where something is written

    return tomli_w.dumps({key: text}).rstrip("\n")
