"""A development zone: columns of one page, a mailbox with letters and answers, projects on offer, firms, downloads."""

from __future__ import annotations

from tests.sites.drafts import Draft, cut, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "白川经济技术开发区"
COLUMNS = {"kfqyw": ("开发区要闻", 15), "tzgg": ("通知公告", 7), "zsdt": ("招商动态", 8)}
SINGLE = {"gywm": "关于我们", "jgsz": "机构设置", "tzhj": "投资环境", "lxwm": "联系我们"}
PROJECTS = (
    "年产五万吨绿色食品加工项目",
    "智能装备产业园建设项目",
    "冷链物流中心项目",
    "生物医药孵化器项目",
    "滨河商务区开发项目",
    "储能电池回收利用项目",
)
FIRMS = ("启衡科技", "朗川重工", "恒芯电子", "博远药业")
LETTERS = (
    ("关于园区公交线路延长的建议", "您好，我在开发区上班，三路车只到东门，离厂区还有两公里，能不能把线路延长到北区？"),
    ("咨询人才公寓申请条件", "请问今年毕业的本科生可以申请人才公寓吗？需要哪些材料？"),
    ("反映夜间施工噪音", "小区对面的工地每天夜里十一点还在打桩，老人孩子睡不好，希望有关部门管一管。"),
    ("企业用电增容办理流程", "我公司准备增加一条生产线，变压器要增容，请问找哪个部门办理？要多长时间？"),
)
FILES = ("入区企业申请表", "项目备案表", "人才公寓申请表", "安全生产承诺书", "科技项目申报书")


def path(item: Draft, column: str) -> str:
    return f"/index/article/{column}/id/{item.number}"


