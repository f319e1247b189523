"""Which texts are taken for one article, case by case."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from benchmarks.reprints import measured
from devzone_crawler.reprints import Text, originals
from devzone_crawler.simulator.reprints import prints
from devzone_crawler.simulator.text import headline
from devzone_crawler.simulator.truth import body

LINES = [block.text for block in body(5, 8, "news") if block.text]
TEXT = Text(headline(5, 8, "news").text, "\n".join(LINES))
OTHER = Text(headline(5, 9, "news").text, "\n".join(block.text for block in body(5, 9, "news") if block.text))
FORM = (
    "为广泛听取群众意见，进一步提高选人用人工作的透明度，现对拟任职的干部公示如下。\n"
    "{person}，现任临江开发区{office}副局长，拟任临江开发区{office}局长。\n"
    "公示时间自{day}起五个工作日。公示期间，干部群众可以通过来信、来电、来访等形式反映公示对象的情况和问题。"
)
LONG_FORM = "\n".join(
    [
        "现将{firm}机床项目环境影响报告表的受理情况予以公示。",
        *(
            f"第{mark}条规定建设单位应当在{mark}类区域按照要求采取措施{mark}并做好记录。"
            for mark in "甲乙丙丁戊己庚辛壬癸"
        ),
        *(f"公众对{mark}项内容有意见的可以在期限内以书面形式向{mark}窗口反映。" for mark in "子丑寅卯辰巳午未申酉"),
    ]
)


def are_one(*texts: Text) -> bool:
    """True if all are reprints of the first, whichever is the first."""
    forth, back = originals(texts), originals(texts[::-1])
    assert (set(forth) == {0}) == (set(back) == {0})
    return set(forth) == {0}


def lines(*wanted: str) -> Text:
    return TEXT._replace(body="\n".join(wanted))


REPRINTS: dict[str, Text] = {
    "as it was": TEXT,
    "another headline": TEXT._replace(title="聚焦园区发展新变化"),
    "without a headline": TEXT._replace(title=None),
    "a source above": lines("来源：临江日报　作者：王一川", *LINES),
    "words before the first": lines("本报讯（记者 王一川）" + LINES[0], *LINES[1:]),
    "an editor's line below": lines(*LINES, "（责任编辑：李明远）扫一扫在手机打开当前页"),
    "a paragraph less": lines(*LINES[:4], *LINES[5:]),
    "the tail cut": lines(*LINES[: len(LINES) * 3 // 4]),
    "little more than half of it": lines(*LINES[: len(LINES) * 2 // 3]),
    "other marks": TEXT._replace(body=TEXT.body.replace("，", ",").replace("“", "「").replace("”", "」")),
    "no marks": TEXT._replace(body=TEXT.body.replace("，", "").replace("。", "")),
    "blanks": TEXT._replace(body=TEXT.body.replace("，", " ， ").replace("\n", "\n\n　　")),
    "one line": lines("".join(LINES)),
    "traditional": Text(*map(OpenCC("s2t").convert, (TEXT.title or "", TEXT.body))),
    "full-width": TEXT._replace(body=TEXT.body.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})),
    "page marks": lines(*LINES[:5], "上一页 1 2 3 下一页", *LINES[5:]),
    "two words": TEXT._replace(body=TEXT.body.replace("产业", "行业", 2)),
}


@pytest.mark.parametrize("reprint", REPRINTS.values(), ids=REPRINTS)
def test_what_editors_do_leaves_a_reprint(reprint: Text) -> None:
    assert are_one(TEXT, reprint)


def form(person: str = "王一川", office: str = "财政金融局", day: str = "7月9日", title: str = "干部任前公示") -> Text:
    return Text(title, FORM.format(person=person, office=office, day=day))


def long_form(firm: str) -> Text:
    return Text(f"{firm}机床项目环境影响评价公示", LONG_FORM.format(firm=firm))


def bulletin(week: int) -> Text:
    rows = [
        f"{name}\t{1000 + at * 371 + week * (at % 3 + 7)}" for at, name in enumerate("铜铝锌铅镍锡金银钢铁煤油气棉粮糖")
    ]
    told = "本期采价由企业直报和人工采价相结合，价格为含税出厂价，仅供参考，不作为交易依据，后期价格以小幅波动为主。"
    return Text(
        "重点商品价格周报", "\n".join([told, *rows, told.replace("本期", "各期"), "监测点将继续做好采价和报送工作。"])
    )


APART: dict[str, tuple[Text, Text]] = {
    "two reports of the same sentences": (TEXT, OTHER),
    "one headline and one first paragraph": (
        TEXT,
        Text(TEXT.title, "\n".join([LINES[0], *OTHER.body.split("\n")[1:]])),
    ),
    "a report that quotes a part": (TEXT, OTHER._replace(body="\n".join([OTHER.body, *LINES[:3]]))),
    "a third of it": (TEXT, lines(*LINES[: len(LINES) // 4])),
    "a form with another name": (form(), form(person="李明远")),
    "a form with another office": (form(), form(office="行政审批局")),
    "a form with another day": (form(), form(day="8月13日")),
    "a form whose headline alone differs": (form(title="启衡科技项目公示"), form(title="朗川重工项目公示")),
    "a long form with another firm": (long_form("启衡科技有限公司"), long_form("朗川重工有限公司")),
    "two years of one notice": (TEXT._replace(title="2006年招聘启事"), Text("2007年招聘启事", "\n".join(LINES[:-1]))),
    "two weeks of prices": (bulletin(1), bulletin(2)),
    "a file and nothing else": (Text("关于印发要点的通知", "详见附件。"), Text("关于印发要点的通知", "详见附件。")),
    "one caption below two headlines": (
        Text("签约", "图为活动现场。（临江开发区管委会办公室 供图）"),
        Text("开工", "图为活动现场。（临江开发区管委会办公室 供图）"),
    ),
    "no text at all": (Text("图片新闻", ""), Text("图片新闻", "")),
}


def test_a_figure_of_the_headline_may_have_another_form() -> None:
    assert are_one(TEXT._replace(title="临江开发区办结1.2万件"), TEXT._replace(title="临江开发区办结12000件"))


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_what_only_resembles_is_no_reprint(pair: tuple[Text, Text]) -> None:
    assert not are_one(*pair)


def test_a_short_text_is_a_reprint_below_its_own_headline() -> None:
    short = Text("企业服务中心启用新址", "临江开发区企业服务中心近日启用新址，38个窗口照常办理业务，咨询电话不变。")
    assert are_one(short, Text("【转载】企业服务中心启用新址", short.body + "（编辑：王一川）"))
    assert not are_one(short, short._replace(body=short.body.replace("38", "12")))


def test_too_short_to_tell_is_told_as_none() -> None:
    assert originals([TEXT, Text("图片新闻", "详见附件"), TEXT]) == [0, None, 0]
    name = "临江开发区生物医药产业发展规划（征求意见稿）"
    assert originals([Text(f"关于印发《{name}》的通知", f"{name}。")] * 2) == [None, None]


def test_the_order_of_publication_may_be_another_than_that_of_the_texts() -> None:
    texts = [TEXT._replace(place=2), OTHER._replace(place=0), TEXT._replace(place=1)]
    assert originals(texts) == [0, 1, 1]


def test_no_text_is_no_cluster() -> None:
    assert originals([]) == []


def test_a_reprint_of_a_reprint_joins_only_what_it_is_a_reprint_of_itself() -> None:
    """The middle shares enough with both ends, which share too little with each other."""
    half = len(LINES) // 2
    more = OTHER.body.split("\n")
    ends = lines(*LINES), lines(*LINES[half:], *more[: half + 2])
    middle = lines(*LINES[half // 2 :], *more[: half // 2])
    assert not are_one(*ends)
    assert originals([ends[0], middle, ends[1]])[2] in (1, 2)


def test_a_text_of_ten_megabytes_is_judged_by_its_beginning() -> None:
    huge = TEXT._replace(body="".join(islice(cycle(LINES), 10_000_000 // 60)))
    assert originals([TEXT, huge, huge]) == [0, 1, 1]


def test_thousands_of_filled_in_forms_stay_apart_and_their_reprints_are_found() -> None:
    offices = ("财政金融局", "行政审批局", "应急管理局", "规划建设局")
    forms = [
        form(f"王{chr(0x4E00 + at * 3)}{chr(0x5F00 + at * 5)}", offices[at % 4], f"{at % 12 + 1}月{at % 28 + 1}日")
        for at in range(1000)
    ]
    found = originals([*forms, *(one._replace(body=f"{one.body}\n责任编辑：李明远") for one in forms)])
    assert found[:1000] == list(range(1000))
    assert sum(first == at for at, first in enumerate(found[1000:])) > 980


@given(st.lists(st.tuples(st.none() | st.text(), st.text())))
def test_any_text_can_be_judged(made: list[tuple[str | None, str]]) -> None:
    found = originals(Text(*one) for one in made)
    assert len(found) == len(made)
    for at, first in enumerate(found):
        assert first is None or (first <= at and found[first] == first)


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=20), st.sampled_from(["{}", "{}。", "\n{}", "　　{}"]))
def test_the_same_text_is_the_same_or_too_short(text: str, shape: str) -> None:
    first, second = originals([Text("标题", text), Text("标题", shape.format(text))])
    assert (first, second) in {(None, None), (0, 0)}


def test_precision_and_recall_hold_on_prints_of_the_simulator() -> None:
    far = datetime.max.replace(tzinfo=UTC)
    printed = sorted(prints(4000, seed=11), key=lambda one: (one.published or far, one.number))
    found = originals(Text(one.title, one.body) for one in printed)
    quality = measured(
        [str(at if first is None else first) for at, first in enumerate(found)], [one.story for one in printed]
    )
    assert quality.precision >= 0.995
    assert quality.recall >= 0.97
    assert min(quality.b_cubed_precision, quality.b_cubed_recall) >= 0.985
