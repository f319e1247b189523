"""Word tables of the simulated texts: made-up places, papers, companies and plausible figures. Data only.

No sentence and no name of a real zone, paper or company is meant; the figures mean nothing.
"""

from __future__ import annotations


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text that blanks separate."""
    return tuple(text.split())


PLACES: tuple[str, ...] = word_list(
    "临江 云泽 青岚 白川 南屿 河清 东岭 松桥 澄湖 望潮 金渡 瑞溪 永泽 鹿台 苍山 平梁 新垣 "
    "广陵渡 石门湾 海棠湖 柳林 静川 长垄 丰泽 安阜 宁塘 秀水 兰江 双塔 大河 南浔渡 北岸 明溪 "
    "赤岸 龙池 桂山 沙洲 梅岭 清水河 西屏 汇川口 景阳 和畅 云浦 杉林 荷塘 福屏 阳澜"
)
ZONE_KINDS: tuple[str, ...] = (
    "经济技术开发区",
    "高新技术产业开发区",
    "经济开发区",
    "综合保税区",
    "工业园区",
    "临港新区",
    "生态工业示范园区",
)
INDUSTRIES: tuple[str, ...] = word_list(
    "新能源汽车 生物医药 智能装备 集成电路 新型显示 绿色食品 高端纺织 海洋工程 航空零部件 精细化工 "
    "光伏组件 储能电池 现代物流 轨道交通 节能环保 医疗器械 数字创意 机器人 新材料 智慧家居 "
    "冷链物流 工业软件 船舶配套 跨境电商"
)
SLOGANS: tuple[str, ...] = word_list(
    "一企一策 拿地即开工 双百攻坚 链长上门 雁阵培育 满格服务 智改数转 码上办 腾笼换鸟 春雨润企 百日会战 以商引商"
)
PAPERS: tuple[str, ...] = word_list("日报 晚报 商报 经济导报 新闻网 电视台 发布 观察")
COMPANIES: tuple[str, ...] = word_list(
    "启衡科技 朗川重工 恒芯电子 博远药业 绿禾食品 安泰立精密 星桥动力 盛织纺织 海拓装备 云图软件 "
    "万禾冷链 锐峰机床 华屿光电 瑞合新材 青禾种业 中渡物流 天枢机器人 永霖环保 优纳医疗 德朗模具"
)
OFFICES: tuple[str, ...] = word_list(
    "投资促进局 经济发展局 行政审批局 科技人才局 规划建设局 财政金融局 应急管理局 企业服务中心 "
    "党群工作部 综合保障办公室"
)
MONTHS: tuple[str, ...] = (*(f"{n}月" for n in range(1, 13)), "年初", "一季度", "上半年", "前三季度")
ADVERBS: tuple[str, ...] = word_list("持续 稳步 全力 加快 扎实 有序 主动 着力 大力 深入")
VERBS: tuple[str, ...] = word_list("推进 抓好 谋划 落实 统筹 盯紧 细化 跟踪")
THINGS: tuple[str, ...] = word_list(
    "标准厂房建设 产业链招商 园区道路改造 能耗双控 技改扩产 企业上云 污水管网提标 人才公寓配套 "
    "供应链对接 闲置土地盘活 检验检测平台 跨境班列常态化开行 融资担保 职工技能培训"
)
ROLES: tuple[str, ...] = word_list("负责人 总经理 生产主管 车间主任 项目经理 财务总监 工程师 创办人")
SURNAMES: tuple[str, ...] = word_list("王 李 张 刘 陈 杨 赵 周 吴 徐 孙 胡 朱 高 林 何 郭 罗")

SMALL: tuple[str, ...] = tuple(str(n) for n in range(3, 59))
LARGE: tuple[str, ...] = (
    *(str(n) for n in range(120, 9800, 37)),
    *(f"{n / 10:.1f}万" for n in range(11, 97, 5)),
)
SHARES: tuple[str, ...] = (
    *(f"{n / 10:.1f}%" for n in range(31, 687, 7)),
    *("三成", "四成", "一半", "近六成", "九成以上"),
)
MONEY: tuple[str, ...] = tuple(f"{n / 10:g}" for n in range(12, 1490, 31))
MOST: tuple[str, ...] = tuple(f"{n / 10:.1f}%" for n in range(803, 998, 6))
FEW: tuple[str, ...] = tuple(str(n) for n in range(3, 13))
DAYS: tuple[str, ...] = ("半", "1", "1.5", "2", "3", "5", "7", "10", "15", "20")

TABLES: dict[str, tuple[str, ...]] = {
    "place": PLACES,
    "kind": ZONE_KINDS,
    "industry": INDUSTRIES,
    "slogan": SLOGANS,
    "company": COMPANIES,
    "office": OFFICES,
    "month": MONTHS,
    "adverb": ADVERBS,
    "verb": VERBS,
    "thing": THINGS,
    "role": ROLES,
    "surname": SURNAMES,
    "small": SMALL,
    "large": LARGE,
    "share": SHARES,
    "money": MONEY,
    "most": MOST,
    "few": FEW,
    "days": DAYS,
}
"""What may stand in braces in a pattern of `sentences.py`, beside what the article's own subject fixes."""
