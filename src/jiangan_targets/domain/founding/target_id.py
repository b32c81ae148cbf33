"""Ids for targets that have only a Chinese name: short English words that say what the target is about.

An id is typed on the command line, so it is ASCII. It follows from the name alone, but for the number behind
equal ones: the same text gives the same ids. A name without a known word gets `target`, counted on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiangan_targets.domain.report_text.script import one_spelling

_PATTERNS = (
    ("gdp", re.compile("生产总值|GDP|经济(?=增速|增长|总量)")),
    ("retail", re.compile("社会消费品零售|社零|零售总额|零售额")),
    ("revenue", re.compile("公共预算收入|财政收入|财政总收入|公共财政预算收入|财税收入")),
    ("spending", re.compile("公共预算支出|财政支出|民生支出")),
    ("tax", re.compile("税收")),
    ("investment", re.compile("固定资产投资|工业投资|技改投资|民间投资|投资")),
    ("industry", re.compile("工业增加值|工业总产值|工业产值|规上工业|规模以上工业")),
    ("services", re.compile("服务业")),
    ("finance", re.compile("金融业")),
    ("digital", re.compile("数字经济")),
    ("rural-income", re.compile("农村居民.{0,12}收入|农民.{0,12}收入")),
    ("urban-income", re.compile("城镇居民.{0,12}收入|城市居民.{0,12}收入")),
    ("income", re.compile("居民.{0,12}收入|可支配收入")),
    ("prices", re.compile("消费价格|物价|CPI")),
    ("unemployment", re.compile("失业率")),
    ("jobs", re.compile("就业")),
    ("training", re.compile("培训")),
    ("trade", re.compile("进出口|外贸")),
    ("exports", re.compile("出口")),
    ("foreign-capital", re.compile("外资")),
    ("deficit", re.compile("赤字")),
    ("bonds", re.compile("债券|国债")),
    ("energy", re.compile("能耗|能源消耗")),
    ("carbon", re.compile("碳排放|二氧化碳")),
    ("air", re.compile("PM2|PM10|空气|优良天数")),
    ("water", re.compile("水质|用水|供水|污水")),
    ("waste", re.compile("垃圾")),
    ("parking", re.compile("停车")),
    ("charging", re.compile("充电")),
    ("parks", re.compile("公园")),
    ("greenways", re.compile("绿道")),
    ("greenery", re.compile("绿地|绿化|造林|森林")),
    ("renovation", re.compile("老旧小区|棚户区|旧城|危旧房|老旧街区")),
    ("housing", re.compile("保障性住房|公租房|公共租赁|住房|安置房")),
    ("lifts", re.compile("电梯")),
    ("roads", re.compile("道路|公路|断头路|街路")),
    ("bridges", re.compile("桥")),
    ("junctions", re.compile("路口")),
    ("buses", re.compile("公交")),
    ("pipes", re.compile("管网|管线|管道|天然气")),
    ("toilets", re.compile("公厕|厕所")),
    ("markets", re.compile("农贸市场|菜市场|市场(?!主体)")),
    ("canteens", re.compile("食堂|餐厅|厨房")),
    ("school-places", re.compile("学位")),
    ("schools", re.compile("学校|中小学|小学|中学|幼儿园")),
    ("childcare", re.compile("托位|托育|婴幼儿")),
    ("elder-beds", re.compile("养老床位")),
    ("elder-care", re.compile("养老|敬老|老年|老人")),
    ("beds", re.compile("床位")),
    ("hospitals", re.compile("医院|卫生院|卫生服务")),
    ("screening", re.compile("筛查|体检|检测|抽检")),
    ("defibrillators", re.compile("除颤")),
    ("disability", re.compile("残疾")),
    ("aid", re.compile("救助|补贴|低保")),
    ("events", re.compile("文化活动|惠民活动|活动|演出|场次")),
    ("tourists", re.compile("游客|旅游")),
    ("sport", re.compile("健身|体育")),
    ("libraries", re.compile("图书|书房|书屋")),
    ("hightech", re.compile("高新技术企业|高企")),
    ("innovators", re.compile("(?:专精特新|小巨人|科技型中小|瞪羚|独角兽)(?:“小巨人”)?(?:企业)?")),
    ("market-entities", re.compile("市场主体|经营主体")),
    ("listings", re.compile("上市(?:企业|公司)?")),
    ("patents", re.compile("专利")),
    ("research", re.compile("研发|R&D")),
    ("towers", re.compile("楼宇")),
    ("projects", re.compile("项目")),
    ("grain", re.compile("粮食")),
    ("urbanisation", re.compile("城镇化")),
    ("life-expectancy", re.compile("寿命")),
    ("births", re.compile("出生")),
    ("deaths", re.compile("死亡")),
    ("accidents", re.compile("事故")),
    ("base-stations", re.compile("基站")),
    ("farmland", re.compile("农田|耕地")),
    ("firms", re.compile("企业")),
    ("ranking", re.compile("排名|位次|竞争力")),
)
_QUALIFIERS = (
    ("growth", re.compile("增速|增长|涨幅|增幅")),
    ("share", re.compile("占比|比重|占.{1,12}比")),
    ("rate", re.compile("率$")),
    ("per-head", re.compile("人均|每千|每万|千人|万人|户均")),
)
_UNKNOWN = "target"
_LONGEST = 200  # characters that a name may have


def make_ids(names: Iterable[str]) -> list[str]:
    """An id for each name, all different, in the order of the names."""
    counted: dict[str, int] = {}
    ids: dict[str, None] = {}
    for name in names:
        word = _word(one_spelling(name[:_LONGEST]))
        identifier = word or f"{_UNKNOWN}-1"
        while identifier in ids:
            counted[word] = counted.get(word, 1) + 1
            identifier = f"{word or _UNKNOWN}-{counted[word]}"
        ids[identifier] = None
    return list(ids)


def _word(name: str) -> str:
    """What a name is about; of several words the one that stands last, as the noun does in Chinese."""
    # 数字经济占GDP比重 is of the digital economy.
    about = name.partition("占")[0] or name
    found = [
        (hit.end(), -order, word) for order, (word, pattern) in enumerate(_PATTERNS) if (hit := pattern.search(about))
    ]
    if not found:
        return ""
    word = max(found)[2]
    said = next((qualifier for qualifier, pattern in _QUALIFIERS if pattern.search(name)), "")
    return f"{word}-{said}" if said and word not in _WITHOUT else word


_WITHOUT = frozenset({"unemployment", "prices", "urbanisation", "life-expectancy"})
"""Are rates or averages by themselves."""
