"""A bonded zone in two languages: the pages below /en/ are articles of their own, in English."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.sites.drafts import Draft, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "兰江综合保税区"
ENGLISH = "Lanjiang Comprehensive Bonded Zone"
COLUMNS = {"news": ("新闻资讯", 16), "notice": ("公示公告", 8)}
EN_COLUMNS = {"news": ("Latest News", 13), "policies": ("Policies", 5)}
SIZE = 8

Story = tuple[str, str, datetime, list[str]]
"""Path, title, moment and lines of an English article."""

_TITLES = (
    "Bonded zone reports {n} percent growth in foreign trade",
    "New cold-chain warehouse opens with {n} loading bays",
    "Delegation of {n} companies visits Lanjiang to discuss logistics",
    "Freight train No. {n} leaves the zone for Central Europe",
    "Service hall cuts clearance time by {n} minutes",
)
_SENTENCES = (
    "The zone handled goods worth several hundred million yuan in the period, according to its management committee.",
    "Companies said that shorter clearance and one-stop services had helped them to keep orders on time.",
    "The new building covers 32,000 square meters and meets the requirements for food, medicine and flowers.",
    "Officials promised to simplify procedures further and to listen to what enterprises need.",
    "A second phase is planned, and construction will begin as soon as the design has been reviewed.",
    "More than forty firms from eleven countries have set up offices here since the zone was approved.",
)


def frame(title: str, content: str, english: bool = False) -> str:
    if english:
        nav = (
            '<a href="/en/">Home</a><a href="/en/about.html">About Us</a>'
            + "".join(f'<a href="/en/{k}/">{n}</a>' for k, (n, _) in EN_COLUMNS.items())
            + '<a href="/">中文</a>'
        )
        foot = f"Copyright © {ENGLISH} Administration. All rights reserved. Tel: +86-000-1111111"
    else:
        nav = (
            '<a href="/">首页</a><a href="/about.html">走进保税区</a>'
            + "".join(f'<a href="/{k}/">{n}</a>' for k, (n, _) in COLUMNS.items())
            + '<a href="/en/">English</a>'
        )
        foot = f"版权所有：{NAME}管理局　技术支持：数港科技　ICP备案号：00000000"
    return f'<!DOCTYPE html><html lang="{"en" if english else "zh-CN"}"><head><meta charset="UTF-8"><title>{title}</title></head><body><header><nav>{nav}</nav></header><main>{content}</main><footer><p>{foot}</p></footer></body></html>'


def build() -> WebSite:
    site = WebSite()
    first, every = 1, {}
    for key, (_, count) in COLUMNS.items():
        every[key] = drafts(1111, count, "notice" if key == "notice" else "news", first)
        first += count

    def path(item: Draft, key: str) -> str:
        return f"/{key}/{item.at:%Y-%m}/{item.number + 300}.html"

    def rows(items: list[Draft], key: str) -> str:
        return "".join(
            f'<li><a href="{path(i, key)}"><h4>{i.title}</h4><time>{i.at:%Y.%m.%d}</time></a></li>' for i in items
        )

    site.add(
        "/",
        frame(
            NAME,
            "".join(
                f'<section><h3>{n}</h3><a href="/{k}/">查看更多</a><ul>{rows(every[k][:6], k)}</ul></section>'
                for k, (n, _) in COLUMNS.items()
            ),
        ),
    )
    for key, (name, _) in COLUMNS.items():
        pages = -(-len(every[key]) // SIZE)
        crumbs = f'<div class="bread">您的位置：<a href="/">首页</a> / <a href="/{key}/">{name}</a></div>'
        for number, items in sheets(every[key], SIZE):
            on = f'<a href="/{key}/list_{number + 1}.html">下一页</a>' if number < pages else ""
            site.add(
                f"/{key}/" if number == 1 else f"/{key}/list_{number}.html",
                frame(f"{name}_{NAME}", f"{crumbs}<ul>{rows(list(items), key)}</ul><div>{on}</div>"),
            )
        for item in every[key]:
            text = "".join(f"<p>{line}</p>" for line in item.lines)
            site.add(
                path(item, key),
                frame(
                    f"{item.title}_{NAME}",
                    f'{crumbs}<h1>{item.title}</h1><div class="meta"><span>{item.at:%Y.%m.%d}</span><span>来源：{item.source}</span><span>阅读量：{item.views}</span></div><div class="text">{text}</div>',
                ),
            )
            site.articles.append(
                Article(path(item, key), item.title, item.day, item.lines, item.source, item.views, [name])
            )
    site.add(
        "/about.html",
        frame(
            f"走进保税区_{NAME}",
            "<h1>走进保税区</h1><p>兰江综合保税区于2012年获批，2014年封关运行，围网面积3.2平方公里。</p><p>区内开展保税加工、保税物流、跨境电商等业务。</p>",
        ),
    )
    english(site)
    return site


def english(site: WebSite) -> None:
    number = 0
    lists: dict[str, list[Story]] = {}
    for key, (_, count) in EN_COLUMNS.items():
        items: list[Story] = []
        for _ in range(count):
            number += 1
            at = datetime(2022, 1, 5) + timedelta(days=11 * number)
            title = _TITLES[number % len(_TITLES)].format(n=number + 20)
            lines = [
                f"LANJIANG, {at:%b.} {at.day} - {_SENTENCES[number % 6]} {_SENTENCES[(number + 1) % 6]}",
                _SENTENCES[(number + 2) % 6],
                f"{_SENTENCES[(number + 3) % 6]} {_SENTENCES[(number + 4) % 6]}",
            ]
            items.insert(0, (f"/en/{key}/{at:%Y-%m}/{number + 900}.html", title, at, lines))
        lists[key] = items

    def rows(items: list[Story]) -> str:
        return "".join(f'<li><a href="{p}"><h4>{t}</h4><time>{at:%Y-%m-%d}</time></a></li>' for p, t, at, _ in items)

    site.add(
        "/en/",
        frame(
            ENGLISH,
            "".join(
                f'<section><h3>{n}</h3><a href="/en/{k}/">More</a><ul>{rows(lists[k][:5])}</ul></section>'
                for k, (n, _) in EN_COLUMNS.items()
            ),
            english=True,
        ),
    )
    for key, (name, _) in EN_COLUMNS.items():
        crumbs = f'<div class="bread">Location: <a href="/en/">Home</a> / <a href="/en/{key}/">{name}</a></div>'
        pages = -(-len(lists[key]) // SIZE)
        for position, part in sheets(lists[key], SIZE):
            on = f'<a href="/en/{key}/list_{position + 1}.html">Next</a>' if position < pages else ""
            site.add(
                f"/en/{key}/" if position == 1 else f"/en/{key}/list_{position}.html",
                frame(f"{name} - {ENGLISH}", f"{crumbs}<ul>{rows(list(part))}</ul><div>{on}</div>", english=True),
            )
        for path, title, at, lines in lists[key]:
            text = "".join(f"<p>{line}</p>" for line in lines)
            printed = f"{at:%B} {at.day}, {at:%Y}" if key == "news" else f"{at:%Y-%m-%d}"
            source = "Lanjiang Daily" if key == "news" else None
            info = (
                f"<span>{printed}</span><span>Source: {source}</span>" if source else f"<span>Updated: {printed}</span>"
            )
            site.add(
                path,
                frame(
                    f"{title} - {ENGLISH}",
                    f'{crumbs}<h1>{title}</h1><div class="meta">{info}</div><div class="text">{text}</div>',
                    english=True,
                ),
            )
            site.articles.append(Article(path, title, f"{at:%Y-%m-%d}", lines, source, None, [name]))
    site.add(
        "/en/about.html",
        frame(
            f"About Us - {ENGLISH}",
            "<h1>About Us</h1><p>The zone was approved in 2012 and has been in operation since 2014.</p><p>It offers bonded processing, logistics and cross-border e-commerce.</p>",
            english=True,
        ),
    )
