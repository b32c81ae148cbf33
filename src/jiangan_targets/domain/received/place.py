"""Whether a line of a sheet is about another place than the plan's, or about a part of it, a sub-district."""

from __future__ import annotations

import re

from jiangan_targets.domain.received.place_words import PLACE_ENDINGS, street
from jiangan_targets.domain.whole_words import WHOLE

_PLACE = re.compile(r"(?:关于)?([^0-9:,]{2,6}?[市区县])(?:20\d\d年|[1-9]-)")
_PLACE_OF_DATA = re.compile(
    r"[为是系]([^0-9:,为是系]{1,8}?(?:[市区县]|街道(?:办事处)?|全省|全国))的?(?:数据|数(?!字)|口径|情况|指标)"
)
# 江汉区主要指标完成情况（2024年1-9月）, 2024年1-9月武汉市主要指标; 武汉市统计局 is who sends it
_BEGINNING = r"(?:^[(\"]*(?:关于)?|[年月底末]度?|季度|上半年)"
_TOWN_IN_TITLE = re.compile(
    _BEGINNING + r"(?P<town>[^0-9:,;()年月季度]{1,5}?(?:区(?![域级间属直块位内外里划])|市(?![场民政容值价级区县直属里])"
    r"|县(?![级域城区直乡])))(?![^0-9:,;()]{0,12}(?:局|委|委员会|办|办公室|政府|厅|中心|公司|集团|组)(?:$|[0-9:,;(]))"
)
_STREET_IN_TITLE = re.compile(
    _BEGINNING + r"(?P<part>[^0-9:,;()年月季度]{2,8}?街道(?:办事处|办)?)(?![^0-9:,;()]{0,4}级)"
)
_NO_TOWN = re.compile(
    r".*(?:[小园社城全我本各辖片景校库地市范验发税能街牧农厂工分专特禁灾病选矿港聚导作展户业活宅民心务贸保假流险]区"
    r"|[城上都超全我本各门股楼夜早集菜县省地]市|[全我本各市区]县)|区|市|县"
)
_NO_STREET = re.compile(r".*(?:重点|主要|示范|精品|背街|城市|商业|星级|特色|样板|美丽)街道")
_ONLY_PLACE = re.compile(r"([^0-9:,]{1,6}[市区县])")
_WIDER = re.compile(r"全市(?!排名|位次|排位|通报)|全省|全国")
_PART = (
    r"(?P<part>[^0-9:,;()]{1,14}?(?:街道办事处|街道办|街道|社区|(?<!城)镇|(?<!城)乡|(?<![乡农])村|开发区|管委会|园区))"
)
# 大智街道2024年1-9月完成情况, 大智街道9月
_PART_IN_TITLE = re.compile(rf"\(?(?:关于)?{_PART}(?:20\d\d年|[0-9]{{1,2}}月|[1-9]-|[上下]半年|第?[一二三四1-4]季度)")
# 填报单位：大智街道　填报人：…, 街道：大智街道
_PART_LABELLED = re.compile(
    r"(?:^|(?<=[:,;(])|填报|报送|上报|制表|填表|编制|汇总)(?:单位|部门|街道|社区|乡镇|地区|区域|辖区|范围)(?:名称)?:+"
    rf"{_PART}(?=$|[:,;()]|20\d\d|填|审|复|联|电|负|单位|日期|报[送表]|制表|数据)"
)
_EVERY = re.compile(r"[分按](?:街道|社区|镇|乡|村)$|各|全部|所有|每个|全区|我区|本区")
_LONGEST = 16


def is_elsewhere(normal: str, district: str) -> bool:
    """Whether a line, in normal form, is about a sub-district, or about a city while the plan is a district's."""
    if normal.endswith(PLACE_ENDINGS) and len(normal) <= _LONGEST:
        return True
    if any(_is_part(found["part"], district) for found in _parts(normal)):
        return True
    if not district or district in normal:
        return False
    if any(_is_town(found["town"], district) for found in _TOWN_IN_TITLE.finditer(normal)):
        return True
    other = _PLACE.match(normal) or _ONLY_PLACE.fullmatch(normal) or _PLACE_OF_DATA.search(normal)
    wider = _WIDER.search(normal) is not None and not district.endswith("市")
    return wider or (other is not None and other[1] not in WHOLE and not district.endswith(other[1]))


def _parts(normal: str) -> list[re.Match[str]]:
    streets = [each for each in _STREET_IN_TITLE.finditer(normal) if not _NO_STREET.match(each["part"])]
    found = _PART_IN_TITLE.match(normal), *_PART_LABELLED.finditer(normal), *streets
    return [each for each in found if each is not None]


def part_named(normal: str, district: str) -> str:
    """The sub-district that a line is about, as it calls it, in normal form; empty where it is none, or several."""
    whole = {normal} if normal.endswith(PLACE_ENDINGS) and len(normal) <= _LONGEST else set[str]()
    found = {each["part"] for each in _parts(normal)} or whole
    own = {place.rsplit(district, maxsplit=1)[-1] if district else place for place in found}
    return street(own.pop()) if len(own) == 1 else ""


def figures_of_elsewhere(normal: str, district: str) -> bool:
    """Whether a footnote, in normal form, says that the figures are another place's: 本表为全市数据."""
    found = [each[1] for each in _PLACE_OF_DATA.finditer(normal)]
    return bool(district) and any(each not in WHOLE and not district.endswith(each) for each in found)


def _is_town(place: str, district: str) -> bool:
    return _NO_TOWN.fullmatch(place) is None and not district.endswith(place)


def _is_part(place: str, district: str) -> bool:
    """Whether it is one part by name: neither the plan's own place nor all of its parts together."""
    own = place.rsplit(district, maxsplit=1)[-1] if district else place
    return own not in {"", *PLACE_ENDINGS} and not _EVERY.search(own) and not (district and district.endswith(own))
