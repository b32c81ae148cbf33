"""What the Tab key offers for a target, kept beside the validated plan and trusted only with the same targets file."""

from __future__ import annotations

from jiangan_targets import __version__
from jiangan_targets.storage.disk.private_files import read_kept, read_small
from jiangan_targets.storage.workspace.locate import cache_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiangan_targets.domain.target import Plan

END = b"\0"
_PART_SIGN = "/"  # as `domain.target` has it, which the Tab key does not wait for


def stamp(data: bytes) -> bytes:
    """What a cache begins with: the program's version, and the very bytes of the targets file it was made from."""
    return b"jiangan-targets %s %d\n%s\n" % (__version__.encode(), len(data), data)


def offers_of(plan: Plan) -> bytes:
    """The language of the plan, then a line per target: id, Chinese and English name, aliases; tabs between.

    Behind a target come its parts, with ids that have a `/`.
    """
    from jiangan_targets.domain.parts import with_parts  # noqa: PLC0415 -- only where they are kept anew

    offered = (target for target in with_parts(plan) if _is_safe(target.part or ""))
    rows = [[target.id, target.name, target.name_en, *target.aliases] for target in offered]
    lines = ["\t".join([row[0], *map(safe_for_shell, row[1:3]), *filter(_is_safe, row[3:])]) for row in rows]
    return "\n".join([plan.language, *lines]).encode()


def read_offers(targets_file: str, environ: Mapping[str, str]) -> tuple[str, list[list[str]]] | None:
    """The plan's language and its rows, or None when they are not kept or of another file."""
    cache = cache_file(targets_file, environ)
    if cache is None:
        return None
    try:
        mark, kept = stamp(read_small(targets_file)), read_kept(cache)
    except OSError:
        return None
    if kept is None or not kept.startswith(mark):
        return None
    offers, _end, _plan = kept[len(mark) :].partition(END)
    language, *lines = offers.decode().split("\n")
    return language, [line.split("\t") for line in lines]


def begun_parts(rows: list[list[str]], incomplete: str, name: int) -> list[tuple[str, str]]:
    """The parts that a text `parking/大` begins to name, whatever the target is called there; `name` is a column."""
    before, _sign, begun = incomplete.partition(_PART_SIGN)
    wholes = {row[0] for row in rows if before in {row[0], row[1], *row[3:]}}
    found = []
    for row in rows:
        whole, sign, part = row[0].partition(_PART_SIGN)
        if sign and whole in wholes and part.startswith(begun):
            found.append((f"{before}{_PART_SIGN}{part}", row[name]))
    return found


def safe_for_shell(text: str) -> str:
    """Letters, digits and blanks only: shells evaluate what they show beside an offer."""
    plain = "".join(character if character.isalnum() or character in " .-" else " " for character in text)
    return " ".join(plain.split())


def _is_safe(text: str) -> bool:
    return text == safe_for_shell(text)
