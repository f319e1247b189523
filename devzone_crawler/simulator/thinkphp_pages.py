"""HTML of the ThinkPHP family. Text in, text out: no routing, no articles, no state.

The shapes are those of the seed site's article page, faults included. The worst of them: the navigation list is never
closed, so everything that follows it, headline, byline and body too, lies inside its last `<li>`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from devzone_crawler.simulator.truth import Block, SimulatedArticle
from devzone_crawler.simulator.words import word_list

SITE_NAME = "华夏开发区资讯网"

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("首页", "/"),
    ("资讯中心", "/index.php/News/index.html"),
    ("中国开发区", "/index.php/Develop/index.html"),
    ("协会服务", "/index.php/Service/index.html"),
    ("中国开发区协会", "/index.php/About/index.html"),
    ("投稿", "/index.php/Contribute/index.html"),
)

# The junk between navigation and breadcrumb: one block of its own each, as on the seed page (the order is ours).
TOOLS: tuple[tuple[str, str], ...] = (
    ("收藏", "javascript:;"),
    ("扫一扫", ""),
    ("微信<br>公众号", "javascript:;"),
    ("关注公众号", ""),
    ("留言", "/index.php/Message/index.html"),
    ("加入QQ<br>交流群", "javascript:;"),
    ("《中国开发区》", "/index.php/About/journal.html"),
    ("收起菜单", ""),
    ("打开菜单", ""),
    ("通知公告", "/index.php/Notice/index.html"),
)

# Names only. Their anchors follow each other without a separator, so that a block reads as one long sentence.
FRIENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "政府部门",
        word_list(
            "商务部 科学技术部 国家统计局 工业和信息化部 海关总署 生态环境部 财政部 自然资源部 "
            "国家税务总局 交通运输部 国家能源局 教育部 人力资源和社会保障部 国家知识产权局 农业农村部 "
            "应急管理部 水利部 国家发展和改革委员会"
        ),
    ),
    (
        "行业协会",
        word_list(
            "江苏省开发区协会 山东省开发区协会 上海市开发区协会 湖南省开发区协会 中国物流与采购联合会 "
            "云南省工业园区协会 福建省开发区协会 中国机械工业联合会 天津市开发区协会 安徽省开发区协会 "
            "中国保税区出口加工区协会 山西省开发区协会 中国纺织工业联合会 浙江省开发区协会"
        ),
    ),
    (
        "新闻媒体",
        word_list(
            "光明日报 央视网 新华网 经济日报 第一财经 中国新闻网 人民网 参考消息 科技日报 凤凰网 工人日报 中国日报网"
        ),
    ),
)
TABS = (*(caption for caption, _ in FRIENDS), "友情链接", "留言箱")


def _anchor(name: str, href: str) -> str:
    return f'<a href="{href}">{name}</a>' if href else f"<span>{name}</span>"


def _open_page(title: str) -> str:
    return _BEFORE_TITLE + title + _AFTER_TITLE


_BEFORE_TITLE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>"""

_AFTER_TITLE = (
    """</title>
<link rel="stylesheet" type="text/css" href="/Public/Home/css/base.css">
<link rel="stylesheet" type="text/css" href="/Public/Home/css/main.css">
<script type="text/javascript" src="/Public/Home/js/jquery-1.11.3.min.js"></script>
<script type="text/javascript">
var _hmt = _hmt || [];
function addFavorite(url, title) {
    try { window.external.addFavorite(url, title); } catch (e) { alert('Ctrl+D'); }
}
function setFont(size) { $('.news-con p').css('font-size', size + 'px'); }
$(function () {
    $('.open-menu').on('click', function () { $('.nav ul').slideDown(200); });
    $('.close-menu').on('click', function () { $('.nav ul').slideUp(200); });
    $('.links-tab li').hover(function () {
        var i = $(this).index();
        $(this).addClass('on').siblings().removeClass('on');
        $('.links-con').eq(i).show().siblings('.links-con').hide();
    });
});
</script>
</head>
<body>
<div class="header">
<div class="logo"><a href="/"><img src="/Public/Home/images/logo.png" width="320" height="72"></a></div>
<div class="nav">
<ul>
"""
    + "</li>\n".join(f"<li>{_anchor(name, href)}" for name, href in NAVIGATION)
    + '\n<div class="tools">\n'
    + "\n".join(f'<div class="tool tool-{n}">{_anchor(name, href)}</div>' for n, (name, href) in enumerate(TOOLS, 1))
    + '\n</div>\n<div class="wrap">\n'
)

