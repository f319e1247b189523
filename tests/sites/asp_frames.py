"""An industrial park's site of 2003: frames, layout tables, gb2312, `news.asp?id=`, the same article with and without `bid`."""

from __future__ import annotations

from tests.sites.drafts import Draft, cut, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "青岚工业园区"
COLUMNS = {1: ("园区动态", 16), 2: ("招商信息", 9), 3: ("政策法规", 6), 5: ("通知公告", 1)}
SINGLE = {1: "园区概况", 2: "投资环境", 3: "组织机构", 4: "联系方式"}
HEAD = (
    '<HTML><HEAD><TITLE>{title}</TITLE>\n<META http-equiv=Content-Type content="text/html; charset=gb2312">'
    "<LINK href=css/style.css rel=stylesheet type=text/css></HEAD>\n"
)
FOOT = """<table width=760 border=0 align=center cellpadding=0 cellspacing=0 bgcolor=#E7E7E7><tr><td align=center height=60>
版权所有 &copy; 2003-2012 青岚工业园区管理委员会 备案号：X省ICP备05000000号<br>地址：青岚镇工业大道1号 邮编：300000 技术支持：<a href=http://www.soft.example target=_blank>蓝图软件</a>
</td></tr></table></BODY></HTML>"""
FRIENDS = """<select onchange="window.open(this.value)"><option>--友情链接--</option><option value="http://www.province.example">省政府网</option></select>
<a href="http://www.city.example" target=_blank>市政府</a> <a href="http://www.paper.example/index.htm" target=_blank>青岚日报</a>"""


def build() -> WebSite:
    site = WebSite(charset="gb18030", declared="text/html")
    columns: dict[int, list[Draft]] = {}
    first = 1
    for bid, (_, count) in COLUMNS.items():
        columns[bid] = drafts(101, count, "notice" if bid == 5 else "news", first)
        first += count
    site.add(
        "/",
        HEAD.format(title=NAME) + '<frameset rows="120,*,0" cols="*" frameborder="NO" border="0" framespacing="0">'
        '<frame src="top.asp" name="topFrame" scrolling="NO" noresize><frameset cols="180,*" frameborder="NO">'
        '<frame src="left.asp" name="leftFrame"><frame src="main.asp" name="mainFrame"></frameset></frameset>'
        "<noframes><body>对不起，您的浏览器不支持框架。</body></noframes></HTML>",
    )
    single = " | ".join(f'<a href="about.asp?id={k}" target="mainFrame">{v}</a>' for k, v in SINGLE.items())
    site.add(
        "/top.asp",
        HEAD.format(title="top") + f"<BODY leftMargin=0 topMargin=0><img src=images/banner.jpg width=760 height=90><br>"
        f'<a href="/" target=_top>首页</a> | {single} | <a href="guestbook.asp" target="mainFrame">留言本</a>'
        "<a href=\"javascript:window.external.AddFavorite('http://www.park.example','青岚工业园区')\">加入收藏</a></BODY></HTML>",
    )
    menu = "".join(
        f'<tr><td height=26><img src=images/dot.gif><a href="class.asp?bid={bid}" target="mainFrame">{name}</a></td></tr>'
        for bid, (name, _) in COLUMNS.items()
    )
    site.add(
        "/left.asp",
        HEAD.format(title="left") + f"<BODY><table width=170>{menu}<tr><td><form action=search.asp target=mainFrame>"
        f"<input name=key size=10><input type=submit value=搜索></form></td></tr><tr><td>{FRIENDS}</td></tr></table></BODY></HTML>",
    )
    site.add("/main.asp", main(columns))
    for bid, items in columns.items():
        listing(site, bid, items)
        for position, item in enumerate(items):
            article(site, bid, items, position, item)
    for number, name in SINGLE.items():
        site.add(
            f"/about.asp?id={number}",
            HEAD.format(title=f"{NAME}-{name}")
            + f"<BODY><table width=580 align=center><tr><td class=bt align=center>{name}</td></tr>"
            f"<tr><td><p>　　青岚工业园区位于青岚镇以东，规划面积{number + 6}平方公里，已开发4平方公里，是省级工业园区。"
            "<p>　　园区内道路、供水、供电、通讯、排污设施齐全，有一支办事认真的队伍，热忱欢迎各界朋友前来考察。"
            f"<p>　　电话：0000-1234567　传真：0000-1234568</td></tr></table>{FOOT}",
        )
    messages = "".join(
        f"<tr><td bgcolor=#EEEEEE>访客：{who}　发表于：2008-{n + 3}-1{n} 10:2{n}:00</td></tr><tr><td>{ask}</td></tr>"
        f"<tr><td><font color=red>管理员回复：{answer}</font></td></tr>"
        for n, (who, ask, answer) in enumerate(
            [
                ("张先生", "请问园区还有标准厂房出租吗？面积要两千平方米左右。", "您好，有的，请与招商局联系。"),
                ("过客", "网站做得不错，希望多更新。", "谢谢您的支持！"),
                (
                    "李小姐",
                    "企业迁入园区需要办理哪些手续？要多长时间？",
                    "请带营业执照到服务大厅咨询，一般七个工作日。",
                ),
            ]
        )
    )
    site.add(
        "/guestbook.asp",
        HEAD.format(title="留言本") + f"<BODY><table width=580 align=center border=1>{messages}</table>"
        f"<form method=post action=guestsave.asp>姓名：<input name=n>内容：<textarea name=c></textarea><input type=submit value=留言></form>{FOOT}",
    )
    return site


