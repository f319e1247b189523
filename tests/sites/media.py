"""A news site of a province: channels, galleries of one picture a page, videos, split reports, a special, rankings."""

from __future__ import annotations

from tests.sites.drafts import Draft, cut, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "东岭新闻在线"
CHANNELS = {"jj": ("经济", 20), "yq": ("园区", 14), "sp": ("视频", 6), "tp": ("图片", 6)}
SIZE = 9


def folder(item: Draft) -> str:
    return f"{item.at:%Y%m%d}"


def path(item: Draft, channel: str) -> str:
    if channel == "tp":
        return f"/tp/{folder(item)}/{item.number + 800}/1.html"
    return f"/{channel}/{folder(item)}/{'v' if channel == 'sp' else 'a'}{item.number + 12000}.html"


def frame(title: str, content: str, ranking: str = "") -> str:
    nav = "".join(f'<a href="/{k}/">{v}</a>|' for k, (v, _) in CHANNELS.items())
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{title}</title></head><body>
<div id="top"><a href="/">首页</a>|{nav}<a href="/zt/zhanxin/">专题</a>|<a href="http://epaper.dongling.example/">数字报</a>|<a href="http://bbs.dongling.example/">论坛</a></div>
<div class="ad"><a href="http://ad.example/click?id=1" target="_blank"><img src="/ad/1.jpg" /></a></div>
{content}{ranking}
<div id="foot"><a href="http://about.dongling.example/">关于我们</a> | <a href="http://about.dongling.example/ad">广告服务</a> | 新闻热线：0000-96000 | 互联网新闻信息服务许可证 12120000000</div></body></html>"""


def build() -> WebSite:
    site = WebSite(declared="text/html")
    first, every = 1, {}
    for channel, (_, count) in CHANNELS.items():
        every[channel] = drafts(606, count, first=first)
        first += count
    hot = [(c, i) for c in ("jj", "yq") for i in every[c][3:6]]
    ranking = (
        '<div class="rank"><h3>点击排行</h3><ol>'
        + "".join(f'<li><a href="{path(i, c)}">{cut(i.title, 15)}</a></li>' for c, i in hot)
        + "</ol></div>"
    )
    lead = every["jj"][0]
    home = f'<div class="top-news"><h1><a href="{path(lead, "jj")}">{lead.title}</a></h1></div>'
    for channel, (name, _) in CHANNELS.items():
        if channel == "tp":
            home += (
                f'<div class="pics"><h2><a href="/tp/">{name}</a></h2>'
                + "".join(
                    f'<dl><dt><a href="{path(i, channel)}"><img src="/pic/{i.number}_s.jpg" /></a></dt><dd><a href="{path(i, channel)}">{cut(i.title, 12)}</a></dd></dl>'
                    for i in every[channel][:4]
                )
                + "</div>"
            )
        else:
            home += (
                f'<div class="box"><h2><a href="/{channel}/">{name}</a></h2><ul>'
                + "".join(
                    f'<li>· <a href="{path(i, channel)}" target="_blank">{i.title}</a></li>' for i in every[channel][:6]
                )
                + "</ul></div>"
            )
    home += (
        '<div class="box"><h2>外埠</h2><ul>'
        + "".join(
            f'<li>· <a href="http://news.other.example/2021/{n}.html">外地园区见闻之{n}：一条街的变迁</a></li>'
            for n in range(1, 6)
        )
        + "</ul></div>"
    )
    site.add("/", frame(f"{NAME} - 东岭第一新闻门户", home, ranking))
    for channel, (name, _) in CHANNELS.items():
        items = every[channel]
        pages = -(-len(items) // SIZE)
        for number, rows in sheets(items, SIZE):
            if channel in ("tp", "sp"):
                inner = "".join(
                    f'<div class="cell"><a href="{path(i, channel)}"><img src="/pic/{i.number}_s.jpg" alt="" /></a><p><a href="{path(i, channel)}">{i.title}</a></p></div>'
                    for i in rows
                )
            else:
                inner = (
                    "<ul>"
                    + "".join(
                        f'<li><a href="{path(i, channel)}">{i.title}</a><em>{i.at:%m-%d %H:%M}</em></li>' for i in rows
                    )
                    + "</ul>"
                )
            numbers = "".join(
                f"<b>{n}</b>" if n == number else f"<a href=/{channel}/{sheet(n)}>{n}</a>" for n in range(1, pages + 1)
            )
            pager = f'<div class="pg">{numbers}</div>' if pages > 1 else ""
            html = frame(
                f"{name}_{NAME}",
                f'<div class="crumb"><a href="/">{NAME}</a> &gt; {name}</div><div class="list">{inner}</div>{pager}',
                ranking,
            )
            if number == 1:
                site.add(f"/{channel}/", html)
            site.add(f"/{channel}/{sheet(number)}", html)
    for channel in ("jj", "yq"):
        for item in every[channel]:
            written(site, channel, item, ranking)
    for item in every["sp"]:
        video(site, item, ranking)
    for item in every["tp"]:
        gallery(site, item, every["tp"])
    reports = "".join(f'<li><a href="{path(i, "yq")}">{i.title}</a></li>' for i in every["yq"][:5])
    site.add(
        "/zt/zhanxin/",
        frame(
            f"专题：园区展新貌_{NAME}",
            f'<div class="zt"><img src="/zt/banner.jpg" /><h1>园区展新貌</h1><p class="lead">编者按：园区是发展的主战场。本网推出系列报道，走进全省的园区，看变化，听心声。</p><h2>最新报道</h2><ul>{reports}</ul></div>',
        ),
    )
    return site


def sheet(number: int) -> str:
    return f"index_{number}.html" if number > 1 else "index.html"


def crumb(channel: str) -> str:
    return f'<div class="crumb">您当前的位置：<a href="/">{NAME}</a> &gt; <a href="/{channel}/">{CHANNELS[channel][0]}</a> &gt; 正文</div>'


def written(site: WebSite, channel: str, item: Draft, ranking: str) -> None:
    """A report; every sixth is split over as many pages as it has pairs of paragraphs."""
    parts = [item.lines[n : n + 2] for n in range(0, len(item.lines), 2)] if item.number % 6 == 0 else [item.lines]
    stem = path(item, channel).removesuffix(".html")
    for number, lines in enumerate(parts, 1):
        pager = ""
        if len(parts) > 1:
            pager = '<div class="article-page">' + "".join(
                f"<span>{n}</span>" if n == number else f'<a href="{stem}{f"_{n}" if n > 1 else ""}.html">{n}</a>'
                for n in range(1, len(parts) + 1)
            )
            pager += (f'<a href="{stem}_{number + 1}.html">下一页</a>' if number < len(parts) else "") + "</div>"
        text = "".join(f"<p>　　{line}</p>\n" for line in lines)
        html = f"""{crumb(channel)}<div class="left"><h1>{item.title}</h1><div class="post_time">{item.at:%Y-%m-%d %H:%M:%S} 来源：<a href="http://www.src.example/">{item.source}</a> <span class="share">分享到：<a href="javascript:;">微博</a></span></div>
