"""The numbers that sentences say, and what rows say against them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.tables.package import Table
from walkback.tables.said_numbers import chinese, in_digits, said
from walkback.tables.said_rules import said_problems
from walkback.tables.sheet import SheetRow

TABLE = Table("x", "data/raw/x.csv", {}, {}, said_in=("statement", "statement_zh"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a sum of 460 million yuan", "460000000"),
        ("HK$30.1 billion or 1.07 percent", "30100000000"),
        ("HK$30.1 billion or 1.07 percent", "1.07"),
        ("over 142,663 papers", "142663"),
        ("拨付累计已超3亿元", "300000000"),
        ("合作国际论文2.5万篇", "25000"),
        ("逾34万件", "340000"),
        ("服务企业1500余家", "1500"),
        ("1.57万多家", "15700"),
        ("twenty-three agreements", "23"),
        ("the twenty-first meeting", "21"),
        ("two thousand firms", "2000"),
        ("nearly a quarter of all", "25"),
        ("more than half", "50"),
        ("出租率七成五", "75"),
        ("二百余项目", "200"),
        ("一千零五十个", "1050"),
        ("约四分之一来自海外", "25"),
        ("takes about two hours", "120"),
        ("约两小时", "120"),
    ],
)
def test_a_text_says_a_number(text, number):
    assert Decimal(number) in said(text)


def test_names_with_digits_say_no_number():
    assert in_digits("the G60 corridor") == []


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read(number):
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]
    text, skipped = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        skipped = skipped or (digit == 0 and bool(text))
        if digit:
            text += ("零" if skipped else "") + digits[digit] + places[place]
            skipped = False
    assert chinese(text) == number


def found(statement: str, zh: str, **cells: str) -> list[tuple[str | None, str]]:
    row = SheetRow("x.csv", 2, {"id": "a", "statement": statement, "statement_zh": zh, **cells})
    return [(problem.column, problem.message) for problem in said_problems(row, TABLE)]


@pytest.mark.parametrize(
    ("statement", "zh", "cells"),
    [
        ("It paid 460 million yuan in 2024.", "2024年拨付4.6亿元。", {"value": "460000000"}),
        ("It spent HK$30.1 billion.", "研发总开支301.38亿港元。", {"value": "30138000000"}),
        ("Branches in Hong Kong and Shenzhen.", "设香港、深圳分部。", {"value": "2"}),
        ("Between 40 and 50 percent.", "四成至五成。", {"low": "40", "high": "50"}),
        ("It opened on 21 November 2024.", "2024年11月21日启用。", {}),
        ("It opened in mid-2025.", "2025年6月启用。", {}),
        ("", "", {"value": "460000000"}),
    ],
)
def test_what_agrees_is_left_alone(statement, zh, cells):
    assert found(statement, zh, **cells) == []


@pytest.mark.parametrize(
    ("statement", "zh", "cells", "column"),
    [
        ("It paid 460 million.", "拨付4.6亿元。", {"value": "46000000"}, "value"),
        ("13 percent of papers.", "占13%。", {"value": "0.13"}, "value"),
        ("Between 40 and 50 percent.", "四成至五成。", {"low": "4", "high": "50.5"}, "high"),
        ("It paid 461 million.", "拨付4.6亿元。", {}, "statement"),
        ("It paid 460 million.", "拨付46亿元。", {}, "statement"),
        ("It began in 2023.", "2024年启用。", {}, "statement"),
    ],
)
def test_what_contradicts_itself_is_told(statement, zh, cells, column):
    assert column in {one for one, _ in found(statement, zh, **cells)}


def test_the_message_names_number_and_column():
    ((column, message), *_) = found("It paid 461 million.", "拨付4.6亿元。")
    assert (column, message) == (
        "statement",
        "says “461000000”, which column statement_zh does not",
    )