def row(item: Draft, length: int, query: str = "") -> str:
    return (
        f'<tr><td width=80% height=22 background=images/line.gif>·<a href="news.asp?id={item.number}{query}" target=_blank '
        f'title="{item.title}">{cut(item.title, length)}</a></td><td><font color=#999999>[{item.at.month}-{item.at.day}]</font></td></tr>'
    )


def main(columns: dict[int, list[Draft]]) -> str:
    boxes = "".join(
        f"<td valign=top><table width=280 cellspacing=0><tr><td background=images/t{bid}.gif height=28>&nbsp;&nbsp;<b>{COLUMNS[bid][0]}</b></td>"
        f'<td align=right><a href="class.asp?bid={bid}"><img src=images/more.gif border=0></a></td></tr>{"".join(row(i, 16) for i in items[:6])}</table></td>'
        + ("</tr><tr>" if bid == 2 else "")
        for bid, items in columns.items()
    )
    return HEAD.format(title=NAME) + (
        "<BODY bgcolor=#ffffff><marquee scrollamount=3>欢迎访问青岚工业园区网站！ 今天是<script>document.write(new Date().toLocaleString())</script></marquee>"
        f"<table width=580 align=center><tr>{boxes}</tr></table>{FOOT}"
    )


def listing(site: WebSite, bid: int, items: list[Draft]) -> None:
    name = COLUMNS[bid][0]
    size = 7
    pages = -(-len(items) // size)
    for number, rows in sheets(items, size):
        back = (
            f'<a href="class.asp?bid={bid}&page=1">首页</a> <a href="class.asp?bid={bid}&page={number - 1}">上一页</a>'
            if number > 1
            else "首页 上一页"
        )
        on = (
            f'<a href="class.asp?bid={bid}&page={number + 1}">下一页</a> <a href="class.asp?bid={bid}&page={pages}">尾页</a>'
            if number < pages
            else "下一页 尾页"
        )
        html = (
            HEAD.format(title=f"{NAME}-{name}")
            + f"<BODY><table width=580 align=center><tr><td>您现在的位置：<a href=main.asp>首页</a> &gt;&gt; {name}</td></tr></table>"
            f"<table width=580 align=center border=0>{''.join(row(i, 24, f'&bid={bid}') for i in rows)}</table>"
            f"<table width=580 align=center><tr><td align=right>共 <b>{len(items)}</b> 条信息 {back} {on} 页次：<font color=red>{number}</font>/{pages}页 {size}条/页</td></tr></table>{FOOT}"
        )
        path = f"/class.asp?bid={bid}"
        if number == 1:
            site.add(path, html)
        site.add(f"{path}&page={number}", html)


def article(site: WebSite, bid: int, items: list[Draft], position: int, item: Draft) -> None:
    name = COLUMNS[bid][0]
    older = items[position + 1] if position + 1 < len(items) else None
    newer = items[position - 1] if position else None
    source = None if item.number % 5 == 0 else item.source
    text = "<BR>\n<BR>\n".join(f"　　{line}" for line in item.lines)
    html = (
        HEAD.format(title=f"{NAME}-{item.title}")
        + "<BODY><table width=760 align=center><tr><td><img src=images/banner2.jpg></td></tr></table>"
        f"<table width=760 align=center cellpadding=0><tr><td width=180 valign=top><table><tr><td>热门信息</td></tr>"
        f"{''.join(row(i, 10) for i in items[2:6])}</table></td><td valign=top><table width=100%><tr><td height=25 class=nav>"
        f"您现在的位置：<a href=/>首页</a> &gt;&gt; <a href=class.asp?bid={bid}>{name}</a> &gt;&gt; 正文</td></tr>"
        f"<tr><td class=bt align=center height=40><strong><font color=#CC0000 size=4>{item.title}</font></strong></td></tr>"
        f"<tr><td align=center bgcolor=#F5F5F5>作者：佚名&nbsp;&nbsp;来源：{source or '不详'}&nbsp;&nbsp;点击数：{item.views}&nbsp;&nbsp;"
        f"更新时间：{item.at.year}-{item.at.month}-{item.at.day} {item.at:%H:%M:%S}</td></tr>"
        f"<tr><td class=nr style='line-height:180%'>{text}</td></tr><tr><td align=right>【<a href='javascript:window.print()'>打印本页</a>】"
        f"【<a href='javascript:window.close()'>关闭窗口</a>】</td></tr><tr><td>上一篇：{link(newer)}<br>下一篇：{link(older)}</td></tr></table></td></tr></table>{FOOT}"
    )
    path = f"/news.asp?id={item.number}"
    site.add(path, html)
    site.add(f"{path}&bid={bid}", html)
    site.articles.append(
        Article(path, item.title, item.day, item.lines, source, item.views, [name], also=[f"{path}&bid={bid}"])
    )


def link(item: Draft | None) -> str:
    return f'<a href="news.asp?id={item.number}">{item.title}</a>' if item else "没有了"
