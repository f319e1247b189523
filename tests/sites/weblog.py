"""An association's blog: posts by month, category, tag, author and page, in full and in part; feeds; comments; short links."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import quote

from tests.sites.drafts import Draft, draft, sheets
from tests.sites.web_site import Article, WebSite

NAME = "湖畔园区研究会"
CATEGORIES = {"news": "研究会动态", "opinion": "观点", "report": "调研报告"}
TAGS = {"park": "园区", "industry": "产业", "policy": "政策", "zhaoshang": "招商"}
AUTHORS = {"admin": "秘书处", "zhouwen": "周文"}
POSTS = 40
SIZE = 6


def slug(item: Draft) -> str:
    return f"park-story-{item.number}" if item.number % 2 else quote(item.title[:14]).lower()


def path(item: Draft) -> str:
    return f"/{item.at:%Y/%m}/{slug(item)}/"


def category(item: Draft) -> str:
    return ("news", "opinion", "news", "report")[item.number % 4]


def tags(item: Draft) -> list[str]:
    keys = list(TAGS)
    return [keys[item.number % 4], keys[(item.number + 1) % 4]]


def author(item: Draft) -> str:
    return "zhouwen" if category(item) == "opinion" else "admin"


def build() -> WebSite:
    site = WebSite(declared="text/html; charset=UTF-8")
    posts = [draft(404, n, days=9) for n in range(POSTS, 0, -1)]
    walk(site, "/", posts, NAME, posts)
    groups: dict[str, tuple[str, list[Draft]]] = {}
    for key, name in CATEGORIES.items():
        groups[f"/category/{key}/"] = (f"分类：{name}", [p for p in posts if category(p) == key])
    for key, name in TAGS.items():
        groups[f"/tag/{key}/"] = (f"标签：{name}", [p for p in posts if key in tags(p)])
    for key, name in AUTHORS.items():
        groups[f"/author/{key}/"] = (f"作者：{name}", [p for p in posts if author(p) == key])
    for form, caption in (("%Y/%m", "%Y年%m月"), ("%Y/%m/%d", "%Y年%m月%d日"), ("%Y", "%Y年")):
        periods: dict[str, list[Draft]] = defaultdict(list)
        for post in posts:
            periods[f"{post.at:{form}}"].append(post)
        for when, members in periods.items():
            groups[f"/{when}/"] = (f"归档：{members[0].at.strftime(caption)}", members)
    for base, (name, members) in groups.items():
        walk(site, base, members, f"{name} – {NAME}", posts, heading=name)
    for position, post in enumerate(posts):
        single(site, posts, position, post)
    items = "".join(
        f'<item><title>{p.title}</title><link>{path(p)}</link><guid isPermaLink="false">/?p={p.number}</guid><pubDate>{p.at:%a, %d %b %Y %H:%M:%S} +0800</pubDate></item>'
        for p in posts[:10]
    )
    feed = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{NAME}</title><link>/</link><description></description>{items}</channel></rss>'
    site.add_text("/feed/", feed, "application/rss+xml; charset=UTF-8")
    site.add_text("/comments/feed/", feed.replace(items, ""), "application/rss+xml; charset=UTF-8")
    site.add(
        "/about/",
        frame(
            f"关于我们 – {NAME}",
            '<article class="page"><header><h1 class="entry-title">关于我们</h1></header><div class="entry-content"><p>湖畔园区研究会由一群在园区工作多年的人发起，关心园区的过去和将来。</p><p>来信请寄 mail@hupan.example，我们会尽快答复。</p></div></article>',
            posts,
        ),
    )
    site.add(
        "/wp-login.php",
        '<!DOCTYPE html><html><head><title>登录</title></head><body class="login"><form method="post"><p>用户名<input name="log"></p><p>密码<input name="pwd" type="password"></p><input type="submit" value="登录"></form><a href="/">← 返回到湖畔园区研究会</a></body></html>',
    )
    return site


def frame(title: str, content: str, posts: list[Draft]) -> str:
    recent = "".join(f'<li><a href="{path(p)}">{p.title}</a></li>' for p in posts[:5])
    months = sorted({f"{p.at:%Y/%m}" for p in posts}, reverse=True)[:12]
    archive = "".join(f'<li><a href="/{m}/">{m[:4]}年{int(m[5:])}月</a>&nbsp;(3)</li>' for m in months)
    kinds = "".join(f'<li class="cat-item"><a href="/category/{k}/">{v}</a></li>' for k, v in CATEGORIES.items())
    cloud = "".join(
        f'<a href="/tag/{k}/" class="tag-cloud-link" style="font-size:{9 + n}pt" aria-label="{v}（{n + 3}个项目）">{v}</a>'
        for n, (k, v) in enumerate(TAGS.items())
    )
    comments = "".join(
        f'<li class="recentcomments"><span class="comment-author-link">读者{p.number}</span>发表在《<a href="{path(p)}#comment-{p.number}">{p.title}</a>》</li>'
        for p in posts[3:6]
    )
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"/><title>{title}</title><link rel="alternate" type="application/rss+xml" title="{NAME} » Feed" href="/feed/"/><link rel="alternate" type="application/rss+xml" href="/comments/feed/"/><meta name="generator" content="WordPress 5.8.1"/></head>
<body class="home blog"><a class="skip-link" href="#content">跳至内容</a><header><h1 class="site-title"><a href="/" rel="home">{NAME}</a></h1><p>园区的昨天、今天和明天</p><nav><ul><li><a href="/">首页</a></li>{kinds}<li><a href="/about/">关于我们</a></li></ul></nav></header>
<main id="content">{content}</main><aside><section><form role="search" action="/"><input type="search" name="s"/></form></section><section><h2>近期文章</h2><ul>{recent}</ul></section><section><h2>近期评论</h2><ul>{comments}</ul></section><section><h2>归档</h2><ul>{archive}</ul></section><section><h2>分类</h2><ul>{kinds}</ul></section><section>{cloud}</section>
<section><h2>其他操作</h2><ul><li><a href="/wp-login.php">登录</a></li><li><a href="/feed/">条目feed</a></li><li><a href="/comments/feed/">评论feed</a></li><li><a href="https://cn.wordpress.example/">WordPress.org</a></li></ul></section></aside>
<footer><a href="https://cn.wordpress.example/">自豪地采用WordPress</a></footer></body></html>"""


