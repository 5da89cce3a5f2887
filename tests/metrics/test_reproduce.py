import pandas as pd
import pytest

from tests.shared.invented import TOP, edition
from twodeltas.metrics.reproduce import joined, reproduce
from twodeltas.shared.bounds import METRICS
from walkback.errors import AnalysisError

TWO = ("pct", "publications")


def counted(order=(1, 2, 3)) -> dict[str, dict]:
    """Three invented clusters with counts of a world of 1,000,000 applications and papers."""
    shares = {"a": (9.0, 2.0), "b": (5.0, 3.0), "c": (5.02, 2.9)}
    return {
        name: {"rank": rank, "pct_count": p * 1e4, "publications_count": q * 1e4, "total": round(p + q, 1),
               "pct_share": round(p, 1), "publications_share": round(q, 1), "total_digits": 1}
        for rank, (name, (p, q)) in zip(order, shares.items(), strict=True)
    }  # fmt: skip


def test_counts_place_clusters_that_rounded_shares_cannot():
    table = reproduce(edition(counted()), TWO)
    assert list(table["status"]) == ["agrees"] * 3
    assert set(table["basis"]) == {"counts"}


def test_a_published_order_against_the_figures_is_found():
    table = reproduce(edition(counted(order=(2, 1, 3))), TWO).set_index("cluster")
    assert table.loc["a", "status"] == "differs"
    assert table.loc["c", "status"] == "agrees"


def test_the_ranks_are_not_tested_against_themselves():
    rows = {"a": {"rank": 1, "pct_share": 3.0}, "b": {"rank": 2, "pct_share": 2.98}}
    for row in rows.values():
        row["pct_digits"] = 1
    table = reproduce(edition(rows), ("pct",))
    assert list(table["tie"]) == [1, 1]
    assert not (table["status"] == "agrees").any()


def test_what_is_not_published_is_left_open():
    table = reproduce(edition(TOP), METRICS).set_index("cluster")
    assert table.loc["south", "status"] in ("agrees as far as published", "cannot be tested")
    assert table.loc["north", "open_with"] == "south"
    assert table.loc["east", "basis"] == "printed sum"


def test_an_edition_of_bare_ranks_cannot_be_recomputed():
    with pytest.raises(AnalysisError, match="no rank can be recomputed"):
        reproduce(edition({"a": {"rank": 1}, "b": {"rank": 2}}), TWO)


def test_editions_are_joined_with_their_name_first():
    tables = {"2023": pd.DataFrame({"cluster": ["a"]}), "2025": pd.DataFrame({"cluster": ["b"]})}
    assert joined(tables).to_numpy().tolist() == [["2023", "a"], ["2025", "b"]]
