"""An export-processing zone in traditional characters, in Big5; beside every article stands all of its column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.sites.drafts import sheets
from tests.sites.web_site import Article, WebSite

NAME = "南灣加工出口區"
COLUMNS = {2: ("最新消息", 22), 5: ("活動訊息", 9), 6: ("徵才公告", 3)}
SIZE = 8
_TITLES = (
    "{place}園區舉辦{thing}說明會　歡迎廠商報名參加",
    "{place}園區{thing}計畫受理申請至月底",
    "{thing}成效良好 {place}園區產值再創新高",
    "南灣管理處與{place}簽署{thing}合作備忘錄",
    "{place}園區「{thing}」系列講座圓滿落幕",
)
_PLACES = ("屏南", "楠樹", "臺東", "潭南", "中港", "新竹嶺", "高屏", "成功")
_THINGS = ("智慧製造", "節能減碳", "產學合作", "人才培訓", "勞工安全", "綠色採購", "數位轉型")
_SENTENCES = (
    "管理處表示，本次活動吸引了三十二家廠商參與，現場互動熱烈，與會人員均給予高度肯定。",
    "為協助區內事業提升競爭力，管理處持續推動各項輔導措施，並提供單一窗口的服務。",
    "統計資料顯示，今年前八個月園區累計營業額較去年同期成長百分之十二，出口表現亮眼。",
    "處長在致詞時指出，產業升級不能等待，唯有結合學界與業界的力量，才能掌握下一波商機。",
    "有意願的廠商請於期限內填妥報名表，以傳真或電子郵件方式送交承辦人員。",
    "園區內的道路與排水工程預計於年底前完工，屆時交通將更為便利。",
    "此外，管理處亦將辦理多場就業博覽會，協助青年返鄉就業，為地方注入活水。",
)


@dataclass(frozen=True)
class Story:
    """An article before it is set in the template."""

    number: int
    title: str
    at: datetime
    views: int
    lines: tuple[str, ...]
    source: str | None


def story(number: int) -> Story:
    title = _TITLES[number % 5].format(place=_PLACES[number % 8], thing=_THINGS[(number * 3) % 7])
    lines = tuple(_SENTENCES[(number + n) % 7] + _SENTENCES[(number + 3 * n + 1) % 7] for n in range(2 + number % 3))
    source = None if number % 6 == 0 else f"{('投資組', '勞動組', '環境組', '秘書室')[number % 4]}"
    return Story(number, title, datetime(2019, 2, 1) + timedelta(days=13 * number), 37 * number + 5, lines, source)


def folded(title: str) -> str:
    """A title as records have it: a wide space is a space."""
    return " ".join(title.split())


def path(item: Story) -> str:
    return f"/newsdetail.php?sn={item.number}"


def frame(title: str, content: str) -> str:
    nav = "".join(f'<a href="newslist.php?cid={k}">{v}</a>│' for k, (v, _) in COLUMNS.items())
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"><title>{title}</title></head><body bgcolor="#FFFFFF">
<a href="#C" title="中央內容區塊">:::</a><table width="900"><tr><td><a href="index.php">回首頁</a>│<a href="about.php">本區簡介</a>│{nav}<a href="http://www.ministry.example">主管機關</a></td></tr></table>
<a name="C"></a>{content}<hr><p align="center">南灣加工出口區管理處 版權所有　地址：南灣市加工路600號　電話：07-0000000　<a href="http://privacy.nanwan.example">隱私權政策</a></p></body></html>"""


def rows(items: list[Story]) -> str:
    return "".join(
        f'<tr><td>{i.at:%Y/%m/%d}</td><td><a href="newsdetail.php?sn={i.number}">{i.title}</a></td></tr>' for i in items
    )


def build() -> WebSite:
    site = WebSite(charset="big5", declared="text/html")
    first, every = 1, {}
    for column, (_, count) in COLUMNS.items():
        every[column] = [story(n) for n in range(first + count - 1, first - 1, -1)]
        first += count
    home = frame(
        NAME,
        "".join(
            f'<h3>{n}</h3><table>{rows(every[k][:5])}</table><a href="newslist.php?cid={k}">更多...</a>'
            for k, (n, _) in COLUMNS.items()
        ),
    )
    site.add("/", home)
    site.add("/index.php", home)
    for column, (name, _) in COLUMNS.items():
        pages = -(-len(every[column]) // SIZE)
        for number, items in sheets(every[column], SIZE):
            pager = "　".join(
                f'<a href="newslist.php?cid={column}&page={n}">{n}</a>' if n != number else f"{n}"
                for n in range(1, pages + 1)
            )
            html = frame(
                f"{name} - {NAME}",
                f'<p>目前位置：<a href="index.php">首頁</a> &gt; {name}</p><h2>{name}</h2><table border="1"><tr><th>發布日期</th><th>標題</th></tr>{rows(list(items))}</table><p>第{number}頁，共{pages}頁　{pager}</p>',
            )
            if number == 1:
                site.add(f"/newslist.php?cid={column}", html)
            site.add(f"/newslist.php?cid={column}&page={number}", html)
        side = "".join(
            f'<li><a href="newsdetail.php?sn={i.number}">{i.title}</a> ({i.at:%Y/%m/%d})</li>' for i in every[column]
        )
        for item in every[column]:
            text = "".join(f"<p>　　{line}</p>" for line in item.lines)
            office = f"　資料來源：{item.source}" if item.source else ""
            content = f"""<table width="900"><tr><td width="220" valign="top"><h4>{name}</h4><ul>{side}</ul></td><td valign="top"><p>目前位置：<a href="index.php">首頁</a> &gt; <a href="newslist.php?cid={column}">{name}</a></p>
<h2>{item.title}</h2><p class="d">發布日期：{item.at:%Y/%m/%d}{office}　點閱次數：{item.views}</p><div class="c">{text}</div><p><a href="javascript:history.go(-1)">回上一頁</a></p></td></tr></table>"""
            site.add(path(item), frame(f"{item.title} - {NAME}", content))
            site.articles.append(
                Article(
                    path(item), folded(item.title), f"{item.at:%Y-%m-%d}", item.lines, item.source, item.views, [name]
                )
            )
    site.add(
        "/about.php",
        frame(
            f"本區簡介 - {NAME}",
            "<h2>本區簡介</h2><p>南灣加工出口區設立於民國五十五年，是第一個加工出口區，面積約七十公頃。</p><p>區內有電子、光學、機械等產業，員工兩萬餘人。</p>",
        ),
    )
    return site
