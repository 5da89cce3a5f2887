"""Formulas: set the same in both documents, or refused with what to write."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_notebook
from pdf_text import pdf_text

from tests.publish.sample import prose, save
from walkback.errors import ExportError
from walkback.publish import pdf
from walkback.publish.assets import FONTS
from walkback.publish.build import read_notebooks
from walkback.publish.document import document
from walkback.publish.exporters import new_state
from walkback.publish.merge import merge
from walkback.publish.pandoc import TEMPLATES, pandoc_path

FILTER = Path(__file__).with_name("formulas.lua")
FORMULAS = Path(__file__).with_name("formulas.txt")
HEAD = """\
#set page(width: 16cm, height: auto)
#show math.equation: set text(font: "New Computer Modern Math")
"""


def shown(*formulas: str, inline: bool = False) -> list[dict[str, str]]:
    """What the exporters make of formulas: `typst` and `html`, or why they are `refused`."""
    kind = "InlineMath" if inline else "DisplayMath"
    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": kind}, text]}]} for text in formulas]
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    done = subprocess.run(
        [pandoc_path(), "-f", "json", "-t", "plain", "--wrap=none", "--lua-filter", str(FILTER)],
        input=json.dumps(tree),
        env={**os.environ, "WALKBACK_LUA": str(TEMPLATES / "lua")},
        capture_output=True,
        check=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def text_of(*formulas: str) -> str:
    """What a reader of the PDF of formulas can copy."""
    found = shown(*formulas)
    assert [one for one in found if "refused" in one] == []
    made, warnings = typst.compile_with_warnings(
        (HEAD + "\n\n".join(one["typst"] for one in found)).encode(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    assert [warning.message for warning in warnings] == []
    return pdf_text(bytes(made))


KNOWN = FORMULAS.read_text("utf-8").splitlines()


def test_known_formulas_are_set_in_both_documents():
    text_of(*KNOWN)
    for one in shown(*KNOWN):
        tags = re.findall(r"<(/?)(\w+)", one["html"])
        assert tags[0] == ("", "math")
        opened = [name for end, name in tags if not end]
        assert sorted(opened) == sorted(name for end, name in tags if end)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (
            r"\begin{array}{l|r} \text{year} & \text{GDP} \\ \hline 2020 & 15 \\ 2021 & 17 \end{array}",
            "year GDP 2020 15 2021 17",
        ),
        (r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}", "1 3 2 4"),
        (r"\begin{aligned} x &= 5 & y &= 10 \end{aligned}", "𝑥 = 5 𝑦 = 10"),
        (r"\begin{align} a &= b + c \\ d &= e \end{align}", "𝑎 = 𝑏 + 𝑐 𝑑 = 𝑒"),
        (r"\text{人均 GDP} = 1{,}234", "人均 GDP = 1,234"),
    ],
)
def test_columns_and_words_stay_apart(formula, text):
    assert text_of(formula) == text


def html_of(formula: str, **more: bool) -> str:
    return shown(formula, **more)[0]["html"]


def typst_of(formula: str, **more: bool) -> str:
    return shown(formula, **more)[0]["typst"]


def test_rules_of_an_array_are_drawn_in_both():
    formula = r"\begin{array}{|l|r} \hline a & b \\ \hline c & d \\ \hline \end{array}"
    made = typst_of(formula)
    assert re.findall(r"grid\.(.line\(.: \d\))", made) == [
        "hline(y: 0)", "hline(y: 1)", "hline(y: 2)", "vline(x: 0)", "vline(x: 1)",
    ]  # fmt: skip
    cells = re.findall(r'<mtd style="([^"]*)"', html_of(formula))
    assert [sorted(re.findall(r"border-(\w+)", cell)) for cell in cells] == [
        ["bottom", "left", "right", "top"], ["bottom", "top"],
        ["bottom", "left", "right"], ["bottom"],
    ]  # fmt: skip
    assert "-webkit-right" in cells[1]  # Chromium leaves `right` alone


def test_a_delimiter_without_its_fellow_stretches():
    assert (
        typst_of(r"\left. \frac ab \right|_0") == r'$ attach(scripts(lr(""frac(a, b) \|)), b: 0) $'
    )


def test_bold_letters_stay_upright():
    assert typst_of(r"\mathbf{x}") == "$ 𝐱 $"
    assert ">𝐱<" in html_of(r"\mathbf{x}")


def test_limits_stand_below_only_where_there_is_room():
    assert "limits(∑, inline: #false)" in typst_of(r"\sum_i x")
    assert "scripts(∑)" in typst_of(r"\sum_i x", inline=True)
    large = typst_of(r"\displaystyle \sum_i x", inline=True)
    assert large.startswith("$display(attach(limits(∑")
    assert 'displaystyle="true"' in html_of(r"\displaystyle \sum_i x", inline=True)
    assert "scripts(∑)" in typst_of(r"\sum\nolimits_i x")


def test_what_a_formula_is_written_in_gives_no_typst_code():
    made = typst_of(r"a[0]; \#x \_ \& f(b, c: d)/2 ! * ")
    assert "#" not in made.replace(r"\#", "")
    assert text_of(r"\text{\#read(\$x\$)} a[0]") == "#read($x$)𝑎[0]"


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (r"\nonsense{x}", r"cannot have \nonsense: that is no plain command"),
        (r"a = b \tag{1}", "cannot have \\tag: equations have no numbers and no labels here"),
        (r"a \label{x}", r"cannot have \label"),
        (r"\eqref{x}", r"cannot have \eqref"),
        (r"\newcommand{\R}{x} \R", "commands cannot be defined here"),
        (r"\color{red} x", "formulas have one colour here"),
        (r"\textcolor{red}{x}", "formulas have one colour here"),
        (r"\cancel{x}", "write both sides of the step"),
        (r"\boxed{x}", "put the formula into a box"),
        (r"\begin{multline} a \\ b \end{multline}", "write aligned or gathered"),
        (r"\begin{aligned}[t] a &= 1 \end{aligned}", "leave out what stands in brackets"),
        (r"\begin{tikzcd} a \end{tikzcd}", "write array, aligned, cases or a matrix"),
        (r"a \\ b", r"write \begin{aligned}"),
        ("a & b", r"for the sign \&"),
        (r"\begin{array}{ll} a & b & c \end{array}", "has 2 columns"),
        (r"\begin{array}{@{}l} a \end{array}", "with l, c, r and | only"),
        (r"\begin{array}{||l} a \end{array}", "write one |"),
        (r"\begin{aligned} \hline a \end{aligned}", r"cannot have \hline"),
        (r"\begin{pmatrix} 1", "close what was opened"),
        (r"1 \end{pmatrix}", "begin and end each environment once"),
        (r"\left( x", r"cannot have \left"),
        (r"x \right)", r"write \left before it"),
        ("{x", "cannot have {"),
        ("x}", "cannot have }"),
        ("x_1_2", "two _ one after the other"),
        (r"\hspace{-1em} x", "cannot have \\hspace{-1em}"),
        (r"\mathbf{\beta}", r"write \boldsymbol"),
        (r"\text{$x$}", "put words only into it"),
        (r"\not\mid", r"such as \nmid"),
        ("5 % 3", r"write \% for the sign"),
        ('"a"', r"write words as \text"),
        (r"x + \displaystyle y", "may only begin a formula"),
        ("\ue000", "U+E000: no font"),
        (r"\frac{1}", "is not understood"),
    ],
)
def test_what_would_not_come_out_right_is_refused(formula, message):
    assert message in shown(formula)[0]["refused"]


PARTS = st.sampled_from(
    [
        *"abxyz019+-=<>|/!?,.;:()[]*'`~@{}_^&#$%深é ",
        *(r"\\", r"\frac", r"\text{a b}", r"\alpha", r"\sum", r"\left(", r"\right)", r"\{", r"\$"),
        *(r"\,", r"\begin{aligned}", r"\end{aligned}", r"\begin{array}{l|r}", r"\end{array}"),
        r"\hline",
    ]
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=8).map(" ".join), min_size=40, max_size=40))
def test_any_formula_is_refused_or_set(formulas):
    found = shown(*formulas)
    assert len(found) == len(formulas)
    text_of(*[formula for formula, one in zip(formulas, found, strict=True) if "typst" in one])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("$$ a = b $$ {#eq-one}", "{#eq-one} would be printed as it stands"),
        ("$$ a = b $$ (eq-one)", "a formula has a label"),
        ("See @eq-one.", "@eq-one refers to a formula: equations have no numbers"),
        ("$a$ and $b \\tag{1}$", r"the formula $b \tag{1}$ cannot have \tag"),
    ],
)
def test_a_refusal_names_the_cell(convert_cells, text, message):
    with pytest.raises(ExportError, match=r'^05_more, cell 2 \(under "More"\): ') as refused:
        convert_cells(prose(text))
    assert message in str(refused.value)


def test_the_page_shows_the_sides_of_columns_without_style_attributes(convert_cells):
    page = convert_cells(prose(r"$$\begin{array}{r} 1 \\ 22 \end{array}$$"), to="html")
    assert '<mtd style="text-align: right; text-align: -webkit-right">' in page


def test_a_formula_wider_than_the_page_is_refused_with_its_cell(project):
    folder = project / "report" / "run"
    long = " + ".join(["x_{1} y_{2}"] * 30)
    nb = new_notebook(cells=[prose("# More {#sec-more}"), prose(f"$${long}$$")])
    save(folder / "05_more.ipynb", nb)
    merged = merge(read_notebooks(folder, ["05_more"]))
    state = new_state(folder, merged, project)
    message = r'05_more, cell 2 \(under "More"\): the formula .* is \d+ mm too wide for the page'
    with pytest.raises(ExportError, match=message):
        pdf.render(document(merged, state), state)
