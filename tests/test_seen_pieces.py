"""What a machine has seen of a ledger is added to piece by piece: as safe as a file written anew, at no cost."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from jiangan_targets.domain.losses import Losses
from jiangan_targets.domain.record import Record
from jiangan_targets.storage.disk import private_files, private_pieces
from jiangan_targets.storage.ledger import seen
from jiangan_targets.storage.ledger.file.ledger import HEADER, FileLedger
from jiangan_targets.storage.ledger.record_text import block, check_value, sealed

MOMENT = datetime(2024, 7, 1, 9, tzinfo=timezone(timedelta(hours=8)))


def entry(number: int, value: int = 0) -> Record:
    """A sealed record, one a day."""
    moment = MOMENT + timedelta(days=number)
    made = sealed(Record(f"1a{number:02}", "parking", Decimal(value or 1000 + number), moment.date(), moment))
    assert isinstance(made, Record)
    return made


EIGHT = [entry(number) for number in range(8)]


class Watched:
    """A ledger file, and what is kept of it."""

    def __init__(self, folder: Path) -> None:
        self.ledger = FileLedger(folder / "2024.toml")
        self.kept = folder / "state" / "seen"

    def put(self, entries: Sequence[Record]) -> None:
        """What the ledger holds."""
        self.ledger.path.write_text(HEADER + "".join("\n" + block(each) for each in entries), encoding="utf-8")

    def look(self, *, accept: bool = False) -> Losses:
        """Compare, and keep."""
        return seen.look(self.ledger, str(self.kept), accept=accept)

    def grow(self, entries: Sequence[Record] = EIGHT) -> bytes:
        """Record one after the other, a look after each; what is kept then."""
        self.kept.unlink(missing_ok=True)
        for length in range(1, len(entries) + 1):
            self.put(entries[:length])
            assert not self.look().any
        return self.kept.read_bytes()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """One that nobody has looked at."""
    return Watched(tmp_path)


ATTACKS: dict[str, Callable[[int], list[Record]]] = {
    "deleted": lambda place: [*EIGHT[:place], *EIGHT[place + 1 :]],
    "edited": lambda place: [*EIGHT[:place], entry(place, 7), *EIGHT[place + 1 :]],
    "cut off": lambda place: EIGHT[:place],
    "reordered": lambda place: [*EIGHT[place:], *EIGHT[:place]] if place else [*EIGHT[1:], EIGHT[0]],
    "an older one, recorded to since": lambda place: [*EIGHT[:place], *(entry(50 + n) for n in range(8 - place))],
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_seen_in_pieces_is_told_at_every_place(watched: Watched, attack: str) -> None:
    """As when it was seen at once; until it is settled, again and again."""
    for place in range(8):
        watched.grow()
        watched.put(ATTACKS[attack](place))
        found = watched.look()
        assert found.any, place
        assert watched.look()[:2] == found[:2]
        watched.look(accept=True)
        assert not watched.look().any


def test_a_record_adds_to_the_file_and_leaves_the_rest(watched: Watched) -> None:
    """The same file, as it was, and about a hundred bytes more: what was there is not written anew."""
    before = watched.grow()
    inode = watched.kept.stat().st_ino
    watched.put([*EIGHT, entry(20)])
    watched.look()
    after = watched.kept.read_bytes()
    assert after.startswith(before)
    assert 0 < len(after) - len(before) < 100
    assert (watched.kept.stat().st_ino, watched.kept.stat().st_mode & 0o777) == (inode, 0o600)
    watched.look()
    assert watched.kept.read_bytes() == after


def test_a_file_of_before_there_were_pieces_is_read(watched: Watched) -> None:
    """One whole with its seal at the end, byte by byte as it was written then; nothing of it is forgotten."""
    watched.put(EIGHT)
    mark = f"{watched.ledger.path.stat().st_size} {private_files.seal(watched.ledger.path.read_bytes()).decode()}"
    lines = "".join(f"{each.id} {check_value(each)} {each.recorded_at.date()}\n" for each in EIGHT)
    data = f"{watched.ledger.place!a}\n{mark}\n{lines}".encode()
    old = data + private_files.seal(data)
    watched.kept.parent.mkdir(mode=0o700)
    watched.kept.write_bytes(old)
    watched.put([*EIGHT, entry(20)])
    assert watched.look() == Losses()
    assert watched.kept.read_bytes().startswith(old)
    watched.put([*EIGHT[:3], *EIGHT[4:]])
    assert [each.id for each in watched.look().missing] == ["1a03", "1a20"]


def test_a_torn_tail_is_healed(watched: Watched) -> None:
    """Cut anywhere, or zeros there as after a power cut: no loss is told that is none, and all is known again."""
    whole = watched.grow()
    for length in range(len(whole)):
        for torn in (whole[:length], whole[:length] + bytes(len(whole) - length)):
            watched.put(EIGHT)
            watched.kept.write_bytes(torn)
            assert watched.look() == Losses(), length
            watched.put(EIGHT[:-1])
            assert [each.id for each in watched.look().missing] == ["1a07"], length


def test_pieces_beside_a_damaged_one_stay_believed(watched: Watched) -> None:
    """Any byte is another: what the others say is told when it is gone, and nothing fails."""
    whole = watched.grow()
    first = len(f"{watched.ledger.place!a}\n")
    for place in range(first, len(whole)):
        watched.put(EIGHT[:4])
        watched.kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        missing = {each.id for each in watched.look().missing}
        # A line end that is none any more can spoil the piece on either side of it.
        assert len(missing & {"1a04", "1a05", "1a06", "1a07"}) >= 2, place
        assert missing <= {each.id for each in EIGHT[4:]}, place


def test_writers_side_by_side_add_the_same_twice(watched: Watched) -> None:
    """Two saw the same growth, and the slower one's mark stands last: nothing is told, and a loss is."""
    whole = watched.grow()
    pieces = private_pieces.read_pieces(str(watched.kept)).pieces
    assert len(pieces) == 8
    private_pieces.add_piece(str(watched.kept), pieces[5])
    assert watched.look() == Losses()
    assert len(watched.kept.read_bytes()) > len(whole)
    watched.put(EIGHT[:-1])
    assert [each.id for each in watched.look().missing] == ["1a07"]


