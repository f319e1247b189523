"""An association of which all news stands in the tabs of its home page: no column has a page of its own."""

from __future__ import annotations

from tests.sites.drafts import Draft, drafts
from tests.sites.web_site import Article, WebSite

NAME = "中国静川产业园区协会"
TABS = ("协会要闻", "通知公告", "会员风采", "政策解读", "园区观察", "党建工作")
ROWS = 7
SINGLE = {"xhjj": "协会简介", "xhzc": "协会章程", "rhzn": "入会指南", "lxwm": "联系我们"}


def frame(title: str, content: str) -> str:
    single = "".join(f'<dd><a href="/about/{k}.html">{v}</a></dd>' for k, v in SINGLE.items())
    friends = "".join(
        f'<a href="http://{host}.example/" target="_blank">{name}</a>'
        for host, name in (
            ("mofa", "外经部"),
            ("miita", "工信部"),
            ("fazhan", "发展委"),
            ("tianyu", "天屿园区协会"),
            ("hunan", "湖岸省开发区协会"),
            ("news", "新华园区网"),
            ("gw", "园区观察报"),
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"/><title>{title}</title><link href="/css/swiper.min.css" rel="stylesheet"/></head><body>
<div class="top"><div class="wrap"><span class="fl">您好，欢迎来到{NAME}！</span><span class="fr"><a href="/member/login.html">会员登录</a> <a href="/member/reg.html">申请入会</a></span></div></div>
<div class="head"><a href="/" class="logo"><img src="/images/logo.png" alt="{NAME}"/></a><form action="/search.html"><input name="q" placeholder="请输入关键词"/><button>搜索</button></form></div>
<ul class="nav"><li class="on"><a href="/">首页</a></li><li><a href="javascript:;">关于协会</a><dl>{single}</dl></li><li><a href="/#news">新闻中心</a></li><li><a href="/members.html">会员单位</a></li></ul>
{content}
<div class="links"><h4>友情链接</h4>{friends}</div><div class="foot"><p>主办单位：{NAME}　地址：静川市北路22号</p><p><a href="https://beian.example/">静ICP备12000000号-1</a>　您是第 1283746 位访客</p></div>
<script src="/js/jquery.js"></script><script>$(".tab-hd li").mouseover(function(){{$(this).addClass("on")}})</script></body></html>"""


def path(item: Draft) -> str:
    return f"/xw/{item.at:%Y%m}/{item.number + 500}.html"


def build() -> WebSite:
    site = WebSite()
    every = {
        tab: drafts(303, ROWS, "notice" if tab == "通知公告" else "news", 1 + n * ROWS) for n, tab in enumerate(TABS)
    }
    heads, panes = "", ""
    for n, (tab, items) in enumerate(every.items()):
        heads += f'<li{" class=on" if n == 0 else ""}><a href="#tab{n}">{tab}</a></li>'
        if n % 2:
            rows = "".join(
                f'<li><i class="dot"></i><a href="{path(i)}" title="{i.title}">{i.title}</a></li>' for i in items
            )
        else:
            rows = "".join(
                f'<li><a href="{path(i)}"><em>{i.at:%m-%d}</em><span>{i.title}</span></a></li>' for i in items
            )
        panes += f'<div class="tab-bd" id="tab{n}"{" style=display:none" if n else ""}><ul>{rows}</ul><a class="more" href="javascript:void(0)">更多+</a></div>'
    news = every["协会要闻"]
    slides = "".join(
        f'<div class="swiper-slide"><a href="{path(i)}"><img src="/upload/{i.number}.jpg"/><p>{i.title}</p></a></div>'
        for i in news[:4]
    )
    outside = "".join(
        f'<li><a href="https://mp.weixin.example/s/AbC{n}xYz" target="_blank">协会公众号：一图读懂园区新规（{n}）</a><span>05-1{n}</span></li>'
        for n in range(1, 5)
    )
    site.add(
        "/",
        frame(
            NAME,
            f'<div class="swiper">{slides}</div><div class="headline"><h2><a href="{path(news[0])}">{news[0].title}</a></h2><p>{news[0].lines[0][:60]}...<a href="{path(news[0])}">[详细]</a></p></div>'
            f'<div id="news"><ul class="tab-hd">{heads}</ul>{panes}</div><div class="wx"><h3>微信精选</h3><ul>{outside}</ul></div>',
        ),
    )
    for tab, items in every.items():
        for item in items:
            add_article(site, tab, item, items)
    for key, name in SINGLE.items():
        site.add(
            f"/about/{key}.html",
            frame(
                f"{name}-{NAME}",
                f'<div class="pos">当前位置：<a href="/">首页</a> &gt; 关于协会 &gt; {name}</div><div class="main"><h2 class="tit">{name}</h2><div class="txt"><p>{NAME}（以下简称协会）是经主管部门批准、由全国各类园区和有关单位自愿组成的全国性社会组织。</p>'
                "<p>协会的宗旨是：服务会员、服务行业、服务政府，促进园区之间的交流与合作。</p><p>协会设秘书处、会员部、研究部、培训部，负责日常工作。</p></div></div>",
            ),
        )
    members = "".join(
        f'<li><a href="http://www.member{n}.example/" target="_blank">{name}开发区</a></li>'
        for n, name in enumerate(("云泽", "临江", "白川", "南屿", "河清", "东岭", "松桥", "澄湖", "望潮"))
    )
    site.add(
        "/members.html",
        frame(
            f"会员单位-{NAME}",
            f'<div class="pos">当前位置：<a href="/">首页</a> &gt; 会员单位</div><ul class="mem">{members}</ul>',
        ),
    )
    login = '<form method="post" action="/member/dologin"><p>用户名<input name="u"/></p><p>密码<input type="password" name="p"/></p><button>登录</button></form>'
    site.add("/member/login.html", frame(f"会员登录-{NAME}", login))
    site.add("/member/reg.html", frame(f"申请入会-{NAME}", login.replace("登录", "提交申请")))
    return site


def add_article(site: WebSite, tab: str, item: Draft, items: list[Draft]) -> None:
    source = None if item.number % 4 == 0 else item.source
    info = (
        f"发布时间：{item.at:%Y年%m月%d日}"
        + (f"　　信息来源：{source}" if source else "")
        + f"　　阅读：{item.views}次"
    )
    body = "".join(f"<p>　　{line}</p>" for line in item.lines)
    attached = ""
    if tab == "通知公告":
        attached = f'<p>附件：<a href="/upload/file/{item.number}.doc">报名回执表.doc</a></p>'
    hot = "".join(f'<li><a href="{path(i)}">{i.title}</a></li>' for i in items[:5])
    html = f"""<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/#news">新闻中心</a> &gt; {tab}</div>
<div class="main"><h2 class="tit">{item.title}</h2><div class="info">{info}　　<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a></div>
<div class="txt">{body}{attached}</div><div class="bdsharebuttonbox"><a href="#" class="bds_more" data-cmd="more">分享</a></div></div>
<div class="side"><h3>热点推荐</h3><ul>{hot}</ul></div>"""
    site.add(path(item), frame(f"{item.title}-{NAME}", html))
    lines = [*item.lines, *(["附件：报名回执表.doc"] if attached else [])]
    site.articles.append(Article(path(item), item.title, item.day, lines, source, item.views, ["新闻中心", tab]))
