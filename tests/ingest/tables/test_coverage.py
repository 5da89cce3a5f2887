"""The cells of the tables of 01_ingest."""

import pandas as pd
import pytest

from twodeltas.ingest import verdicts
from twodeltas.ingest.tables import coverage as cells
from twodeltas.shared import claims_table, coverage
from walkback.tables.labels import labels
from walkback.tables.read import read_raw
from walkback.values.markdown import Markdown


def test_tables_without_dates_or_sources_have_no_cell_there():
    sizes = pd.DataFrame(
        {
            "table": ["corrections", "evidence", "units", "claims"],
            "rows": [178, 300, 63, 52],
            "sources": [0, 204, 0, 26],
            "first": [pd.NA, 1999, pd.NA, 2026],
            "last": [pd.NA, 2026, pd.NA, 2026],
        }
    )
    shown = cells.tables_held(sizes).set_index("Table")
    assert list(shown.index) == ["**Evidence**", "**Claims**", "**Corrections**"]
    assert shown["Rows"].tolist() == [300, 52, 178]
    assert shown["Years"].tolist() == ["1999–2026", "2026", None]
    assert shown.loc["**Corrections**", "Sources"] is None


def test_a_table_that_a_researcher_adds_is_shown_by_its_own_name():
    sizes = pd.DataFrame(
        {
            "table": ["interviews", "claims"],
            "rows": [7, 52],
            "sources": [2, 26],
            "first": [2026, 2025],
            "last": [2026, 2026],
        }
    )
    shown = cells.tables_held(sizes)
    assert shown["Table"].tolist() == ["**Claims**", "**interviews**"]
    assert shown["One row is"].tolist()[1] is None


CORRECTIONS = pd.DataFrame(
    {
        "table": ["evidence", "city_stats", "city_stats"],
        "row": ["SS-058", "CS-035", None],
        "row_original": ["SS-058", "HK/growth/2024", "Suzhou/gdp/2021"],
        "field": ["statement", "value", "(row)"],
        "was": ["100 *people*", "2.5", "2200"],
        "now": ["100 trips", "2.6", None],
        "reason": ["second reading: trips", "replaced", "a forecast"],
    },
    index=["CO-1", "CO-2", "CO-3"],
)


def test_a_correction_is_shown_as_was_and_now_with_its_reason():
    kinds = coverage.changes(CORRECTIONS)
    shown = cells.changes_made(kinds, CORRECTIONS, {"wording": "CO-1"})
    examples = dict(zip(kinds["kind"], shown["Example"], strict=True))
    assert examples["wording"] == r"SS\-058: *100 \*people\** → *100 trips* (trips)"
    assert examples["number"] == r"CS\-035, HK\/growth\/2024: *2\.5* → *2\.6* (replaced)"
    assert examples["row"] == r"Suzhou\/gdp\/2021: *2200* → *empty* (a forecast)"


def test_a_gap_names_the_rows_behind_it_and_itself():
    gap = pd.DataFrame(
        {
            "subject": ["Shares_2025"],
            "missing": ["All."],
            "forbids": ["Guessing."],
            "would_settle": ["A table."],
            "rows": ["G25-ss;CV-25"],
        },
        index=["GP-01"],
    )
    shown = cells.gaps(gap).iloc[0]
    assert shown["Not found"] == r"**Shares\_2025.** All\."
    assert isinstance(shown["Not found"], Markdown)
    assert shown["Rows"] == "GP-01, G25-ss, CV-25"


def test_sources_named_in_a_disagreement_become_citations():
    conflict = pd.DataFrame(
        {
            "topic": ["Index"],
            "disagreement": ["yrd-2024b says 2, yrd-2024 says 1."],
            "kept": ["1"],
            "why": ["It fits."],
            "sources": ["yrd-2024;yrd-2024b;unnamed"],
        },
        index=["CF-01"],
    )
    shown = cells.conflicts(conflict).iloc[0]
    assert shown["The sources disagree"] == r"[@yrd-2024b] says 2, [@yrd-2024] says 1\."
    assert shown["Topic"] == r"**Index** (CF\-01)"


def test_backing_adds_up_and_leaves_out_verdicts_that_were_not_given():
    claims = read_raw("claims")
    kinds = pd.Series(verdicts.SECONDARY, index=claims.index, name="backing")
    shown = cells.backing(verdicts.by_backing(claims, kinds))
    given = [v for v in verdicts.VERDICTS if (claims["check"] == v).any()]
    heads = [labels("claims", "check")[v].capitalize() for v in given]
    assert list(shown.columns) == ["Checked against", *heads, "All"]
    assert shown["All"].sum() == len(claims)


@pytest.mark.parametrize("make", [cells.gaps, cells.conflicts, claims_table.claims])
def test_the_real_rows_are_all_shown(make):
    raw = read_raw(make.__name__)
    assert len(make(raw)) == len(raw)
