"""The number of views in whatever a counter answers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.extraction.counter_answers import answer_text, read_answer


@pytest.mark.parametrize(
    ("answer", "views"),
    [
        ("document.write('806');\r\n", 806),
        ('document.write("806")', 806),
        ("document.write(806);", 806),
        ("document.writeln('806')", 806),
        ("document.write('<font color=red>806</font>');", 806),
        ("document.write('浏览次数：806次');", 806),
        ("document.write('0');", 0),
        ("document.write('806');document.write('次');", 806),
        ("$('#hits').html('806');", 806),
        (
            "$('#todaydowns').html('1');$('#weekdowns').html('2');$('#monthdowns').html('3');$('#hits').html('806');",
            806,
        ),
        ('jQuery("#views").text(806);', 806),
        ('document.getElementById("hits").innerHTML="806";', 806),
        ("806", 806),
        ("\ufeff806\r\n", 806),
        (" '806' ", 806),
        ("12,345", 12345),
        ("1,234,567", 1234567),
        ("1.2万", 12000),
        ("3万+", 30000),
        ("806次", 806),
        ("[806,3,1,0,0]", 806),
        ('["806","3"]', 806),
        ('{"msg":"806"}', 806),
        ('{"code":200,"msg":"success","data":806}', 806),
        ('{"status":1,"data":{"comments":3,"hits":"806"}}', 806),
        ('{"views": 806, "count": 3}', 806),
        ('{"view_count": 806}', 806),
        ("jsonp123([806,3]);", 806),
        ('cb({"count":806})', 806),
        ("<p>806</p>", 806),
        ("<html><head></head><body><p>806</p></body></html>", 806),
        ("浏览次数：<b>806</b>", 806),
        ("&#56;06", 806),
    ],
)
def test_every_shape_of_answer_gives_its_number(answer: str, views: int) -> None:
    assert read_answer(answer) == views


@pytest.mark.parametrize(
    "answer",
    [
        "",
        " \r\n",
        "document.write('');",
        'document.write("");',
        "document.write('-1');",
        "document.write('null');",
        "document.write('806');document.write('807');",
        "document.write('806 / 12');",
        "document.write('2018-07-09');",
        "document.write(document.cookie);",
        "document.write('<script>alert(806)</script>');",
        "$('#todaydowns').html('1');",
        "$('#comments').html('12');",
        "$('#hits').html('');",
        "[]",
        "{}",
        "[[]]",
        "[null, 3]",
        "[true]",
        "[8.5]",
        "[-1,2]",
        '{"code":404,"msg":"not found"}',
        '{"data":{"data":{"data":{"data":806}}}}',
        "[" * 4000,
        "[" + "9" * 4000 + "]",
        "9" * 30,
        "1531106280000",
        "not found",
        "806 807",
        "1,23",
        "404 Not Found",
        "<html><head><title>404</title></head><body>404</body></html>",
        "<h1>404 Not Found</h1>",
        "<p>您访问的页面不存在或已删除</p>",
        "<html>" + "x" * 5000 + "806</html>",
        "alert(806)",
        "while(1){}",
    ],
)
def test_what_says_no_number_of_views_gives_none(answer: str) -> None:
    assert read_answer(answer) is None


ANSWERS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            "document.write(|'|\"|806|-|,|万|[|]|{|}|:|$('#hits').html(|)|;|<p>|<script>|</script>|\\|1e9|9999999999".split(
                "|"
            )
        ),
        max_size=30,
    ).map("".join),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "msg", "hits"]), inner),
    ).map(json.dumps),
)


@given(ANSWERS)
def test_no_answer_makes_it_raise_or_gives_an_implausible_number(answer: str) -> None:
    number = read_answer(answer)
    assert number is None or (type(number) is int and 0 <= number <= 10**9)


@given(st.integers(0, 10**9), st.sampled_from(["{}", "{:,}", "document.write('{}');", "[{},1]", "<p>{}</p>"]))
def test_a_plausible_number_comes_back_whole(number: int, shape: str) -> None:
    assert read_answer(shape.format(number)) == number


def test_an_answer_is_text_in_the_encoding_that_its_header_names() -> None:
    big5 = "點擊：806".encode("big5")
    assert answer_text(200, big5, "text/html; charset=big5") == "點擊：806"
    assert answer_text(200, b"806", None) == "806"
    assert answer_text(404, b"806", None) is None
    assert answer_text(200, b" " * 10**7, None) is None
