"""What the filters make of prose: numbers, references, refusals, and nothing that runs."""

import re

import pytest

from tests.publish.sample import HOSTILE, SOURCES, code, figure, plain, prose, table, value
from walkback.errors import ExportError
from walkback.markup import escape

AT = r'^05_more, cell 2 \(under ".*"\): '


def test_references_are_numbered_as_what_they_name(convert_cells):
    text = convert_cells(prose("A @fig-bars, [@tbl-long], @sec-bounds, @sec-advice, @sec-values."))
    line = text[text.index("A #link(<fig-bars>)") :].split("\n")[0].replace("~", "\u00a0")
    shown = re.findall(r"#link\(<[a-z-]+>\)\[(.*?)\]", line)
    assert shown == [
        "Figure\u00a01",
        "Table\u00a02",
        "Section\u00a01.1",
        "Chapter\u00a03",
        "Appendix\u00a0A",
    ]


def test_a_reference_may_have_its_own_word_or_none(convert_cells):
    text = convert_cells(prose("See [chart @fig-bars] and [-@fig-second].")).replace("~", "\u00a0")
    assert "#link(<fig-bars>)[chart\u00a01]" in text
    assert "#link(<fig-second>)[2]" in text


def test_figures_and_tables_in_prose_and_outputs_share_one_count(convert_cells):
    text = convert_cells(
        prose(
            ":::{table} A table in prose\n:name: tbl-prose\n\n| a | b |\n|---|---|\n| 1 | 2 |\n:::\n\n"
            "See @tbl-next."
        ),
        code("x", table("tbl-next", [["a", "1", "b"]], data="figures/tbl-top.csv")),
    )
    assert "#link(<tbl-next>)[Table~5]" in text.replace("\u00a0", "~")
    assert "report-table(<tbl-prose>" in text


def test_small_tables_stay_whole_and_large_ones_flow(convert_cells):
    text = convert_cells()
    assert "report-table(<tbl-top>, small: true" in text
    assert "report-table(<tbl-long>, small: false" in text


def test_a_heading_shows_a_value_without_a_link(convert_cells):
    text = convert_cells(prose("## {eval}`a` of it {#sec-it}", a=value("77.7 %", "r")))
    assert "== 77.7 % of it" in text


def test_the_summary_begins_at_the_first_level_and_has_no_number(convert_cells):
    assert "#heading(level: 1, numbering: none)[Summary]" in convert_cells()


def test_code_cells_are_hidden_in_the_pdf_and_folded_in_the_page(convert_cells):
    assert "show_table(top)" not in convert_cells()
    page = convert_cells(to="html")
    assert re.search(r'<details class="code">\s*<summary>Code</summary>', page)
    assert "never shown" in page


def test_only_sources_that_are_used_are_listed(convert_cells):
    text = convert_cells()
    assert "Nobody uses this" not in text
    assert "Handbook on Constructing" in text


def test_a_long_address_is_shortened_on_paper_only(convert_cells):
    address = next(e["URL"] for e in SOURCES if e["id"] == "wipo-2025")
    text = convert_cells()
    assert f'#link("{address}")' in text
    assert re.search(r"link\(\"" + re.escape(address) + r"\"\)\[[^]]*…\]", text)
    assert f">{address}</a>" in convert_cells(to="html")


def test_what_is_told_of_a_source_stands_below_it(convert_cells):
    entry = (
        convert_cells()
        .partition("深圳市开放大型科研仪器设备的通知")[2]
        .partition("<ref-sz-2024>")[0]
    )
    assert "Chinese · secondary · repost or mirror · Figure" in entry
    assert "#link(<fig-bars>)[1]" in entry


def test_formulas_carry_their_source_as_alt_text(convert_cells):
    text = convert_cells(prose('Say $x^2$ and $$\\text{"q"}$$'))
    assert '#equation(false, "x^2", $attach(scripts(x), t: 2)$, place: ' in text
    assert '#equation(true, "\\\\text{\\"q\\"}", ' in text


