"""What an editor changes without changing the text makes no difference."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.reprints.figures import figures
from devzone_crawler.reprints.letters import clauses, letters

HAN = st.text(alphabet=[chr(code) for code in range(0x4E00, 0x4F00)], min_size=1)


def read(text: str) -> list[str]:
    return clauses(letters(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("开发区，投产。\n首日！", ["开发区", "投产", "首日"]),
        ("２０１８年０７月０９日", ["2018年7月9日"]),
        ("完成投资３，５００．５亿元", ["完成投资3500.5亿元"]),
        ("10,000人，1,00元，7,076天", ["10000人", "1", "0元", "7076天"]),
        ("0.5、00.7、100、007", ["0.5", "0.7", "100", "07"]),
        ("開發區與髮展", ["开发区与发展"]),
        ("ＷＴＯ Wto", ["wtowto"]),
        ("　　增长 3 成　左右 ", ["增长3成左右"]),
        ("价格 3850 3920", ["价格3850", "3920"]),
        ("螺纹钢\t3850", ["螺纹钢", "3850"]),
        ("𠀀好。\udc00", ["𠀀好", "\udc00"]),
        ("", []),
        ("。\n　", []),
    ],
)
def test_letters_are_what_stays(text: str, wanted: list[str]) -> None:
    assert read(text) == wanted


@given(st.text())
def test_any_text_can_be_read_and_has_no_empty_clause(text: str) -> None:
    found = read(text)
    assert all(found)
    assert "".join(found).replace("\0", "") == "".join(found)


@given(st.text())
def test_letters_of_letters_are_the_same(text: str) -> None:
    once = read(text)
    plain = [one for one in once if not any(digit.isdecimal() for digit in one)]  # 00.7 sheds a zero a time
    assert [clause for one in plain for clause in read(one)] == plain


@given(st.lists(HAN), st.sampled_from(["，", "。", "；", "\n", "！", "”"]))
def test_marks_are_all_the_same(parts: list[str], mark: str) -> None:
    assert read(mark.join(parts)) == read(",".join(parts))


@given(st.integers(0, 10**12))
def test_full_width_and_grouped_figures_are_the_same(number: int) -> None:
    grouped = f"{number:,}"
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in grouped)
    assert unicodedata.normalize("NFKC", wide) == grouped
    assert read(f"共{wide}元") == read(f"共{grouped}元") == [f"共{number}元"]


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("投资1.2万元", [12000], "投资元"),
        ("投资一万二千元", [12000], "投资元"),
        ("增长百分之三点五", [3.5], "增长"),
        ("增长3.5%", [3.5], "增长"),
        ("二〇二六年三月", [2026], "年三月"),
        ("1.5万亿、3亿、二十", [1.5e12, 3e8, 20], "、、"),
        ("一万二千零五", [12005], ""),
        ("王一川统一推进", [], "王一川统一推进"),
    ],
)
def test_figures_are_known_by_their_value(text: str, values: list[float], words: str) -> None:
    assert figures(text) == (tuple(values), words)


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿点0123456789.%分之元"))
def test_no_heap_of_numerals_is_too_much(text: str) -> None:
    found = figures(text)
    assert all(value >= 0 for value in found.values)
    assert len(found.words) <= len(text)
