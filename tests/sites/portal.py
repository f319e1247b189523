"""A county's portal: open information in tables, fact tables above the headlines of policies, leaders, guides, forms."""

from __future__ import annotations

from hashlib import md5

from tests.sites.drafts import Draft, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "澄湖县人民政府"
NEWS = {"chyw": ("澄湖要闻", 14), "bmdt": ("部门动态", 10), "xzjd": ("乡镇街道", 1)}
OPEN = {"xzgfxwj": ("行政规范性文件", 12), "ghjh": ("规划计划", 5), "zcjd": ("政策解读", 6), "czyjs": ("财政预决算", 3)}
BUREAUS = ("县政府办公室", "县发展和改革局", "县财政局", "县自然资源局")
LEADERS = {"zhang": ("张树声", "县长"), "liu": ("刘平", "副县长"), "he": ("何岩", "副县长")}
SIZE = 6


def path(item: Draft, column: str) -> str:
    key = md5(f"{column}{item.number}".encode()).hexdigest()
    return f"/{'xwdt' if column in NEWS else 'zwgk'}/{column}/{item.at:%Y}/{key[:8]}-{key[8:20]}.html"


def frame(title: str, content: str, metas: str = "") -> str:
    friends = "".join(
        f'<option value="http://{h}.example/">{n}</option>'
        for h, n in (("gov", "中国政府门户"), ("province", "省政府"), ("city", "市政府"))
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"/><meta name="SiteName" content="{NAME}"/><meta name="SiteDomain" content="www.chenghu.example"/><meta name="SiteIDCode" content="3300000000"/>{metas}
<title>{title}</title></head><body><div class="accessibility"><a href="javascript:void(0)">无障碍</a> <a href="javascript:void(0)">长者版</a> <a href="http://big5.chenghu.example/">繁体</a></div>
<div class="nav"><a href="/">网站首页</a><a href="/xwdt/">新闻动态</a><a href="/zwgk/">政务公开</a><a href="http://zwfw.example/">政务服务</a><a href="/hdjl/">互动交流</a></div>
{content}
<div class="bottom"><select>{friends}</select><p>主办：{NAME}　承办：县政府办公室　网站标识码：3300000000　<a href="/wzdt/">网站地图</a></p><p>浙公网安备 33000000000000号　ICP备00000000号</p></div></body></html>"""


def table(items: list[Draft], column: str) -> str:
    rows = "".join(
        f'<tr><td>{n}</td><td class="tl"><a href="{path(i, column)}" title="{i.title}" target="_blank">{i.title}</a></td><td>{number_of(i)}</td><td>{i.day}</td></tr>'
        for n, i in enumerate(items, 1)
    )
    return f'<table class="xxgk" width="100%"><tr><th>序号</th><th>名称</th><th>文号</th><th>发布日期</th></tr>{rows}</table>'


def number_of(item: Draft) -> str:
    return f"澄政发〔{item.at:%Y}〕{item.number}号"


def build() -> WebSite:
    site = WebSite()
    first, every = 1, {}
    for column, (_, count) in {**NEWS, **OPEN}.items():
        every[column] = drafts(707, count, "notice" if column in ("xzgfxwj", "ghjh", "czyjs") else "news", first)
        first += count

    def news_list(column: str, count: int) -> str:
        return (
            "<ul>"
            + "".join(
                f'<li><a href="{path(i, column)}">{i.title}</a><span>[{i.at:%m-%d}]</span></li>'
                for i in every[column][:count]
            )
            + "</ul>"
        )

    leaders = "".join(f'<li><a href="/zwgk/ldzc/{k}.html">{role} {who}</a></li>' for k, (who, role) in LEADERS.items())
    side = "".join(f'<li><a href="/zwgk/{k}/">{n}</a></li>' for k, (n, _) in OPEN.items())
    side = f'<ul class="tree"><li><a href="/zwgk/zfxxgkzn.html">政府信息公开指南</a></li>{side}<li><a href="/zwgk/ysqgk.html">依申请公开</a></li><li><a href="/zwgk/ldzc/">领导之窗</a></li><li><a href="/zwgk/jgzn.html">机构职能</a></li></ul>'
    slides = "".join(
        f'<li><a href="{path(i, "chyw")}"><img src="/img/{i.number}.jpg"/></a><p>{i.title}</p></li>'
        for i in every["chyw"][:4]
    )
    site.add(
        "/",
        frame(
            NAME,
            f'<ul class="slides">{slides}</ul><div class="m"><h3><a href="/xwdt/chyw/">澄湖要闻</a></h3>{news_list("chyw", 6)}</div><div class="m"><h3><a href="/xwdt/bmdt/">部门动态</a></h3>{news_list("bmdt", 6)}</div>'
            f'<div class="m"><h3><a href="/zwgk/">政务公开</a></h3>{news_list("xzgfxwj", 5)}</div><div class="m"><h3>领导之窗</h3><ul>{leaders}</ul></div><div class="m"><h3>转载</h3><ul><li><a href="http://www.gov.example/zhengce/1.htm">国务院办公室印发指导意见</a><span>[05-06]</span></li></ul></div>',
        ),
    )
    site.add(
        "/xwdt/",
        frame(
            f"新闻动态-{NAME}",
            "".join(
                f'<div class="m"><h3><a href="/xwdt/{k}/">{n}</a></h3>{news_list(k, 5)}</div>'
                for k, (n, _) in NEWS.items()
            ),
        ),
    )
    site.add(
        "/zwgk/",
        frame(
            f"政务公开-{NAME}", f'{side}<div class="m"><h3>最新公开</h3>{table(every["xzgfxwj"][:4], "xzgfxwj")}</div>'
        ),
    )
    for column, (name, _) in {**NEWS, **OPEN}.items():
        root, parent = ("xwdt", "新闻动态") if column in NEWS else ("zwgk", "政务公开")
        crumbs = f'<div class="location">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/{root}/">{parent}</a>&nbsp;&gt;&nbsp;<a href="/{root}/{column}/">{name}</a></div>'
        pages = -(-len(every[column]) // SIZE)
        for number, rows in sheets(every[column], SIZE):
            items = list(rows)
            inner = (
                table(items, column)
                if column in OPEN
                else "<ul>"
                + "".join(f'<li><a href="{path(i, column)}">{i.title}</a><span>{i.day}</span></li>' for i in items)
                + "</ul>"
            )
            on = (
                f'<a href="/{root}/{column}/?pageNum={number + 1}">下一页</a> <a href="/{root}/{column}/?pageNum={pages}">末页</a>'
                if number < pages
                else '<a href="javascript:void(0)">下一页</a>'
            )
            site.add(
                f"/{root}/{column}/" + (f"?pageNum={number}" if number > 1 else ""),
                frame(
                    f"{name}-{NAME}",
                    f'{crumbs}{side if column in OPEN else ""}<div class="right">{inner}<div class="page">共{pages}页 第{number}页 {on}</div></div>',
                ),
            )
        for item in every[column]:
            (policy if column in ("xzgfxwj", "ghjh", "czyjs") else report)(site, column, item, crumbs, [parent, name])
    others(site, leaders, side)
    return site


def report(site: WebSite, column: str, item: Draft, crumbs: str, categories: list[str]) -> None:
    source = None if item.number % 9 == 0 else (item.source if column == "chyw" else BUREAUS[item.number % 4])
    text = "".join(
        f'<p style="text-align:justify;"><span style="font-size:16px;">　　{line}</span></p>' for line in item.lines
    )
    related = ""
    if column == "zcjd":
        related = f'<div class="rel">相关文件：<a href="{path(item, column).replace("zcjd", "xzgfxwj")}x">本文解读的文件</a></div>'.replace(
            path(item, column).replace("zcjd", "xzgfxwj") + "x", "/zwgk/xzgfxwj/"
        )
    metas = f'<meta name="ArticleTitle" content="{item.title}"/><meta name="PubDate" content="{item.at:%Y-%m-%d %H:%M}"/><meta name="ContentSource" content="{source or ""}"/><meta name="ColumnName" content="{categories[-1]}"/>'
    html = f"""{crumbs}<div class="article"><h1>{item.title}</h1><div class="attr"><span>发布时间：{item.at:%Y-%m-%d %H:%M}</span><span>来源：{source or ""}</span><span>浏览次数：{item.views}</span><span>字号：[ <a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a> ]</span></div>
<div class="zoom">{text}</div>{related}<div class="tools"><a href="javascript:window.print()">打印本页</a><a href="javascript:window.close()">关闭窗口</a></div></div>"""
    site.add(path(item, column), frame(f"{item.title}-{NAME}", html, metas))
    site.articles.append(Article(path(item, column), item.title, item.day, item.lines, source, item.views, categories))


def policy(site: WebSite, column: str, item: Draft, crumbs: str, categories: list[str]) -> None:
    bureau = BUREAUS[item.number % 4]
    lines = [
        f"各乡镇人民政府、街道办事处，县政府各部门：{''}",
        *item.lines,
        bureau,
        f"{item.at.year}年{item.at.month}月{item.at.day}日",
    ]
    body = (
        f"<p>{lines[0]}</p>"
        + "".join(f"<p>　　{line}</p>" for line in item.lines)
        + f'<p style="text-align:right">{lines[-2]}</p><p style="text-align:right">{lines[-1]}</p>'
    )
    files = ""
    if column == "czyjs":
        files = f'<p>附件：<a href="/upload/{item.number}.pdf">预算公开表.pdf</a></p>'
        lines.append("附件：预算公开表.pdf")
    html = f"""{crumbs}<table class="xxgk_head" border="1"><tr><th>索引号：</th><td>11330000/2021-{item.number:05d}</td><th>文号：</th><td>{number_of(item)}</td></tr>
<tr><th>发布机构：</th><td>{bureau}</td><th>发布日期：</th><td>{item.day}</td></tr><tr><th>主题分类：</th><td>综合政务</td><th>有效性：</th><td>有效</td></tr><tr><th>统一编号：</th><td>KCHD00-2021-00{item.number:02d}</td><th>体裁：</th><td>通知</td></tr></table>
<div class="article"><h1>{item.title}</h1><div class="zoom">{body}{files}</div><div class="tools"><a href="javascript:window.print()">打印本页</a></div></div>"""
    site.add(path(item, column), frame(f"{item.title}-{NAME}", html))
    site.articles.append(Article(path(item, column), item.title, item.day, lines, bureau, None, categories))


def others(site: WebSite, leaders: str, side: str) -> None:
    def crumbs(name: str) -> str:
        return f'<div class="location">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/zwgk/">政务公开</a>&nbsp;&gt;&nbsp;{name}</div>{side}'

    site.add("/zwgk/ldzc/", frame(f"领导之窗-{NAME}", f'{crumbs("领导之窗")}<ul class="ld">{leaders}</ul>'))
    for key, (who, role) in LEADERS.items():
        site.add(
            f"/zwgk/ldzc/{key}.html",
            frame(
                f"{who}-{NAME}",
                f'{crumbs("领导之窗")}<div class="ldxx"><img src="/img/{key}.jpg"/><h2>{who}</h2><p>{role}</p><h4>个人简历</h4><p>{who}，男，汉族，1970年5月出生，大学学历，现任澄湖县人民政府{role}。</p><h4>工作分工</h4><p>负责县政府全面工作，分管财政、审计等方面的工作。</p></div>',
            ),
        )
    site.add(
        "/zwgk/jgzn.html",
        frame(
            f"机构职能-{NAME}",
            f'{crumbs("机构职能")}<div class="right"><h2>机构职能</h2><p>县政府办公室负责县政府日常工作，协助县政府领导处理文电、会务、接待等事务。</p><p>办公地址：澄湖县府前路1号　办公时间：8:30—17:00　联系电话：0000-2222222</p></div>',
        ),
    )
    site.add(
        "/zwgk/zfxxgkzn.html",
        frame(
            f"政府信息公开指南-{NAME}",
            f'{crumbs("政府信息公开指南")}<div class="right"><h2>政府信息公开指南</h2><p>为了方便公民、法人和其他组织获取政府信息，依照有关条例编制本指南。</p><p>一、主动公开的范围、形式和时限见目录。</p><p>二、依申请公开的受理机构为县政府办公室。</p></div>',
        ),
    )
    form = '<form method="post" action="/submit"><p>姓名<input name="a"/></p><p>证件号码<input name="b"/></p><p>所需信息的内容描述<textarea name="c"></textarea></p><p>验证码<input name="d"/></p><button>提交</button></form>'
    site.add(
        "/zwgk/ysqgk.html",
        frame(f"依申请公开-{NAME}", f'{crumbs("依申请公开")}<div class="right"><h2>依申请公开</h2>{form}</div>'),
    )
    site.add("/hdjl/", frame(f"互动交流-{NAME}", f'<div class="right"><h2>我要写信</h2>{form}</div>'))
    tree = "".join(f'<li><a href="/xwdt/{k}/">{n}</a></li>' for k, (n, _) in NEWS.items()) + "".join(
        f'<li><a href="/zwgk/{k}/">{n}</a></li>' for k, (n, _) in OPEN.items()
    )
    site.add("/wzdt/", frame(f"网站地图-{NAME}", f"<ul>{tree}</ul>"))
