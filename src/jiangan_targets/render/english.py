"""English as it is written: the one form of a noun that a unit has in its plural."""

from __future__ import annotations

_SHORTEST_PLURAL = 4


def singular(name: str) -> str:
    """An English unit as it follows 1: `tower` for `towers`; what is no plural stays."""
    noun, blank, rest = name.partition(" ")
    if not noun.isascii() or not noun.isalpha() or len(noun) < _SHORTEST_PLURAL:
        return name
    if noun == "people":
        noun = "person"
    elif noun.endswith("ies"):
        noun = noun[:-3] + "y"
    elif noun.endswith(("sses", "xes", "ches", "shes")):
        noun = noun[:-2]
    elif noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        noun = noun[:-1]
    return noun + blank + rest
