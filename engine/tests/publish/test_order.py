"""Sections in the order of readers: parts of `report.toml`, headings marked for the annex."""

import panflute as pf
import pytest

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place
from walkback.publish.markdown.blocks import read_blocks
from walkback.publish.order import ordered
from walkback.publish.part import Part
from walkback.report_parts import ReportPart

ONE = """# Ranks {#sec-ranks}

Ranks open.

## Shares {#sec-shares}

Shares.

## Draws {#sec-draws .annex}

Draws.

### Seeds

Seeds.

## Gaps {#sec-gaps}

Gaps."""
TWO = [
    "# Rules {#sec-rules}\n\nRules.",
    "# Results {#sec-results}\n\nResults.",
    "## Coding {.annex}",
]


def cells(*notebooks, role="chapter"):
    return [
        Part(Place(f"0{n}", m), role, read_blocks(text))
        for n, texts in enumerate(notebooks, 1)
        for m, text in enumerate(texts, 1)
    ]


def outline(parts):
    return [
        (part.document, block.level, pf.stringify(block))
        for part in parts
        for block in part.blocks
        if isinstance(block, pf.Header)
    ]


def words(parts):
    return [pf.stringify(block).strip() for part in parts for block in part.blocks]


def test_without_parts_what_is_marked_comes_last_and_the_rest_stays():
    made = ordered(cells([ONE], TWO), ())
    assert outline(made) == [
        ("main", 1, "Ranks"),
        ("main", 2, "Shares"),
        ("main", 2, "Gaps"),
        ("main", 1, "Rules"),
        ("main", 1, "Results"),
        ("annex", 1, "Draws"),
        ("annex", 2, "Seeds"),
        ("annex", 1, "Coding"),
    ]
    assert {part.role for part in made if part.document == "annex"} == {"appendix"}


def test_nothing_is_lost_and_nothing_stands_twice():
    given = cells([ONE], TWO)
    before = sorted(words(given))
    made = ordered(given, (ReportPart(sections=("sec-results", "sec-gaps")),))
    assert sorted(words(made)) == before


def test_parts_give_the_order_and_a_chapter_may_come_from_a_section():
    wanted = (ReportPart(sections=("sec-results",)), ReportPart(sections=("sec-gaps",)))
    assert outline(ordered(cells([ONE], TWO), wanted))[:4] == [
        ("main", 1, "Results"),
        ("main", 1, "Gaps"),
        ("main", 1, "Ranks"),
        ("main", 2, "Shares"),
    ]


def test_a_part_with_a_title_is_a_chapter_of_its_sections():
    wanted = (
        ReportPart("annex", "Robustness", "sec-robust", notebooks=("01",)),
        ReportPart("annex", "Coding", notebooks=("02",)),
    )
    made = ordered(cells([ONE], TWO), wanted)
    assert outline(made)[-5:] == [
        ("annex", 1, "Robustness"),
        ("annex", 2, "Draws"),
        ("annex", 3, "Seeds"),
        ("annex", 1, "Coding"),
        ("annex", 2, "Coding"),
    ]
    assert "sec-robust" in [label for part in made for label in part.labels]


def test_a_section_that_a_part_of_the_annex_names_needs_no_mark():
    made = ordered(cells([ONE], TWO), (ReportPart("annex", sections=("sec-shares",)),))
    assert outline(made)[-4:] == [
        ("annex", 1, "Shares"),
        ("annex", 1, "Draws"),
        ("annex", 2, "Seeds"),
        ("annex", 1, "Coding"),
    ]


def test_text_before_the_first_heading_stays_in_front_of_its_notebook():
    made = ordered(cells(["Before.", ONE], TWO), (ReportPart(notebooks=("02",)),))
    found = words(made)
    assert found.index("Results.") < found.index("Before.") < found.index("Ranks open.")


def test_the_summary_stays_in_front_and_appendices_at_the_end():
    summary = cells(["# In short"], role="summary")
    appendix = cells(["# Sources"], role="appendix")
    made = ordered([*summary, *cells([ONE]), *appendix], ())
    assert outline(made)[0] == ("main", 1, "In short")
    assert outline(made)[-1] == ("main", 1, "Sources")


def test_a_single_notebook_has_an_annex_and_no_parts():
    wanted = (ReportPart(sections=("sec-of-another",)),)
    made = ordered(cells([ONE]), wanted, whole=False)
    assert outline(made)[-2:] == [("annex", 1, "Draws"), ("annex", 2, "Seeds")]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (ReportPart(sections=("sec-none",)), "names the section 'sec-none', but no heading"),
        (ReportPart(sections=("sec-ranks", "sec-shares")), "or it is part of another section"),
        (
            ReportPart("annex", "Tables", notebooks=("03",)),
            r"\[\[part\]\] 1 \(Tables\) has no sections",
        ),
    ],
)
def test_parts_that_cannot_be_are_refused(wanted, told):
    with pytest.raises(ExportError, match=told):
        ordered(cells([ONE], TWO, ["# Rest"]), (wanted,))


def test_a_heading_of_the_summary_cannot_go_to_the_annex():
    with pytest.raises(
        ExportError, match=r"01, cell 1: a heading of the summary is marked \.annex"
    ):
        ordered(cells(["# In short {.annex}"], role="summary"), ())