def meta(post: Draft) -> str:
    return (
        f'<div class="entry-meta"><span class="posted-on">发布于<a href="{path(post)}" rel="bookmark"><time class="entry-date published" datetime="{post.at.isoformat()}+08:00">{post.at.year}年{post.at.month}月{post.at.day}日</time></a></span>'
        f'<span class="byline">由<a class="url fn n" href="/author/{author(post)}/">{AUTHORS[author(post)]}</a></span></div>'
    )


def kinds(post: Draft) -> str:
    marks = "、".join(f'<a href="/tag/{t}/" rel="tag">{TAGS[t]}</a>' for t in tags(post))
    return f'<footer class="entry-footer"><span class="cat-links">分类：<a href="/category/{category(post)}/" rel="category tag">{CATEGORIES[category(post)]}</a></span><span class="tags-links">标签：{marks}</span></footer>'


def walk(site: WebSite, base: str, members: list[Draft], title: str, posts: list[Draft], heading: str = "") -> None:
    pages = -(-len(members) // SIZE)
    for number, rows in sheets(members, SIZE):
        content = f'<header class="page-header"><h1 class="page-title">{heading}</h1></header>' if heading else ""
        for post in rows:
            if post.number % 3:
                text = f'<div class="entry-summary"><p>{post.lines[0][:70]} […]</p></div>'
            else:
                text = f'<div class="entry-content"><p>{post.lines[0]}</p><p><a href="{path(post)}#more-{post.number}" class="more-link">继续阅读<span class="screen-reader-text">“{post.title}”</span></a></p></div>'
            content += f'<article id="post-{post.number}" class="post"><header><h2 class="entry-title"><a href="{path(post)}" rel="bookmark">{post.title}</a></h2>{meta(post)}</header>{text}{kinds(post)}<span class="comments-link"><a href="{path(post)}#respond">发表评论</a></span></article>'
        if pages > 1:
            at = "".join(
                f'<a class="page-numbers" href="{base}{f"page/{n}/" if n > 1 else ""}">{n}</a>'
                if n != number
                else f'<span aria-current="page" class="page-numbers current">{n}</span>'
                for n in range(1, pages + 1)
            )
            content += (
                f'<nav class="navigation pagination"><h2 class="screen-reader-text">文章导航</h2><div class="nav-links">{at}'
                + (f'<a class="next page-numbers" href="{base}page/{number + 1}/">下一页</a>' if number < pages else "")
                + "</div></nav>"
            )
        html = frame(title, content, posts)
        site.add(base if number == 1 else f"{base}page/{number}/", html)


def single(site: WebSite, posts: list[Draft], position: int, post: Draft) -> None:
    near = ""
    if position + 1 < len(posts):
        near += f'<div class="nav-previous"><a href="{path(posts[position + 1])}" rel="prev"><span>上一篇文章</span> {posts[position + 1].title}</a></div>'
    if position:
        near += f'<div class="nav-next"><a href="{path(posts[position - 1])}" rel="next"><span>下一篇文章</span> {posts[position - 1].title}</a></div>'
    body = "".join(f"<p>{line}</p>\n" for line in post.lines)
    talk = ""
    if post.number % 5 == 3:
        talk = (
            f'<section id="comments"><h2>《{post.title}》有2个想法</h2><ol><li id="comment-{post.number}"><b class="fn">读者{post.number}</b><span>说道：</span><a href="{path(post)}#comment-{post.number}"><time>2024年6月3日 下午4:15</time></a><div><p>写得很好，我们园区去年也试过类似的办法，效果不错。</p></div>'
            f'<a rel="nofollow" class="comment-reply-link" href="{path(post)}?replytocom={post.number}#respond">回复</a></li></ol></section>'
        )
    form = f'<div id="respond"><h3>发表评论 <small><a rel="nofollow" href="{path(post)}#respond" style="display:none;">取消回复</a></small></h3><form action="/wp-comments-post.php" method="post"><p>您的电子邮箱地址不会被公开。</p><textarea name="comment"></textarea></form></div>'
    content = f'<article class="post"><header class="entry-header"><h1 class="entry-title">{post.title}</h1>{meta(post)}</header><div class="entry-content">{body}</div>{kinds(post)}</article><nav class="post-navigation"><h2 class="screen-reader-text">文章导航</h2>{near}</nav>{talk}{form}'
    html = frame(f"{post.title} – {NAME}", content, posts).replace(
        "</head>", f'<link rel="canonical" href="{path(post)}"/><link rel="shortlink" href="/?p={post.number}"/></head>'
    )
    site.add(path(post), html)
    site.redirect(f"/?p={post.number}", path(post))
    if talk:
        site.add(f"{path(post)}?replytocom={post.number}", html)
    site.add_text(
        f"{path(post)}feed/",
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>评论</title></channel></rss>",
        "application/rss+xml",
    )
    site.articles.append(Article(path(post), post.title, post.day, post.lines))
