"""A university department: side navigation in two levels, days split in listings, an office's name beside the date."""

from __future__ import annotations

from tests.sites.drafts import Draft, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "汇川大学区域经济学院"
TREE = {
    "news": ("新闻中心", {"xyxw": ("学院新闻", 14), "tzgg": ("通知公告", 9), "xsdt": ("学术动态", 8)}),
    "party": ("党群工作", {"djdt": ("党建动态", 5), "ghzj": ("工会之家", 2)}),
    "training": ("人才培养", {"bks": ("本科生教育", 4), "yjs": ("研究生教育", 3)}),
}
STAFF = {"wangyc": "王一川", "lilm": "李立明", "zhaoqh": "赵清河", "sunwl": "孙望澜"}
OFFICES = ("学院办公室", "科研办公室", "教务办", "学生工作办公室", "区域发展研究中心")
SIZE = 6


def path(item: Draft, column: str) -> str:
    return f"/{column}/show/{item.number + 2400}/"


def frame(title: str, side: str, content: str) -> str:
    menu = ""
    for key, (name, children) in TREE.items():
        inner = "".join(f'<li><a href="/{c}/">{n}</a></li>' for c, (n, _) in children.items())
        menu += f'<li><a href="/{key}/">{name}</a><ul class="sub">{inner}</ul></li>'
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<header><a href="/"><img src="/img/logo.png"></a><div class="lang"><a href="http://en.econ.huichuan.example/">English</a> <a href="http://www.huichuan.example/">学校主页</a></div></header>
<nav><ul><li><a href="/">首 页</a></li><li><a href="/about/">学院概况</a></li><li><a href="/staff/">师资队伍</a></li>{menu}</ul></nav>
<div class="main">{side}{content}</div>
<footer>地址：汇川市学府路100号 文科楼A座 邮编：300001 电话：0000-7654321<br>Copyright © 2021 {NAME} All Rights Reserved 访问量：<span id="sv">0981234</span></footer></body></html>"""


def side(parent: str, current: str) -> str:
    name, children = TREE[parent]
    rows = "".join(
        f'<li{" class=cur" if c == current else ""}><a href="/{c}/">{n}</a></li>' for c, (n, _) in children.items()
    )
    return f"<aside><h2>{name}</h2><ul>{rows}</ul></aside>"


def row(item: Draft, column: str) -> str:
    return (
        f'<li><div class="date"><span class="day">{item.at:%d}</span><span class="ym">{item.at:%Y-%m}</span></div>'
        f'<div class="txt"><h3><a href="{path(item, column)}">{item.title}</a></h3><p>{item.lines[0][:54]}...</p></div></li>'
    )


def build() -> WebSite:
    site = WebSite()
    first, every = 1, {}
    for _, children in TREE.values():
        for key, (_, count) in children.items():
            every[key] = drafts(505, count, "notice" if key == "tzgg" else "news", first)
            first += count
    big = "".join(
        f'<a href="{path(i, "xyxw")}"><img src="/img/{i.number}.jpg" alt="{i.title}"><span>{i.title}</span></a>'
        for i in every["xyxw"][:3]
    )
    boxes = "".join(
        f'<section><h3>{TREE["news"][1][key][0]}</h3><a class="more" href="/{key}/">MORE</a><ul>{"".join(row(i, key) for i in every[key][:4])}</ul></section>'
        for key in ("xyxw", "tzgg", "xsdt")
    )
    outside = '<ul class="quick"><li><a href="http://lib.huichuan.example/">图书馆</a></li><li><a href="http://jw.huichuan.example/">教务系统</a></li><li><a href="http://mail.huichuan.example/">邮箱</a></li></ul>'
    site.add("/", frame(NAME, "", f'<div class="focus">{big}</div>{boxes}{outside}'))
    for parent, (name, children) in TREE.items():
        inner = "".join(
            f'<section class="col"><h3><a href="/{key}/">{title}</a></h3><ul>{"".join(row(i, key) for i in every[key][:3])}</ul></section>'
            for key, (title, _) in children.items()
        )
        site.add(
            f"/{parent}/",
            frame(
                f"{name}-{NAME}",
                side(parent, ""),
                f'<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/{parent}/">{name}</a></div>{inner}',
            ),
        )
        for key, (title, _) in children.items():
            crumbs = f'<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/{parent}/">{name}</a> &gt; <a href="/{key}/">{title}</a></div>'
            pages = -(-len(every[key]) // SIZE)
            for number, rows in sheets(every[key], SIZE):
                pager = (
                    f'<div class="page"><span>共{len(every[key])}条 {number}/{pages}</span>'
                    + (
                        f'<a href="/{key}/{number + 1}/">下页</a><a href="/{key}/{pages}/">尾页</a>'
                        if number < pages
                        else ""
                    )
                    + "</div>"
                )
                site.add(
                    f"/{key}/" if number == 1 else f"/{key}/{number}/",
                    frame(
                        f"{title}-{NAME}",
                        side(parent, key),
                        f'{crumbs}<h2>{title}</h2><ul class="list">{"".join(row(i, key) for i in rows)}</ul>{pager}',
                    ),
                )
            for item in every[key]:
                office = OFFICES[item.number % len(OFFICES)]
                text = "".join(f'<p style="text-indent: 2em;">{line}</p>' for line in item.lines)
                image = ""
                if item.number % 7 == 1:
                    image = f'<p style="text-align: center;"><img src="/upload/{item.number}.jpg"></p>'
                content = f"""{crumbs}<div class="article"><h1>{item.title}</h1><p class="info"><span>{item.day}</span>&nbsp;&nbsp;<span>{office}</span>&nbsp;&nbsp;浏览：<span>{item.views}</span></p>
<div class="entry">{image}{text}</div><p class="back"><a href="/{key}/">返回列表</a></p></div>"""
                site.add(path(item, key), frame(f"{item.title}-{NAME}", side(parent, key), content))
                site.articles.append(
                    Article(path(item, key), item.title, item.day, item.lines, office, item.views, [name, title])
                )
    people = "".join(f'<li><a href="/staff/{k}/"><img src="/img/{k}.jpg"><p>{v}</p></a></li>' for k, v in STAFF.items())
    site.add(
        "/staff/",
        frame(
            f"师资队伍-{NAME}",
            "",
            f'<div class="pos">当前位置：<a href="/">首页</a> &gt; 师资队伍</div><h2>师资队伍</h2><ul class="people">{people}</ul>',
        ),
    )
    for key, who in STAFF.items():
        site.add(
            f"/staff/{key}/",
            frame(
                f"{who}-{NAME}",
                "",
                f'<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/staff/">师资队伍</a></div><h1>{who}</h1><p>职称：教授　电子邮箱：{key}@huichuan.example</p><h3>教育经历</h3><p>2001年9月至2005年7月，在汇川大学经济系学习，获学士学位；2010年7月获博士学位。</p>'
                "<h3>研究方向</h3><p>区域经济、产业园区治理、开发区转型升级。近年来主持国家级课题三项，发表论文四十余篇。</p>",
            ),
        )
    site.add(
        "/about/",
        frame(
            f"学院概况-{NAME}",
            "",
            '<div class="pos">当前位置：<a href="/">首页</a> &gt; 学院概况</div><h1>学院概况</h1><p>汇川大学区域经济学院成立于1998年，前身是经济系，现有教职工八十余人，学生一千二百人。</p><p>学院下设三个系、两个研究中心，拥有应用经济学一级学科硕士点。</p>',
        ),
    )
    return site