def frame(title: str, content: str) -> str:
    nav = "".join(f'<li><a href="/index/page/{k}">{v}</a></li>' for k, v in SINGLE.items())
    nav += "".join(f'<li><a href="/index/column/{k}">{v}</a></li>' for k, (v, _) in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="hd"><img src="/static/logo.png"></div>
<ul class="nav"><li><a href="/">网站首页</a></li>{nav}<li><a href="/index/project">招商项目</a></li><li><a href="/index/firms">企业风采</a></li><li><a href="/index/mailbox">领导信箱</a></li><li><a href="/index/download">下载中心</a></li></ul>
{content}
<dl class="ft"><dt>友情链接：</dt><dd><a href="http://www.a.example">白川市政府</a><a href="http://www.b.example">白川海关</a><a href="http://www.c.example">白川税务</a></dd><dd>{NAME}管理委员会 版权所有 投资热线：0000-8888888</dd></dl></body></html>"""


def build() -> WebSite:
    site = WebSite()
    first, every = 1, {}
    for column, (_, count) in COLUMNS.items():
        every[column] = drafts(808, count, "notice" if column == "tzgg" else "news", first)
        first += count

    def rows(items: list[Draft], column: str) -> str:
        return "".join(
            f'<li><span class="fr">{i.at:%Y/%m/%d}</span><a href="{path(i, column)}">{cut(i.title, 26)}</a></li>'
            for i in items
        )

    boxes = "".join(
        f'<div class="box"><div class="t"><b>{n}</b><a href="/index/column/{k}">更多</a></div><ul>{rows(every[k][:5], k)}</ul></div>'
        for k, (n, _) in COLUMNS.items()
    )
    projects = "".join(
        f'<li><a href="/index/project/show/id/{n}"><img src="/up/p{n}.jpg"><p>{p}</p></a></li>'
        for n, p in enumerate(PROJECTS, 1)
    )
    firms = "".join(f'<li><a href="/index/firm/id/{n}">{f}</a></li>' for n, f in enumerate(FIRMS, 1))
    letters = "".join(
        f'<tr><td>{1000 + n}</td><td><a href="/index/mail/id/{n}">{q}</a></td><td>已回复</td><td>2021-0{n}-1{n}</td></tr>'
        for n, (q, _) in enumerate(LETTERS, 1)
    )
    letters = f"<table><tr><th>编号</th><th>来信标题</th><th>状态</th><th>来信日期</th></tr>{letters}</table>"
    files = "".join(
        f'<li><a href="/up/file/{n}.{"doc" if n % 2 else "rar"}">{f}</a><span>2021-0{n}-06</span></li>'
        for n, f in enumerate(FILES, 1)
    )
    site.add(
        "/",
        frame(
            NAME,
            f'{boxes}<div class="box"><div class="t"><b>招商项目</b></div><ul>{projects}</ul></div><div class="box"><b>领导信箱</b>{letters}</div><div class="box"><b>下载中心</b><ul>{files}</ul></div>',
        ),
    )
    for column, (name, _) in COLUMNS.items():
        crumbs = f'<p class="wz">当前位置：<a href="/">网站首页</a> - <a href="/index/column/{column}">{name}</a></p>'
        pages = -(-len(every[column]) // 6)
        for number, items in sheets(every[column], 6):
            on = (
                f'<li><a href="/index/column/{column}?p={number + 1}">»</a></li>'
                if number < pages
                else "<li class=disabled><span>»</span></li>"
            )
            numbers = "".join(
                f'<li><a href="/index/column/{column}?p={n}">{n}</a></li>'
                if n != number
                else f"<li class=active><span>{n}</span></li>"
                for n in range(1, pages + 1)
            )
            pager = f'<ul class="pagination">{numbers}{on}</ul>' if pages > 1 else ""
            site.add(
                f"/index/column/{column}" + (f"?p={number}" if number > 1 else ""),
                frame(f"{name}-{NAME}", f'{crumbs}<ul class="ls">{rows(list(items), column)}</ul>{pager}'),
            )
        for item in every[column]:
            text = "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in item.lines)
            source = item.source if column != "tzgg" else "管委会办公室"
            html = f"""{crumbs}<div class="art"><h2>{item.title}</h2><h5>日期：{item.at:%Y/%m/%d}&nbsp;&nbsp;来源：{source}&nbsp;&nbsp;人气：{item.views}</h5><div class="cc">{text}</div></div>"""
            site.add(path(item, column), frame(f"{item.title}-{NAME}", html))
            site.articles.append(
                Article(path(item, column), item.title, item.day, item.lines, source, item.views, [name])
            )
    for key, name in SINGLE.items():
        site.add(
            f"/index/page/{key}",
            frame(
                f"{name}-{NAME}",
                f'<p class="wz">当前位置：<a href="/">网站首页</a> - {name}</p><div class="art"><h2>{name}</h2><div class="cc">&nbsp;&nbsp;&nbsp;&nbsp;{NAME}始建于1992年，2010年升级为国家级开发区，规划面积38平方公里，常住人口十一万人。<br>&nbsp;&nbsp;&nbsp;&nbsp;开发区交通便利，配套齐全，服务高效，已有来自二十个国家和地区的企业入驻。</div></div>',
            ),
        )
    site.add(
        "/index/project",
        frame(
            f"招商项目-{NAME}",
            f'<p class="wz">当前位置：<a href="/">网站首页</a> - 招商项目</p><ul class="pj">{projects}</ul>',
        ),
    )
    for n, p in enumerate(PROJECTS, 1):
        site.add(
            f"/index/project/show/id/{n}",
            frame(
                f"{p}-{NAME}",
                f'<p class="wz">当前位置：<a href="/">网站首页</a> - <a href="/index/project">招商项目</a></p><div class="art"><h2>{p}</h2><table><tr><td>所属行业</td><td>制造业</td></tr><tr><td>总投资</td><td>{n}.5亿元</td></tr><tr><td>合作方式</td><td>独资、合资、合作均可</td></tr></table>'
                "<div class='cc'>&nbsp;&nbsp;&nbsp;&nbsp;项目位于开发区北区，占地一百二十亩，水、电、路、气、通讯均已接通，土地性质为工业用地。<br>&nbsp;&nbsp;&nbsp;&nbsp;项目建成后年产值可达十亿元，投资回收期约五年，联系人：招商局王先生。</div></div>",
            ),
        )
    site.add(
        "/index/firms",
        frame(
            f"企业风采-{NAME}",
            f'<p class="wz">当前位置：<a href="/">网站首页</a> - 企业风采</p><ul class="qy">{firms}</ul>',
        ),
    )
    for n, f in enumerate(FIRMS, 1):
        site.add(
            f"/index/firm/id/{n}",
            frame(
                f"{f}-{NAME}",
                f'<p class="wz">当前位置：<a href="/">网站首页</a> - <a href="/index/firms">企业风采</a></p><div class="art"><h2>{f}</h2><div class="cc">&nbsp;&nbsp;&nbsp;&nbsp;{f}有限公司是一家集研发、生产、销售于一体的高新技术企业，拥有员工三百余人，产品远销海内外。</div></div>',
            ),
        )
    site.add(
        "/index/mailbox",
        frame(
            f"领导信箱-{NAME}",
            f'<p class="wz">当前位置：<a href="/">网站首页</a> - 领导信箱</p>{letters}<form method="post" action="/index/mail/save"><input name="t"><textarea name="c"></textarea><button>我要写信</button></form>',
        ),
    )
    for n, (title, question) in enumerate(LETTERS, 1):
        site.add(
            f"/index/mail/id/{n}",
            frame(
                f"{title}-{NAME}",
                f'<p class="wz">当前位置：<a href="/">网站首页</a> - <a href="/index/mailbox">领导信箱</a></p><div class="mail"><table><tr><td>信件标题</td><td>{title}</td></tr><tr><td>来信人</td><td>王**</td></tr><tr><td>来信时间</td><td>2021-0{n}-1{n} 09:2{n}</td></tr><tr><td>来信内容</td><td>{question}</td></tr>'
                f"<tr><td>回复单位</td><td>开发区管委会办公室</td></tr><tr><td>回复时间</td><td>2021-0{n}-1{n + 3} 15:0{n}</td></tr><tr><td>回复内容</td><td>您好！来信收悉。您反映的问题已转有关部门研究办理，感谢您对开发区工作的关心和支持。</td></tr></table></div>",
            ),
        )
    site.add(
        "/index/download",
        frame(
            f"下载中心-{NAME}",
            f'<p class="wz">当前位置：<a href="/">网站首页</a> - 下载中心</p><ul class="dl">{files}</ul>',
        ),
    )
    return site
