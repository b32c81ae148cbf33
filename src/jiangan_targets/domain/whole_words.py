"""What people call the whole beside its parts, in normal form."""

from __future__ import annotations

_WHOLE = """
    合计 总计 小计 全区 总数 total 本区 我区 区级合计 全区合计 全区总计 区合计 合计数
    总计数 街道合计 各街道合计
    """
WHOLE = frozenset(_WHOLE.split())
"""What a row calls the sum of the rows around it, or the district as a whole."""
