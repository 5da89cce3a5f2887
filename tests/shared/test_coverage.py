"""What the collection holds, counted on small tables and on the real ones."""

import math

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.shared import coverage
from walkback.tables.read import read_references
from walkback.values.number_format import PLAIN
from walkback.values.value import Value


def frame(**columns: list[object]) -> pd.DataFrame:
    ids = [f"R{n}" for n in range(len(next(iter(columns.values()))))]
    return pd.DataFrame(columns, index=pd.Index(ids, name="id"), dtype="object")


def test_sources_are_found_in_all_columns_each_once_in_order():
    table = frame(
        source_id=["b;a", None, "c"], source_id_2=["d", "a; b", None], other=["x", "y", "z"]
    )
    assert coverage.sources(table) == ["b", "a", "d", "c"]
    assert coverage.sources(frame(topic=["x"])) == []


def test_sources_that_most_rows_name_come_first():
    tables = [frame(source_id=["a;b", "b"]), frame(sources=["b;c", "c"])]
    assert coverage.most_used(tables, ["a", "c", "unused", "b"]) == ["b", "c", "a", "unused"]


def test_years_are_the_last_of_every_kind_of_date():
    dates = pd.Series(["2024", "2024-11", "2024-11-06", "2018/2022", "2022_restated", None, "no"])
    assert coverage.years(dates).tolist()[:5] == [2024, 2024, 2024, 2022, 2022]
    assert coverage.years(dates)[5:].isna().all()


def test_no_date_of_the_real_evidence_is_lost():
    dates = raw("evidence")["as_of"]
    assert coverage.years(dates).notna().equals(dates.notna())


def test_a_table_is_measured_by_rows_sources_and_years():
    tables = {"dated": frame(as_of=["2019-05", None, "2021"], source_id=["a", "a", "b"])}
    sizes = coverage.by_table({"dated": 3, "bare": 1}, tables).set_index("table")
    assert sizes.loc["dated"].tolist() == [3, 2, 2019, 2021]
    assert sizes.loc["bare", ["rows", "sources"]].tolist() == [1, 0]
    assert sizes.loc["bare", ["first", "last"]].isna().all()


def test_copies_are_told_from_other_secondary_sources_and_methods_are_left_out():
    references = {
        "a": {"language": "en", "custom": {"role": "source", "kind": "primary"}},
        "b": {
            "language": "zh",
            "custom": {"role": "source", "kind": "secondary", "host_note": "repost_or_mirror"},
        },
        "c": {"language": "zh", "custom": {"role": "source", "kind": "secondary"}},
        "d": {
            "language": "zh",
            "custom": {"role": "source", "kind": "primary", "host_note": "repost_or_mirror"},
        },
        "m": {"language": "en", "custom": {"role": "method"}},
    }
    found = coverage.by_language(references)
    assert found["kind"].to_dict() == {
        "a": "primary",
        "b": "copy",
        "c": "secondary",
        "d": "primary",
    }


def test_every_real_source_has_a_language_and_a_kind():
    found = coverage.by_language(read_references())
    assert set(found["kind"]) <= set(coverage.KINDS)
    assert (found["language"] != "").all()


def test_a_tally_has_the_largest_group_first_and_only_codes_that_are_met():
    table = frame(group=["x", "y", "y", "y"], code=["b", "b", "a", "b"])
    counts = coverage.tally(table, "group", "code", ["a", "b", "c"])
    assert list(counts.columns) == ["a", "b"]
    assert counts.index.tolist() == ["y", "x"]
    assert counts.loc["y"].tolist() == [1, 2]


def test_audit_counts_add_up_to_the_facts_of_each_cluster():
    evidence = raw("evidence")
    counts = coverage.audited(evidence, evidence["dimension"])
    assert list(counts.columns) == [s for s in coverage.STATES if s in set(evidence["audit"])]
    by_cluster = counts.sum(axis=1).groupby("cluster").sum()
    assert by_cluster.to_dict() == evidence["cluster"].value_counts().to_dict()


def test_changes_are_counted_by_cell_and_by_row():
    corrections = frame(
        table=["evidence"] * 4 + ["city_stats"] * 2,
        row=["S1", "S1", "S1", "S2", None, None],
        row_original=["S1", "S1", "S1", "S2", "gone/2021", "gone/2022"],
        field=["statement", "statement_zh", "value", "value", "(row)", "(row)"],
    )
    kinds = coverage.changes(corrections).set_index("kind")
    assert kinds["cells"].to_dict() == {"number": 2, "row": 2, "wording": 2}
    assert kinds["rows"].to_dict() == {"number": 2, "row": 2, "wording": 1}
    assert kinds.loc["number", "ids"] == ["R2", "R3"]


def test_every_real_correction_is_of_one_kind():
    corrections = raw("corrections")
    kinds = coverage.changes(corrections)
    assert kinds["cells"].sum() == len(corrections)
    assert sorted(i for ids in kinds["ids"] for i in ids) == sorted(corrections.index)
    assert kinds["cells"].is_monotonic_decreasing


def test_a_fact_with_a_range_alone_states_a_number():
    evidence = frame(value=[1.0, None, None], low=[1.0, 30.0, None], high=[1.0, 40.0, None])
    assert coverage.with_number(evidence).tolist() == [True, True, False]


def test_rows_of_a_cluster_include_those_about_all():
    gaps = frame(clusters=["shg", "shg;ss", None, "ss"])
    assert coverage.of_clusters(gaps, ["ss"]).index.tolist() == ["R1", "R2", "R3"]
    assert coverage.of_clusters(gaps, ["munich"]).index.tolist() == ["R2"]


def test_a_count_knows_its_rows_but_uses_no_source():
    value = coverage.count(PLAIN, "evidence", ["S1", "S2"])
    assert value.text == "2"
    assert [(o.table, o.row, o.sources) for o in value.origins] == [
        ("evidence", "S1", ()),
        ("evidence", "S2", ()),
    ]


def test_a_total_names_its_tables():
    value = coverage.total(PLAIN, {"evidence": 300, "claims": 52})
    assert value.number == 352
    assert [o.row for o in value.origins] == ["300 rows", "52 rows"]


def test_a_share_is_in_percent_and_says_what_of_what():
    value = coverage.share(
        coverage.count(PLAIN, "t", "abc"), coverage.count(PLAIN, "t", "abcdefgh")
    )
    assert math.isclose(value.number, 37.5)
    assert value.how == "computed: 3 of 8"
    assert len(value.origins) == 8
    with pytest.raises(ZeroDivisionError):
        coverage.share(Value.exact(1), Value.exact(0))
