"""Number format codes of spreadsheets as tokens: `[Red]0.0"万";-0.0"万"`.

The grammar is that of ECMA-376, part 1, 18.8.31, with `!` as a second sign that escapes the next character, as Chinese
and Japanese Excel write it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

GENERAL = "General"


class Kind(Enum):
    """What a token is: a part of the number or day, text that is added, or nothing that is understood."""

    LITERAL = auto()
    GENERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    SLASH = auto()
    DATE = auto()
    CLOCK = auto()
    ELAPSED = auto()
    TEXT = auto()
    CONDITION = auto()
    UNKNOWN = auto()


class Token(NamedTuple):
    """A piece of a code; a literal's text is what is displayed."""

    kind: Kind
    text: str


_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | (?P<space>[_*].) | \[(?P<bracket>[^\[\]]*)\] | (?P<end>;)
    | (?P<general>General|G/通用格式) | (?P<clock>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|aaa+|g+) | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,)
    | (?P<percent>%) | (?P<text>@) | (?P<slash>/) | (?P<unknown>[A-Za-z]) | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|[黑蓝青绿红白黄]色|洋红|(?:color|颜色)\s*\d+", re.IGNORECASE
)
_CONDITION = re.compile(r"(?:<=|>=|<>|<|>|=)-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
# A locale is a hexadecimal number; its highest byte asks for digits of another script.
_LOCALE = re.compile(r"\$(?P<symbol>[^-]*)(?:-[0-9a-f]{1,6})?", re.IGNORECASE)


def sections(code: str) -> list[list[Token]]:
    """The sections of a code, divided by semicolons: for positive numbers, negative ones, zero, and texts."""
    found: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        name = match.lastgroup or "unknown"
        text = match[name]
        if name == "end":
            found.append([])
        elif name in {"quoted", "escaped", "plain"}:
            found[-1] += [Token(Kind.LITERAL, text)] if text else []
        elif name == "bracket":
            found[-1] += _bracketed(text)
        elif name != "space":
            found[-1].append(Token(Kind[name.upper()], text))
    return found


def _bracketed(text: str) -> list[Token]:
    """What stands in square brackets: a colour, a condition, an elapsed time, a currency with its locale."""
    if _COLOUR.fullmatch(text):
        return []
    if _CONDITION.fullmatch(text):
        return [Token(Kind.CONDITION, text)]
    if _ELAPSED.fullmatch(text):
        return [Token(Kind.ELAPSED, text)]
    if found := _LOCALE.fullmatch(text):
        return [Token(Kind.LITERAL, found["symbol"])] if found["symbol"] else []
    return [Token(Kind.UNKNOWN, text)]


def condition(tokens: list[Token]) -> tuple[str, Decimal] | None:
    """When a section is used, if it says so itself: `[>=10000]` → (">=", 10000)."""
    for token in tokens:
        if token.kind is Kind.CONDITION:
            sign = token.text.rstrip("0123456789.-")
            return sign, Decimal(token.text.removeprefix(sign))
    return None


_ACCOUNTING = '_ {symbol}* #,##0{places}_ ;_ {symbol}* -#,##0{places}_ ;_ {symbol}* "-"{blank}_ ;_ @_ '
# As Excel for China (zh-cn) shows them; a file may leave them out. ECMA-376, part 1, 18.8.30.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0 ;-#,##0",
    38: "#,##0 ;[Red]-#,##0",
    39: "#,##0.00 ;-#,##0.00",
    40: "#,##0.00 ;[Red]-#,##0.00",
    41: _ACCOUNTING.format(symbol="", places="", blank=""),
    42: _ACCOUNTING.format(symbol='"¥"', places="", blank=""),
    43: _ACCOUNTING.format(symbol="", places=".00", blank="??"),
    44: _ACCOUNTING.format(symbol='"¥"', places=".00", blank="??"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The codes that spreadsheets know by number."""