<div id="text">{text}{pager}</div><div class="ed">（责任编辑：钱文）</div><div class="state">版权声明：凡本网注明“来源：{NAME}”的作品，未经授权不得转载。</div></div>"""
        site.add(
            f"{stem}{f'_{number}' if number > 1 else ''}.html",
            frame(f"{item.title}_{CHANNELS[channel][0]}_{NAME}", html, ranking),
        )
    site.articles.append(
        Article(path(item, channel), item.title, item.day, item.lines, item.source, None, [NAME, CHANNELS[channel][0]])
    )


def video(site: WebSite, item: Draft, ranking: str) -> None:
    lines = item.lines[:1] if item.number % 2 else []
    text = "".join(f"<p>{line}</p>" for line in lines)
    html = f"""{crumb("sp")}<div class="left"><h1>{item.title}</h1><div class="post_time">{item.at:%Y-%m-%d %H:%M:%S} 来源：{item.source}</div>
<div class="player"><video src="/video/{item.number}.mp4" poster="/pic/{item.number}.jpg" controls></video></div><div id="text">{text}</div></div>"""
    site.add(path(item, "sp"), frame(f"{item.title}_视频_{NAME}", html, ranking))
    site.articles.append(Article(path(item, "sp"), item.title, item.day, lines, item.source, None, [NAME, "视频"]))


def gallery(site: WebSite, item: Draft, others: list[Draft]) -> None:
    """Pictures, one a page, each with its caption."""
    stem = path(item, "tp").removesuffix("1.html")
    captions = [f"{line.split('。')[0]}。" for line in item.lines][:4]
    captions += [f"{item.day[:4]}年，园区一角。"] if len(captions) < 2 else []
    for number, caption in enumerate(captions, 1):
        back = f'<a href="{stem}{number - 1}.html">上一张</a>' if number > 1 else ""
        on = (
            f'<a href="{stem}{number + 1}.html"><img src="/pic/{item.number}_{number}.jpg" /></a>'
            if number < len(captions)
            else f'<img src="/pic/{item.number}_{number}.jpg" />'
        )
        numbers = "".join(
            f'<a href="{stem}{n}.html">{n}</a> ' if n != number else f"<b>{n}</b> " for n in range(1, len(captions) + 1)
        )
        more = "".join(
            f'<li><a href="{path(i, "tp")}"><img src="/pic/{i.number}_s.jpg" /><span>{cut(i.title, 12)}</span></a></li>'
            for i in others[:4]
        )
        html = f"""{crumb("tp")}<div class="gallery"><h1>{item.title}</h1><div class="post_time">{item.at:%Y-%m-%d %H:%M:%S} 来源：{item.source}</div>
<div class="photo">{on}</div><div class="caption"><p>{caption}</p></div><div class="page">{back} {numbers}{f'<a href="{stem}{number + 1}.html">下一页</a>' if number < len(captions) else ""} 共{len(captions)}页</div></div><div class="more"><h3>更多图集</h3><ul>{more}</ul></div>"""
        site.add(f"{stem}{number}.html", frame(f"{item.title}_图片_{NAME}", html))
    site.articles.append(Article(path(item, "tp"), item.title, item.day, captions, item.source, None, [NAME, "图片"]))
