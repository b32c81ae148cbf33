"""What a row or a line calls places and departments; all in normal form."""

from __future__ import annotations

import re

PLACE_ENDINGS = ("街道", "街道办事处", "街", "社区", "镇", "乡", "村", "开发区", "管委会", "园区")
"""How the names of a district's parts end."""

DEPARTMENT_ENDINGS = (
    *(
        "局",
        "委",
        "办",
        "部",
        "科",
        "股",
        "室",
        "院",
        "中心",
        "集团",
        "公司",
        "政府",
        "街",
        "街道",
        "镇",
        "乡",
        "区",
        "市",
    ),
    *("县", "省", "馆", "会", "队", "站", "校", "所", "处", "办公室", "委员会", "支队", "大队", "分局", "总队", "银行"),
)
"""How the names of departments and places end; a unit is looked for first."""

_OFFICE = re.compile("街道办(?:事处)?$")


def street(normal: str) -> str:
    """A place as it is mostly called: 大智街道办事处 is 大智街道."""
    return _OFFICE.sub("街道", normal)
