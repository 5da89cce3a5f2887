"""What is mathematics in the texts of figures, and what is money."""

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import mathtext

from walkback.errors import AnalysisError
from walkback.show import formulas, theme


@pytest.fixture
def house():
    with plt.rc_context():
        theme.use()
        yield
    plt.close("all")


@pytest.mark.parametrize(
    "text",
    [
        r"$R^2$", r"$\alpha^2$", "CO$_2$", "km$^{2}$", "$n = 12$", "$p < 0.05$", "$x$", "$p$-value",
        r"$\mathdefault{10^{3}}$", r"$\times\mathdefault{10^{9}}\mathdefault{}$", "$mean$", "$ \\pi $",
        r"$x$ and $y_i$", r"$-10^5$", "($n$)",
    ],
)  # fmt: skip
def test_mathematics(text):
    assert formulas.prepared(text) == (text, True)


@pytest.mark.parametrize(
    "text",
    [
        "US$ 5 and $6", "HK$/US$", "US$m (HK$m)", "$5–$6", "$5m/$6m", "in $ and $", "($) or ($)", "$",
        "$$", "US$ 1 bn to US$ 2 bn", "costs $ 5, $ 6", "$a and but b$", "A$,B$", "$/kg, $/t", "$k/$m",
        "a_b ^ c", "",
    ],
)  # fmt: skip
def test_money(text):
    assert formulas.prepared(text) == (text, False)


def test_both_in_one_text():
    given_ = r"$R^2$ = 0.9 at US$ 5 and $6, \$7"
    assert formulas.prepared(given_) == (r"$R^2$ = 0.9 at US\$ 5 and \$6, \$7", True)
    assert formulas.prepared(r"\$5 and \$6") == ("$5 and $6", False)


PARTS = st.sampled_from(
    ["US$", "$5", "$", r"$R^2$", "$x$", " ", "a", "m", "/", "5", r"\$", "_", "深"]
)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_no_dollar_is_lost_and_what_is_mathematics_is_even(text):
    made, formula = formulas.prepared(text)
    assert made.replace("\\", "") == text.replace("\\", "")
    if formula:
        assert len(formulas._DOLLAR.findall(made)) % 2 == 0
    else:
        assert r"\$" not in made


@given(
    st.lists(st.sampled_from(["US$ 5 ", "$6 ", "$R^2$ ", "$x_i$ ", "a "]), max_size=8).map("".join)
)
def test_what_is_taken_for_mathematics_can_be_read(text):
    made, formula = formulas.prepared(text)
    assert formula == ("$R" in text or "$x" in text)
    if formula:
        mathtext.MathTextParser("path").parse(made, 72)


def test_texts_are_drawn_so_before_the_figure_is_shown(house):
    fig = plt.figure()
    widths = [
        fig.text(0, 0, text).get_window_extent(fig.canvas.get_renderer()).width
        for text in ("US$ 5 and $6", r"US\$ 5 and \$6", "$R^2$", "$$R^2$$")
    ]
    assert widths[0] == widths[1]
    assert widths[2] < widths[3]


def test_a_text_that_asks_for_no_mathematics_gets_none(house):
    text = plt.figure().text(0, 0, "$x$", parse_math=False)
    assert text._preprocess_math("$x$") == ("$x$", False)


def test_it_is_installed_once(house):
    before = plt.Text._preprocess_math
    formulas.install()
    assert plt.Text._preprocess_math is before


@pytest.mark.parametrize("text", [r"$\aplha$", r"$\frac{1}{$", r"5 and $x_$"])
def test_mathematics_that_cannot_be_read_is_refused_with_its_text(text, house):
    fig = plt.figure()
    fig.text(0, 0, "fine\n" + text)
    with (
        pytest.raises(AnalysisError, match=r"of fig-a holds a formula .* write \\\$ for a") as told,
        formulas.readable("fig-a", fig),
    ):
        fig.canvas.draw()
    assert f"'{text}'" in str(told.value)


def test_other_faults_stay_what_they_are(house):
    with pytest.raises(ValueError, match="other"), formulas.readable("fig-a", plt.figure()):
        raise ValueError("other")


def test_chinese_beside_a_formula_is_refused(house):
    fig, ax = plt.subplots()
    ax.set_title("人均 $x$")
    from walkback.show.legible import characters_watched

    with (
        pytest.raises(
            AnalysisError, match=r"The text '人均 \$x\$' of fig-a has 人 \(U\+4EBA\) beside"
        ),
        characters_watched("fig-a", fig),
    ):
        fig.canvas.draw()
