"""A report's characters in one spelling, place for place, so that one set of rules reads them all.

Full-width digits and signs, the dashes of ranges and bullets, and traditional characters become what the rules are
written in. Every character keeps its place: what is found there is quoted from the text as it was.
"""

from __future__ import annotations

import re

_TRADITIONAL = (
    "並佈佔併來侷係個們備傢債價億優儲兌兒內兩冊凈別剋剛創劃劑動務勞勵匯區卹厤參員問啟單噸噹嚮國圍園圓團埰執堅報場塊壓"
    "壽奮婦嬰學寀實審寬將專對導屆屬崗師帶幣幫幾庫廠廣廳張強彆彔彙後徑從復徵慶應戰戶捲掛採換撫擁擔據擬擴數於旂昇時曆曏"
    "曬會桿條棄棟業極榮構槍槓樁樓標樣樹機檔檢檯櫃欄權歐歲歷歸決沖況淨減測準溫滿漲濃濟為熱營爭牽狀獎獲現環產畝當癒發盃"
    "盞監盤眾睏確礎稅種稱積穩穫筆箇節範築篩簽籌籤糰約紅級紮紹組結給統經綠維網緊線編緩縣縮總績織繕繞繪繫繳繼續纍纔罷聞"
    "聯職脩臺與興舉舖莊萬蓆蓋蔘處號蟬衕衝補裝裡製複覈規訂計訊訓託訪設診註評試認課調談請諧識議護讀變讓讚貝負貨貫責貸費"
    "貼資質賬購贊贏躋車較輛輪輸轉辦農迴逕這連週進遊運過達遞遠遶遷選邁還鄉醫針釦鉅銜銷鋪錄錨錶鍵鍼鍾鎊鎮鐘長門開間閤闆"
    "關闢陞陣隊階際險隻難電鞏鞦韆頂頃項須預領頭題額願類顧顯颱飯養餘館駐驗體髮鬚鬥麵點黨鼕齣龍"
)
_SIMPLIFIED = (
    "并布占并来局系个们备家债价亿优储兑儿内两册净别克刚创划剂动务劳励汇区恤历参员问启单吨当向国围园圆团采执坚报场块压"
    "寿奋妇婴学采实审宽将专对导届属岗师带币帮几库厂广厅张强别录汇后径从复征庆应战户卷挂采换抚拥担据拟扩数于旗升时历向"
    "晒会杆条弃栋业极荣构枪杠桩楼标样树机档检台柜栏权欧岁历归决冲况净减测准温满涨浓济为热营争牵状奖获现环产亩当愈发杯"
    "盏监盘众困确础税种称积稳获笔个节范筑筛签筹签团约红级扎绍组结给统经绿维网紧线编缓县缩总绩织缮绕绘系缴继续累才罢闻"
    "联职修台与兴举铺庄万席盖参处号蝉同冲补装里制复核规订计讯训托访设诊注评试认课调谈请谐识议护读变让赞贝负货贯责贷费"
    "贴资质账购赞赢跻车较辆轮输转办农回径这连周进游运过达递远绕迁选迈还乡医针扣巨衔销铺录锚表键针钟镑镇钟长门开间合板"
    "关辟升阵队阶际险只难电巩秋千顶顷项须预领头题额愿类顾显台饭养余馆驻验体发须斗面点党冬出龙"
)
"""The characters of government reports that differ, pair by pair; others stay as they are."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = str.maketrans("\u3000\u00a0—–―－−﹣～〜~﹪℅‧∶︰﹔﹐〇○", "  ---------%%·::;,零零")
_ONE_SPELLING = {**_FULL_WIDTH, **_SIGNS, **str.maketrans(_TRADITIONAL, _SIMPLIFIED)}
# 二〇〇四年; a text converted twice has 二00四年.
_WRITTEN_YEAR = re.compile("[一二][一二三四五六七八九零0]{3}(?=年)")
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


def one_spelling(text: str) -> str:
    """`text` in simplified characters and half-width signs, of the same length."""
    spelled = text.translate(_ONE_SPELLING)
    return _WRITTEN_YEAR.sub(lambda found: found[0].translate(_DIGITS), spelled)
