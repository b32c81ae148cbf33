"""The words of reports that stand around a figure: what is done, how it is dated, how it is stressed."""

from __future__ import annotations

import re


def any_of(*words: str) -> str:
    """A pattern for any of the words, the longest first where one begins another. Each text may hold several.

    A word may be a pattern; what must or must not follow it does not count for its length.
    """
    listed = (word for text in words for word in text.split())
    return "(?:" + "|".join(sorted(listed, key=lambda word: -len(word.partition("(?")[0]))) + ")"


# What is done with what is counted. A name keeps it: 新增停车位; a list shares it: 新增停车位…、充电桩….
# 新 may stand before any of them.
_DONE = any_of(
    "新建 新增 新开工 新开办 新改扩建 新改建 新修 新辟 新植 新购 新获 新造 改扩建 改建 扩建 续建 迁建 重建 翻建",
    "改造 建成 建设(?!施) 建好 筹建 修建 建造 完工 竣工 投产 投运 投用 开工 动工 启动 交付 落地 落户 签约 挂牌",
    "竣工投产 开工建设 启动建设 建成投用 续建完工 实施 推进 推动 完成 实现 落实 打造 创建 创成 争创 创评",
    "培育 培养 引进 引育 招引 吸引 招聘 招录 招收 举办 承办 开展 组织 发放 发行 安排 筹集 筹措 争取",
    "整治 治理 巩固 提升 提质 提档升级 升级 优化 调整 优化调整 完善 改善 打通 拓宽 延伸 贯通 联通 连通",
    "修复 维修 修缮 修编 修订 更换 更新 安装 加装 增设 增加 增配 净增 设置 配置 配备 配建 配套 布局 布设",
    "投放 开通 开行 开办 开设 开放 开辟 恢复 解决 消除 化解 淘汰 关停 拆除 清理 清退 减少 压减 减免",
    "盘活 出让 收储 征收 收购 采购 购置 添置 补充 供应 保障 提供 转化 孵化 申报 认定 评定 评选 选树 遴选",
    "培训 帮扶 帮助 救助 资助 筛查 接种 治愈 走访 慰问 巡演 放映 推广 推出 推介 硬化 绿化 亮化 养护 加固",
    "除险加固 铺设 敷设 架设 疏浚 清淤 种植 栽植 补植 营造 增殖 放流 扩大 扩面 扩岗 转移 转移就业 输转 输送",
    "安置 分配 搬迁 回迁 促进 带动 支持 建立 设立 成立 组建 选派 创作 编制 出台 制定 发布 规划 开发 归集 兑现",
    "办理 登记 检查 抽检 监测 检测 摸排 排查 整改 处置 征集 整备 承接 入库 入统 注册(?!护士|资本|资金|商标|会计) 发展",
)
_HOW = any_of(
    "加快 大力 全面 持续 积极 全力 高标准 高质量 扎实 着力 继续 稳步 深入 有序 同步 统筹 切实 有效 分批 集中",
    "再 免费 重点 基本 累计 全程",
)
# 保障性住房, 培训机构, 建设用地 begin with no verb.
_NOUNS = any_of(
    "性 率 机构 基地 用地 中心 平台 师 员 者 区(?!域|间) 人次 费 面积 覆盖率 量 类 型 能力 房 点(?!亮) 业 户 大户",
)
VERB = rf"(?:(?:新(?=[\u4e00-\u9fff]{{2}}))?{_DONE}(?!{_NOUNS})|[新改](?=[、\ue000]+[改扩建迁])|[建修](?=$|[0-9]))"
"""What is done. 新 alone is a verb in 新、改建 and 新（改）建, 建 alone right before a figure."""

_VERBS = re.compile(rf"{_HOW}*{VERB}(?:(?:[、和及并与]|\ue000+)?{VERB}|\ue000+建|\ue000+(?=[\u4e00-\u9fff]))*了?")

# What may stand before a name and is no part of it.
_MONTH = "[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|末|中旬|上旬|下旬)?(?:之?前)?"
_TIMES = any_of(
    "去年 上年 20[0-9]{2}年度? 到20[0-9]{2}年底? 今年 明年 全年 全年共? 每年 年度(?!目标) 本年度?(?!目标) 年内 当年",
    "新的一年 预计全年 到?今?年底前? 到?年末 (?:力争)?上半年 下半年",
    "[一二三四]季度(?:末|底|前)* [春夏秋冬]季(?:学期|开学)?之?前?",
    _MONTH,
)
_STRESS = any_of(
    "力争 确保 努力 即 争取(?=[达实完新突全到]) 计划(?!生育|单列) 拟 将 要(?!素) 预期(?!寿命) 预计 继续 进一步 同时",
    "保持(?=[\u4e00-\u9fff]{3}) 使(?=全)",
    "还将 全力 必须 至少 共 奋斗目标 建议 其中 并(?!网) 且 包括 含 重点抓好 坚决 我们 着眼 建议为 拟定为? 分别 以及",
    "年度目标(?:任务)? 目标任务 均(?=[增达控]) 在此基础上 另外 此外 首次",
    rf"[先再共还也已](?={VERB})",
)
_PLACE = "(?:全[市区县省州国镇乡旗村]|我[市区县省州镇乡村])"
_ORDINAL = "[一二三四五六七八九十]"
_ORDER = any_of(
    rf"{_ORDINAL}+是 其{_ORDINAL}是? 第{_ORDINAL}+(?![产季届次])",
    rf"\((?:[0-9]|{_ORDINAL})+\)",
    "[①-⑳]",
    rf"{_ORDINAL}+、(?!{_ORDINAL})",
)
# 全市经济社会发展主要预期目标是…, 龙山区今年…, 全市还将….
_FRAME = (
    r"[\u4e00-\u9fff\ue001]{0,24}(?:主要)?(?:预期|奋斗|发展|工作|具体)?目标(?:建议)?(?:是|为|:|设定为|确定为|定为)"
    rf"|(?!{VERB})[\u4e00-\u9fff]{{0,12}}?(?:今年|明年|20[0-9]{{2}}年)|[\u4e00-\u9fff]{{2,6}}?还?将(?={_HOW}*{VERB}|保持)|[\u4e00-\u9fff]{{1,5}}[省市州区县旗镇乡部局委](?:计划|拟)(?={VERB})"
)
_OPENERS = re.compile(rf"(?:{_FRAME}|{_TIMES}|{_STRESS}|{_PLACE}|{_ORDER}|[ :,、\-])+")
_AT = re.compile(rf"(?:在[^在]{{1,14}}?|(?:采取|通过|采用|以)[^,]{{1,16}}?(?:方式|形式|模式|渠道|途径))(?={VERB})")


def opened(text: str) -> int:
    """How many characters at the beginning only date or stress what follows: 全年力争."""
    match = _OPENERS.match(text)
    return match.end() if match else 0


def verb_at(text: str) -> tuple[int, int]:
    """Where the verbs at the beginning of a name stand, a place before them passed over; (0, 0) without one."""
    place = _AT.match(text)
    match = _VERBS.match(text, place.end() if place else 0)
    return (match.start(), match.end()) if match else (0, 0)


def begins_with_verb(text: str) -> bool:
    """Whether a clause, or what stands before a figure, says first what is done."""
    return _VERBS.match(text, opened(text)) is not None