def test_chinese_and_japanese_words_are_tagged(convert_cells):
    text = convert_cells(prose("The 深圳 plan and the イノベーション one."))
    assert '#text(lang: "zh")[深圳]' in text
    assert '#text(lang: "ja")[イノベーション]' in text
    page = convert_cells(prose("The 深圳 plan."), to="html")
    assert '<span lang="zh-Hans">深圳</span>' in page


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (prose("See @fig-none."), "@fig-none refers to nothing"),
        (prose("See [@nobody-1]."), r"@nobody-1 is not in data/references\.json"),
        (prose("[@jetro-2025; @fig-bars]"), "one bracket holds a source and a reference"),
        (prose("![x](/etc/hostname)"), "the picture /etc/hostname stands in prose"),
        (prose("[x](javascript:alert(1))"), r"the link to javascript:alert\(1\) leads nowhere"),
        (prose("[x](file:///etc/hostname)"), "the link to file:///etc/hostname leads nowhere"),
        (prose("[x](#sec-none)"), "the link to #sec-none leads nowhere"),
        (prose(":::{admonition} A\n:class: method\nopen"), r"a box \(:::\) or a code fence"),
        (prose("```\nopen"), r"a box \(:::\) or a code fence"),
        (
            prose("The $\\nonsense{x}$ formula"),
            r"the formula \$\\nonsense\{x\}\$ cannot have \\nonsense: that is no plain command",
        ),
        (
            code("x", table("tbl-q", [["a", "1", "[@nobody-2]"]], data="figures/tbl-top.csv")),
            "@nobody-2 is not in",
        ),
    ],
)
def test_what_leads_nowhere_is_refused_with_its_place(convert_cells, cell, message):
    with pytest.raises(ExportError, match=AT + message):
        convert_cells(cell, prose("after"))


@pytest.mark.parametrize("to", ["typst", "html"])
def test_hostile_text_stays_text(convert_cells, to):
    hostile = [
        HOSTILE,
        '] #eval("1") [',
        "*/ #panic() /*",
        "$(evil)$",
        "\\end{x}",
        "`x`{=typst}",
        "</td><script>alert(2)</script>",
        "::: {.x}\n```\n",
        "{{ 1 }} {% x %}",
        "[^1]: x",
        "| |",
    ]
    rows = [[escape(text), "1", escape(text)] for text in hostile]
    results = {f"v{n}": value(text, "r-1") for n, text in enumerate(hostile)}
    spoken = " ".join(f"{{eval}}`{name}`" for name in results)
    made = convert_cells(
        prose(spoken, **results),
        prose("{eval}`s`", s=plain(repr(hostile[0]))),
        code("x", table("tbl-q", rows, data="figures/tbl-top.csv", title="<b>#x</b>")),
        to=to,
    )
    if to == "html":
        assert "<script>alert" not in made
        assert "<b>#x" not in made
    else:
        assert not re.search(r"(?<!\\)#(eval|panic|read|import|x)\b", made)
        assert "\\#panic()" in made


@pytest.mark.parametrize(
    "text",
    [
        '[x]{onclick="alert(1)"}',
        '## H {onload="alert(1)"}',
        "`x`{=html}",
        "\\input{/etc/hostname}",
        '[x](https://example.org){onclick="alert(1)"}',
    ],
)
def test_attributes_and_commands_are_words(convert_cells, text):
    page = convert_cells(prose("before\n\n" + text), to="html")
    assert not re.search(r"<[^>]* (data-)?on\w+=", page)
    assert text.split("(")[0][-6:] in page.replace("&quot;", '"') or "{" in page


def test_a_picture_is_not_taken_from_outside(convert_cells):
    cell = code("x", figure("fig-q", path="../../etc/hostname.svg", data="figures/fig-bars.csv"))
    with pytest.raises(ExportError, match=AT + ".../../etc/hostname.svg. is not the path"):
        convert_cells(cell)