def test_a_full_file_is_written_anew_without_its_marks(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half as long; what it knows is the same."""
    whole = watched.grow()
    monkeypatch.setattr(private_pieces, "MOST_BYTES", len(whole))
    watched.put([*EIGHT, entry(20)])
    assert watched.look() == Losses()
    shorter = watched.kept.read_bytes()
    assert len(shorter) < len(whole)
    assert len(private_pieces.read_pieces(str(watched.kept)).pieces) == 1
    watched.put(EIGHT[1:])
    assert [each.id for each in watched.look().missing] == ["1a00", "1a20"]


def test_half_a_piece_on_a_full_disk_is_none(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes half of it: nothing of what is whole is lost, and the next look heals it."""
    whole = watched.grow()
    write = os.write
    watched.put([*EIGHT, entry(20)])
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[: len(data) // 2]))
        full.setattr(private_files, "keep", lambda *_arguments: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            watched.look()
    assert watched.kept.read_bytes().startswith(whole)
    assert watched.look() == Losses()
    watched.put(EIGHT[1:])
    assert [each.id for each in watched.look().missing] == ["1a00", "1a20"]


@pytest.mark.parametrize("second", ["link", "name"])
def test_another_file_is_not_added_to(watched: Watched, tmp_path: Path, second: str) -> None:
    """A link, or a second name of it, is put aside; the other file stays as it is."""
    whole = watched.grow()
    other = tmp_path / "other"
    watched.kept.rename(other)
    (watched.kept.symlink_to if second == "link" else watched.kept.hardlink_to)(other)
    watched.put([*EIGHT, entry(20)])
    assert watched.look() == Losses()
    assert other.read_bytes() == whole
    assert not watched.kept.is_symlink()
    assert watched.kept.stat().st_nlink == 1


def test_of_a_long_file_its_end_is_read(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes at each record, however much is kept, the first record after a whole look included."""
    many = [entry(number) for number in range(300)]
    watched.put(many)
    watched.look()
    read, pread = [0], os.pread

    def counted(descriptor: int, size: int, place: int) -> bytes:
        data = pread(descriptor, size, place)
        read[0] += len(data)
        return data

    monkeypatch.setattr(os, "pread", counted)
    for number in (300, 301):
        many.append(entry(number))
        watched.put(many)
        read[0] = 0
        assert watched.look() == Losses()
        assert 0 < read[0] < 5000 < watched.kept.stat().st_size
    watched.put(many[1:])
    assert len(watched.look().missing) == 1
