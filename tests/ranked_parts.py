"""A plan whose targets have parts of several kinds: a total, a limit, a rate, a list that only reports."""

from __future__ import annotations

PLAN = """year = {year}
title = "某区{year}年目标"
title_en = "Targets of a district for {year}"
groups.city.name = "城建"

[targets.parking]
name = "新增停车位"
name_en = "New parking spaces"
aliases = ["停车位"]
group = "city"
kind = "total"
value = 6000
unit = "个"
unit_en = "spaces"

[targets.parking.parts]
unit_of = "街道"
"大智街道" = 1200
"一元街道" = 900
"车站街道" = 600
"四唯街道" = 1500
"永清街道" = 800
"后湖街道" = 1000

[targets.accidents]
name = "生产安全事故"
name_en = "Accidents at work"
group = "city"
kind = "total"
comparison = "at_most"
value = 30
unit = "起"
unit_en = "accidents"

[targets.accidents.parts]
unit_of = "部门"
"区住建局" = 10
"区交通局" = 20

[targets.revenue]
name = "税收增速"
name_en = "Growth of tax revenue"
group = "city"
kind = "rate"
value = 6
unit = "%"

[targets.revenue.parts]
unit_of = "街道"
"大智街道" = 6
"一元街道" = 5

[targets.visits]
name = "走访企业"
name_en = "Visits to companies"
group = "city"
kind = "total"
unit = "家"
unit_en = "companies"
parts = ["大智街道", "一元街道"]
unit_of = "街道"

[targets.schools]
name = "新建学校"
name_en = "New schools"
group = "city"
kind = "total"
value = 7
unit = "所"
"""
