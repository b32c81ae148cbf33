"""The normal form of headings and names: what differs only in typography is equal.

Blanks, line breaks and invisible characters go, compatibility characters become what they stand for (NFKC), every
dash is `-`, every tilde `~`, letters are small. A leading number (`1.`, `一、`, `（一）`, `其中：`) can be taken off.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = "‐‑‒–—―−﹣－─━⁃˗⸺⸻"
_TILDES = "～〜∼˜∾﹋"
_DOTS = "•・‧∙●■◆▪★☆"
_QUOTES = "“”„‟「」『』＂"
_SAME = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_TILDES, "~"),
        **dict.fromkeys(_DOTS, "·"),
        **dict.fromkeys(_QUOTES, '"'),
        "’": "'",
        "。": ".",
        "、": ",",
        **{chr(0x2460 + number): f"({number + 1})" for number in range(20)},  # ① to ⑳, which NFKC makes plain digits
    }
)
_RUNS = r"-{2,}|~{2,}"
_INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp"}
# Compiled when it is used: a command that receives no tables needs it not, and these sets take long.
_NUMBERING = (
    r"(?:其中:?|#|·+"
    r"|第?[一二三四五六七八九十]{1,3}(?:[,.:]|是:?)"
    r"|\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,3}|[a-z])\)"
    r"|[0-9]{1,3}(?:[.-][0-9]{1,3})*[.,)](?![0-9])"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})+(?=[^0-9.%十百千万亿个]))"
)


@lru_cache(maxsize=1 << 14)
def normal_form(text: str) -> str:
    """`text` as it is compared: `指  标 名称` is `指标名称`, `１—９月` is `1-9月`."""
    compatible = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME).casefold()
    kept = "".join(
        character
        for character in compatible
        if not character.isspace() and unicodedata.category(character) not in _INVISIBLE
    )
    return re.sub(_RUNS, lambda run: run[0][0], kept)


def without_numbering(normal: str) -> str:
    """A normal form without the number, bullet or `其中` that it begins with."""
    while (found := re.match(_NUMBERING, normal)) and found.end() < len(normal):
        normal = normal[found.end() :]
    return normal
