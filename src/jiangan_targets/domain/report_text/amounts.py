"""Amounts in a report's clause: `1.4万个`, `4.5%—5%`, `5.5批次/千人`, `百分之八`, `六十万人`.

A number is an amount when a unit stands behind it. Years, days, line numbers, ages and ordinals are none, and
nothing inside brackets or short quotation marks is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jiangan_targets.domain.quantity import canonical, fits
from jiangan_targets.domain.report_text.words import any_of

SCALES = {"千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12}
"""Powers of ten of the words between a number and its unit."""

_MONEY = ("元", "美元", "欧元", "港元", "日元", "英镑")
_RATES = ("个百分点", "百分点", "%", "‰")

# Measure words. What may not follow one, because it would be part of another word (3个月, 2名单), stands with it.
_COUNTERS = any_of(
    "个(?!百分点|月|工作日|小时|多月|半月|季度|方面) 人次 人份 人口 人(?!均|民|大(?!代)|才|居) 名(?!单|列|牌) 户次",
    "户(?!籍|均) 家次 家(?!庭) 所(?!有|在|属|需) 座次 座(?!谈) 处(?!理|置|级|方(?!便)) 条(?!例|款|件) 栋 幢 套 间 辆",
    "台套 标台 台次 台(?!账|阶) 部次 部(?!分|门|级|队|委|署) 艘 架次 架(?!构) 根(?!本) 盏 张(?!家) 床 件 项次 项 场次",
    "场(?!所|地|馆|景) 班次 班(?!子|次) 次(?!会|常务|全体|党) 批次 批 宗 类 种(?!植) 片(?!区) 块 只 羽 头只 头 匹",
    "株 棵 口(?!袋|径) 眼 穴 例 剂次 针次 剂 支(?!持|部|出|行) 篇 册 份 列 标准箱 标箱 箱 柜 门(?!类|诊|店) 对次",
    "对(?!口|接|于) 组(?!织|建) 把 道(?!路) 孔 站 点位 桩 枪 端(?!口) 幅 趟 单(?!位) 笔 款 封 首 幕 轮 线",
    "期(?!间|末|限) 村(?!民|庄|镇|级|集|居|村) 社区 镇 乡(?!镇|村) 位(?!于|居|列|次) 席 工位 学时 课时 尾 粒",
    "杯 盒 格 车次 航次",
    "本(?!级|科|地|市|区|县) 天(?!内|之内|以内|前|时间) 度(?!假) 方(?!面|案|式|向|米|便)",
    "分(?!钟|之|别|类|区|局|管|布|期|级|析|享|公|批|步|担|工|行|院|会) 倍",
)
_MEASURES = any_of(
    "平方公里 平方千米 平方米 平米 ㎡ m2 立方米 立方 标准立方米 标方 公里 千米 米 公顷 亩 公斤 千克 斤 担 升",
    "吨标准煤 吨标煤 标准煤 吨公里 吨 千瓦时 千瓦 兆瓦时 兆瓦 吉瓦 千伏安 兆伏安 蒸吨 微克/立方米 微克每立方米 毫克/升",
    "微克 分贝",
    *_MONEY,
    *_RATES,
)
_UNIT = f"(?:{_MEASURES}|{_COUNTERS})"
# Per how many of what: 批次/千人, 万元/亩.
_PER = "(?:/[十百千万]{0,2}[\u4e00-\u9fff]{1,3})?"

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SCALE = any_of("万亿 百亿 千亿 亿 百万 千万 十万 万 千(?![米瓦伏克])")
_LOOSE = "[多余来几]?"
# Letters, 第 and signs before a number make it a name: G60, PM2.5, 第3批, 省道213线.
_ALONE = "(?<![A-Za-z0-9.第+#/-])(?<![0-9]时)(?<![国省县乡]道)(?<![0-9] )"
_AMOUNT = re.compile(
    rf"{_ALONE}(?P<low>{_NUMBER}) ?"
    rf"(?:{_LOOSE}(?P<low_scale>{_SCALE})?(?P<low_unit>{_UNIT})?[-至到](?P<high>{_NUMBER}))?"
    rf"(?P<loose>{_LOOSE})(?P<scale>{_SCALE})? ?(?P<loose_too>{_LOOSE})(?P<unit>{_UNIT}{_PER})"
)

# Chinese characters: percentages, numbers with 万 or 亿, and small counts of concrete things.
_DIGITS = "[零一二两三四五六七八九十百千万亿点]"
_SMALL = any_of(
    "[两三四五六七八九] [一二三四五六七八九]?十[一二三四五六七八九]?",
    "[一二两三四五六七八九][百千](?:零?[一二两三四五六七八九][百十]?){0,3}",
)
_THINGS = any_of(
    "所(?!有|在|属) 座(?!谈) 条(?!例|款|件) 处(?!理|置) 个(?!方面|月|百分点) 家(?!庭) 栋 幢 套 间 辆 台 部(?!分|门)",
    "场 口 元 公里 亩(?!均) 公顷 平方米 米 吨 名(?!单) 人(?!均|民|大|才) 户(?!籍|均)",
)
_IN_WORDS = re.compile(
    rf"(?P<sign>百分之|千分之)(?P<low>{_DIGITS}{{1,7}})(?:[-至到](?:百分之|千分之)?(?P<high>{_DIGITS}{{1,7}}))?"
    rf"|(?<![0-9.第])(?P<many>[一二两三四五六七八九十百千]{_DIGITS}{{0,9}}?)(?P<loose>[多余]?)(?P<scale>万亿|亿|万)"
    rf"{_LOOSE}(?P<unit>{_UNIT})"
    rf"|(?<![0-9.第])(?P<few>{_SMALL})(?P<thing>{_THINGS})"
    "|(?P<tenths>[一二三四五六七八九])成(?P<half>半?)(?=以上|左右|以内|$)"
)

# Figures without a unit of the lists: 3.2万农村人口 are people, 79.2岁 a span of life, 10/10万 a ratio, 控制在0.02以内
# has none, and what stands last in its clause, 8000穴, has its own.
_PLAIN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![A-Za-z0-9.])(?P<low>{_NUMBER})(?P<unit>/[0-9]*[十百千万]+)",
        rf"(?:寿命|年限)[^0-9,]{{0,8}}(?P<low>{_NUMBER})(?P<unit>岁|年)",
    )
)
_LAST = (
    rf"(?P<low>{_NUMBER})(?P<scale>{_SCALE})?(?P<unit>[\u4e00-\u9fff](?<![年月日号时岁届路级楼版型周多余以左上万亿千百]))"
    "(?=(?:以上|以内|左右)?$)"
)
_UNITLESS = (
    rf"(?:控制在|缩小[到至为]|降[到至为]|达到)(?P<low>{_NUMBER})(?P<scale>)(?P<unit>)(?=(?:以内|以下|以上|左右)?$)"
)
_PEOPLE = (
    rf"(?<![A-Za-z0-9.第])(?P<low>{_NUMBER}){_LOOSE}(?P<scale>{_SCALE})(?P<unit>)"
    "(?=[\u4e00-\u9fff]{0,6}?(?:人口|群众|居民|农民|职工|学生|老人|妇女|儿童))"
)
_PEOPLE_BEFORE = (
    rf"(?:人口|人数|人次)(?:达到?|突破|超过?)?(?P<low>{_NUMBER})(?P<scale>{_SCALE})(?P<unit>)(?=(?:以上|以内|左右)?$)"
)
_ODD = tuple(re.compile(pattern) for pattern in (_LAST, _UNITLESS, _PEOPLE, _PEOPLE_BEFORE))
_SEEN = 1024
"""Clauses whose amounts are kept: each is asked for its own more than once."""

_DIGIT_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


class Amount(NamedTuple):
    """A number with its unit at `start`…`end` of a clause; `power` of ten of the scale word before the unit.

    `value` and `upper` are without the scale word. `loose` (20余个) is more than the number, `in_words` a small count
    in Chinese characters, `odd` a unit that no list has.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    power: int
    unit: str
    loose: bool = False
    in_words: bool = False
    odd: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of money."""
        return self.unit.partition("/")[0] in _MONEY

    @property
    def is_count(self) -> bool:
        """Whether it counts things or people, as against measuring them."""
        return self.odd or re.fullmatch(_COUNTERS, self.unit) is not None

    @property
    def is_rate(self) -> bool:
        """Whether its unit is a percentage, points of one, or a ratio."""
        return self.unit in {*_RATES, "倍", ""} or self.unit.startswith(("微克", "毫克", "/"))


@lru_cache(maxsize=_SEEN)
def amounts(bare: str) -> tuple[Amount, ...]:
    """All amounts of a clause in one spelling, in their order."""
    found = [amount for match in _AMOUNT.finditer(bare) if (amount := _amount(match))]
    found += [amount for match in _IN_WORDS.finditer(bare) if (amount := _in_words(match))]
    found += [_plain(match) for pattern in _PLAIN for match in pattern.finditer(bare)]
    taken = {place for amount in found for place in range(amount.start, amount.end)}
    for pattern in _ODD:
        found += [_odd(match) for match in pattern.finditer(bare) if match.start("low") not in taken]
    return tuple(sorted((amount for amount in found if fits(amount.value)), key=lambda amount: amount.start))


def number(text: str) -> Decimal:
    """A number as digits, with or without commas between thousands."""
    return Decimal(text.replace(",", ""))


def _amount(match: re.Match[str]) -> Amount | None:
    """A range is one amount; with different units at its ends it goes from one to the other. None when it falls."""
    low, high, unit = number(match["low"]), match["high"], match["unit"]
    if high and match["low_unit"] not in {None, unit}:
        low, high = number(high), None
    upper = number(high) if high else None
    if upper is not None and upper <= low:
        return None
    power = SCALES.get(match["scale"] or match["low_scale"] or "", 0)
    return Amount(match.start(), match.end(), low, upper, power, unit, bool(match["loose"] or match["loose_too"]))


def _in_words(match: re.Match[str]) -> Amount | None:
    place = match.span()
    if match["sign"]:
        low, high = from_words(match["low"]), from_words(match["high"] or "")
        unit = "%" if match["sign"] == "百分之" else "‰"
        return None if low is None else Amount(*place, low, high, 0, unit)
    if match["few"]:
        few = from_words(match["few"])
        return None if few is None else Amount(*place, few, None, 0, match["thing"], in_words=True)
    if match["tenths"]:
        return Amount(*place, Decimal(10 * _DIGIT_VALUES[match["tenths"]] + 5 * len(match["half"])), None, 0, "%")
    many = from_words(match["many"])
    if many is None:
        return None
    return Amount(*place, many, None, SCALES[match["scale"]], match["unit"], bool(match["loose"]))


def _plain(match: re.Match[str]) -> Amount:
    return Amount(match.start("low"), match.end(), number(match["low"]), None, 0, match["unit"])


def _odd(match: re.Match[str]) -> Amount:
    scale = match["scale"] or ""
    unit = match["unit"] or (("人次" if match[0].startswith("人次") else "人") if scale else "")
    return Amount(match.start("low"), match.end(), number(match["low"]), None, SCALES.get(scale, 0), unit, odd=True)


def from_words(text: str) -> Decimal | None:
    """The number that Chinese characters say: 四点五, 一百二十; None when they say none."""
    whole, point, decimals = text.partition("点")
    total = section = digit = 0
    for character in whole:
        if character in _DIGIT_VALUES:
            digit = _DIGIT_VALUES[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit) * 10 ** SCALES[character]
            section = digit = 0
    if not text or (point and not decimals) or any(character not in _DIGIT_VALUES for character in decimals):
        return None
    written = "".join(str(_DIGIT_VALUES[character]) for character in decimals)
    return canonical(Decimal(f"{total + section + digit}.{written or 0}"))