_CLOSE_PAGE = (
    '</div>\n<div class="links">\n'
    + "\n".join(
        '<div class="links-con">'
        + "".join(
            f'<a href="http://{part}{n:02}.example/" target="_blank" rel="nofollow" title="{name}">{name}</a>'
            for n, name in enumerate(names, 1)
        )
        + "</div>"
        for part, (_, names) in zip(("gov", "assoc", "media"), FRIENDS, strict=True)
    )
    + '\n<ul class="links-tab">\n'
    + "\n".join(f'<li><a href="javascript:;">{caption}</a></li>' for caption in TABS)
    + """
</ul>
</div>
<script type="text/javascript" src="/Public/Home/js/share.js"></script>
<script type="text/javascript">
window._bd_share_config = {"common": {"bdText": "", "bdMini": "2", "bdStyle": "0", "bdSize": "16"}, "share": {}};
(function () {
    var hm = document.createElement('script');
    hm.src = '/Public/Home/js/hm.js';
    var s = document.getElementsByTagName('script')[0];
    s.parentNode.insertBefore(hm, s);
})();
</script>
</body>
</html>
"""
)


def page(title: str, content: str) -> str:
    """Any page: the site's head, the unclosed navigation, the content, the friend links."""
    return _open_page(title) + content + _CLOSE_PAGE


def breadcrumb(steps: Sequence[tuple[str, str]]) -> str:
    """Where a page stands. A `>` follows the first step only, as on the seed page."""
    links = " ".join(_anchor(name, href) for name, href in steps)
    return f'<div class="position">&nbsp;当前位置：<a href="/">首页</a>&gt; {links}</div>\n'


def article_page(article: SimulatedArticle, steps: Sequence[tuple[str, str]], published: str, uploads: str) -> str:
    """The page of an article. `published` is the time as printed."""
    title = escape(article.title)
    # Without a source, nothing at all stands between its label and the next.
    source = f"<span>来源：{article.source}</span>&nbsp;" if article.source else "<span>来源：</span>"
    views = f"<span>点击量：{article.view_count}</span>"
    byline = f"{source}<span>发布时间：{published}</span>&nbsp;{views}&nbsp;{_BYLINE_TOOLS}"
    blocks = "".join([_block(block, uploads) for block in article.blocks])
    content = (
        f'{breadcrumb(steps)}<div class="news-detail">\n<div class="news-tit">{title}</div>\n'
        f'<div class="news-info">{byline}</div>\n<div class="news-con">\n{blocks}</div>\n</div>\n'
    )
    return page(f"{title}-{SITE_NAME}", content)


_BYLINE_TOOLS = (
    '<span class="font">字体：<a href="javascript:setFont(18);" class="big"></a>'
    '<a href="javascript:setFont(14);" class="small"></a></span>&nbsp;<span class="share">分享：'
    '<a class="bds_weixin" data-cmd="weixin"></a><a class="bds_tsina" data-cmd="tsina"></a></span>'
)
_CENTRED = '<p style="text-align:center;">'
_PARAGRAPH = '<p style="text-indent:0;line-height:2em;font-size:16px;">\u3000\u3000'


