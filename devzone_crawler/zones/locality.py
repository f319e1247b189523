"""Names of localities that no table of places has: 花桥, 金霞, 蒙西."""

from __future__ import annotations

import re

from devzone_crawler.zones.kinds import ANY, ECONOMIC, HIGH_TECH, Kind

_HAN = "[\u4e00-\u9fff]"
_LOCALITY = re.compile(f"{_HAN}{{2,6}}")
_BREAKS = frozenset(
    "的和与及、在位于到赴从向为是了将被由至以等各全该本此两多个家省市县区镇乡村年月日我其把让使要已对给并也都还就比又或者因但而如即若及于其"
)
"""Characters that end what may be a name, because they join or because they close one."""
_GENERAL = re.compile(
    "国家|省级|市级|重点|新型|特色|现代|传统|大型|优势|先进|绿色|生态|智慧|高质量|高水平|一流|首[个家]|第[一二三四五六七八九十]|[一二三四五六七八九十]+[大]?$"
    "|农业|食品|文化|旅游|创意|物流|电商|化工|医药|航空|汽车|装备|制造|软件|信息|电子|光伏|动漫|环保|循环|综合|专业|民营|科技|技术|产业|工业|海洋"
    "|经济|高新|保税|沿海|沿边|内陆|西部|东部|中部|南部|北部|城市|地方|当地|周边|老"
)
_VERBS = re.compile(
    "建设|推进|推动|加快|加大|打造|支持|落户|入驻|进驻|走进|来自|前往|地处|作为|依托|走访|考察|调研|参观|聚焦|发展|服务|管理|创新|改革|企业|政府|海关"
    "|出台|发布|举办|召开|获批|设立|成立|扩区|整合|启动|深化|优化|实施|开展|指导|鼓励|要求|所属|辖内|境内|全部|其中|以及|通过|围绕|面向|做强|做大|做优|限制"
)
_LEADING = re.compile(
    "^(?:来到|来|去|连接|毗邻|紧邻|位于|来自|走进|走近|前往|落户|入驻|进驻|地处|作为|依托|走访|考察|调研|参观|聚焦|对标|打造|支持|获悉|联合|携手|原)+"
)
_VERB = frozenset("访看探走驻进游赞问抓建助促推拟获入出去来经据因按见听说")
"""One of these before a county is no part of a name: 访沛县经济开发区."""
_RUN = re.compile(f"{_HAN}*$")


def locality_after(text: str, kind: Kind) -> str | None:
    """What stands between a place and the word for the kind, if it may be a name."""
    if text == "港":
        return text  # 如皋港工业园区
    longest = 4 if kind.family in {ECONOMIC, HIGH_TECH} else 6
    if not _LOCALITY.fullmatch(text) or len(text) > longest or _BREAKS & set(text) or _VERBS.search(text):
        return None
    return None if kind.family not in {ANY, "产业"} and _GENERAL.search(text) else text


def locality_alone(text: str, before: int, floor: int) -> str | None:
    """What stands before the word for the kind, if it may be a name and nothing else can be a part of it."""
    run = _RUN.search(text, max(floor, before - 9), before)
    assert run is not None
    start = max((at + 1 for at in range(run.start(), before) if text[at] in _BREAKS), default=run.start())
    if start == run.start() and start == before - 9:
        return None  # the name may begin anywhere
    name = _LEADING.sub("", text[start:before])
    if not 2 <= len(name) <= 4 or _GENERAL.search(name) or _VERBS.search(name):
        return None
    return name


def longer_locality(text: str, start: int, before: int, floor: int) -> str | None:
    """The name of a locality that ends like a county, if a clause begins with it: 白沙湾, where 沙湾 is a county."""
    first = start - 1
    if before - start != 2 or first < floor or not re.match(_HAN, text[first]):
        return None
    if text[first] in _BREAKS | _VERB or (first > 0 and re.match(_HAN, text[first - 1])):
        return None
    return text[first:before]
