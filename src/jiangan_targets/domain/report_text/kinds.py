"""How a figure of a report binds, and how it behaves over the year."""

from __future__ import annotations

import re

from jiangan_targets.domain.report_text.amounts import Amount
from jiangan_targets.domain.report_text.proposal import Compared, ProposedKind
from jiangan_targets.domain.report_text.words import any_of, begins_with_verb

# What stands right behind a figure binds it, else what stands right before it; of each the first that fits.
_BEHIND = (
    (re.compile("左右|上下|前后"), Compared.ABOUT),
    (re.compile("及?以下|[之以]内|内(?![\u4e00-\u9fff])"), Compared.AT_MOST),
)
_BEFORE = tuple(
    (re.compile(f"{any_of(words)} ?$"), compared)
    for words, compared in (
        ("不超过 不高于 不突破 不得超过 不大于 不多于", Compared.AT_MOST),
        ("不低于 不少于 不小于 不得少于 不得低于 至少 不下", Compared.AT_LEAST),
        ("控制 控制在 控制到 控制为 降至 降到 下降到 下降至 降低到 降低至 减少到 减至", Compared.AT_MOST),
        ("压减到 压减至 压降至 缩小到 缩小至 缩小为", Compared.AT_MOST),
        ("低于 少于 小于", Compared.LESS_THAN),
        ("突破 超过 超出 超 高于 大于 多于 跨越 越过", Compared.MORE_THAN),
        ("(?<![签节集预合公续履])约 约为 大约 接近 近", Compared.ABOUT),
    )
)
_LOWER_IS_BETTER = re.compile(
    any_of("失业率 死亡率 发生率 赤字率 不良率 杠杆率 负债率 人口自然增长率 出生率 发案 PM2 PM10 浓度 价格 物价 CPI")
)
_FALLS = re.compile("下降|降低|减少|降幅")

_PER_HEAD = re.compile("/[百千万十]*(?:人|户|亩|老人|儿童|平方公里)")
# A stock by its name, whatever is done with it.
_STOCKS = re.compile("总数|存量$|存栏|保有|余额|拥有量|总里程|(?:通车|运营)里程")
# What adds up over the year, whatever leads to its figure.
_FLOWS = re.compile(
    any_of(
        "增加值 产值 生产总值 GDP 经济总量 业务总量 收入 总额 投资 产量 总产 产出 销售 销量 营收 零售额 零售总额 税收",
        "支出 预算 赤字 进出口 出口 进口 外资 到位 交易额 成交 债券 国债 融资 贷款发放 消费券 就业 招聘 培训 筛查 体检",
        "救助 人次 活动 演出 场次 游客 接待 客流 流量 吞吐量 运量 快递 业务量 开行 发电 用电 天数 签约 引进 培育 净增",
        "新增 新建 改造 建成 造林 整治 修复 检查 抽检 授权 申请 案件 转化 服务(?:群众|人次) 建设$",
        "^新(?!能源|型|材料|兴|农|区|市民|业态|一代|时代|质|媒体|城|村)",
    )
)
# 税收过千万元企业: a sum in a name says which are meant, and nothing of what they do.
_WHICH = re.compile("^.*元(?:及?以上)?的?(?=[\u4e00-\u9fff])")
_REACHES = re.compile(
    any_of(
        "达到 达 突破 超过 超 稳定在 保持在 保持 扩大到 增加到 增至 提高到 提升到 发展到 控制在 不低于 不少于",
        "降至 下降到",
    )
    + " ?$"
)
_MAYBE_STOCKS = re.compile(any_of("总量 总面积 床位 托位 市场主体 经营主体 企业数(?!字) 规模达 覆盖"))


def comparison(amount: Amount, lead: str, behind: str, name: str) -> tuple[Compared, bool]:
    """How a figure binds, and whether that is a guess.

    A range is taken for its lower end, where more is better; a bare figure of what should stay low for a limit.
    """
    lower = stays_low(name)
    if amount.upper is not None:
        return (Compared.WITHIN if lower else Compared.AT_LEAST), True
    said = [compared for pattern, compared in _BEHIND if pattern.match(behind)]
    said += [compared for pattern, compared in _BEFORE if pattern.search(lead)]
    if said:
        return said[0], False
    if behind.startswith(("以上", "及以上")):
        return Compared.AT_LEAST, False
    if amount.loose:
        return Compared.MORE_THAN, False
    return (Compared.AT_MOST, True) if lower and not _FALLS.search(lead) else (Compared.AT_LEAST, False)


def stays_low(name: str) -> bool:
    """Whether less is better of what is called so, in one spelling."""
    return _LOWER_IS_BETTER.search(name) is not None


def kind(amount: Amount, unit: str, lead: str, name: str, like: ProposedKind | None) -> tuple[ProposedKind, bool]:
    """The kind of a figure, and whether that is a guess. `like` is the kind of the list it goes on with."""
    flows = _FLOWS.search(_WHICH.sub("", name) if amount.is_count and _REACHES.search(lead) else name) is not None
    if amount.is_rate:
        return ProposedKind.RATE, False
    if _PER_HEAD.search(unit) or "寿命" in name or "累计" in lead or _STOCKS.search(name):
        return ProposedKind.LEVEL, False
    if like is not None and not flows and not _REACHES.fullmatch(lead.strip()):
        return like, True
    if flows or begins_with_verb(name):
        return ProposedKind.TOTAL, False
    if _REACHES.search(lead):
        return ProposedKind.LEVEL, False
    return (ProposedKind.LEVEL if _MAYBE_STOCKS.search(name) else ProposedKind.TOTAL), True