def _block(block: Block, uploads: str) -> str:
    rest = block.text[len(block.lead) :]
    if block.kind == "paragraph":
        return f"{_PARAGRAPH}<strong>{block.lead}</strong>{rest}</p>\n" if block.lead else f"{_PARAGRAPH}{rest}</p>\n"
    if block.kind == "subhead":
        return f"{_CENTRED}<strong>{rest}</strong></p>\n"
    if block.kind == "picture":
        return f'{_CENTRED}<img src="{uploads}{block.file}" title="0.png" alt="0.png" width="600"></p>\n'
    if block.kind == "caption":
        return f'{_CENTRED}<span style="color:#666;font-size:14px;">{rest}</span></p>\n'
    return f'{_PARAGRAPH}{block.lead}<a href="{uploads}{block.file}" target="_blank">{rest}</a></p>\n'


def row(href: str, title: str, date: str, cut_at: int | None = None) -> str:
    """One line of a list. A title longer than `cut_at` characters is cut, and whole in the `title` attribute."""
    whole = escape(title)
    attribute = ""
    if cut_at is not None:
        attribute = f' title="{whole}"'
        whole = escape(title[:cut_at] + "…") if len(title) > cut_at else whole
    return f'<li><a href="{href}"{attribute}>{whole}</a>{f"<span>{date}</span>" if date else ""}</li>\n'


def listing_page(name: str, steps: Sequence[tuple[str, str]], siblings: str, rows: str, pages: str) -> str:
    """One page of a channel. `siblings`: links to the channels beside it."""
    content = (
        f'{breadcrumb(steps)}<div class="side">\n{siblings}</div>\n<div class="list">\n<h2>{name}</h2>\n'
        f'<ul class="news-list">\n{rows}</ul>\n<div class="pages">{pages}</div>\n</div>\n'
    )
    return page(f"{name}-{SITE_NAME}", content)


def pager(total_rows: int, total_pages: int, current: int, link: Callable[[int], str]) -> str:
    """The pager of ThinkPHP 3.2: eleven numbers around the current one, `<<` and `>>` unescaped, ends when far away."""
    reach = 11
    half = reach // 2
    first = max(1, min(current - half, total_pages - reach + 1))
    parts = [f'<span class="rows">共 {total_rows} 条记录</span>']
    if first > 1:
        parts.append(f'<a class="first" href="{link(1)}">1...</a>')
    if current > 1:
        parts.append(f'<a class="prev" href="{link(current - 1)}"><<</a>')
    if total_pages > 1:
        parts += [
            f'<span class="current">{n}</span>' if n == current else f'<a class="num" href="{link(n)}">{n}</a>'
            for n in range(first, min(first + reach, total_pages + 1))
        ]
    if current < total_pages:
        parts.append(f'<a class="next" href="{link(current + 1)}">>></a>')
    if first + reach <= total_pages:
        parts.append(f'<a class="end" href="{link(total_pages)}">{total_pages}</a>')
    return f"<div>{' '.join(parts)}</div>"


def box(name: str, href: str, rows: str) -> str:
    """A box of the home page: a channel's name, a link to it, some rows."""
    return (
        f'<div class="box">\n<div class="box-hd"><h3>{name}</h3><a class="more" href="{href}">更多&gt;&gt;</a></div>\n'
        f'<ul class="box-list">\n{rows}</ul>\n</div>\n'
    )


def jump_page(message: str) -> str:
    """ThinkPHP's 跳转提示: how it reports an error. The address says 200."""
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n'
        '<title>跳转提示</title>\n</head>\n<body>\n<div class="system-message">\n<h1>:(</h1>\n'
        f'<p class="error">{message}</p>\n<p class="detail"></p>\n<p class="jump">\n'
        '页面自动 <a id="href" href="javascript:history.back(-1);">跳转</a> 等待时间： <b id="wait">3</b>\n'
        "</p>\n</div>\n"
        "<script type=\"text/javascript\">\n(function () {\nvar wait = document.getElementById('wait'), "
        "href = document.getElementById('href').href;\nvar interval = setInterval(function () {\n"
        "    if (--wait.innerHTML <= 0) { location.href = href; clearInterval(interval); }\n}, 1000);\n})();\n"
        "</script>\n</body>\n</html>\n"
    )
