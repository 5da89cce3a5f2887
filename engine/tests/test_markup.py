import pytest

from walkback.markup import inert


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+SUM(A1)",
        "-2+3",
        "@SUM(A1)",
        " =1+1",
        "\t=1",
        "\r=1",
        "-x",
        "+",
        "=1",
    ],
)
def test_a_formula_becomes_text(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["-2.5", "+3", "-1,234.5", "1e-3", "-.5", "-", "--", "−2", "a=b", "", "-3%", "深圳", "3-4"],
)
def test_numbers_and_words_stay(text):
    assert inert(text) == text
