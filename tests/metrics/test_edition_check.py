"""What the check says of further editions: ranks against figures, figures against themselves."""

from collections.abc import Iterator

import pandas as pd

from tests.shared.real import raw
from twodeltas.metrics.edition_check import problems
from walkback.tables.problems import Problem
from walkback.tables.sheet import SheetRow

FILE = "data/raw/editions/2026.csv"
GOOD = {  # cluster: rank, counts; the world has a hundred times as many
    "munich": (1, 300, 200, 100),
    "cologne": (2, 200, 200, 100),
    "oslo": (3, 100, 100, 100),
    "paris": (4, 50, 60, 70),
}


def edition(figures: dict[str, tuple[int, int, int, int]]) -> pd.DataFrame:
    shares = ("share_pct", "share_pub", "share_vc")
    rows = [
        {
            "id": f"GN-2026-{cluster}-{number}",
            "edition": 2026,
            "rank": rank,
            "cluster": cluster.rstrip("*"),
            "pct_applications": pct,
            "publications": pub,
            "vc_deals": vc,
            **{s: n / 100 for s, n in zip(shares, (pct, pub, vc), strict=True)},
            "source_id": "x",
        }
        for number, (cluster, (rank, pct, pub, vc)) in enumerate(figures.items())
    ]
    columns = list(raw("gii_editions").columns)
    return pd.DataFrame(rows).set_index("id").reindex(columns=columns)


def found(further: pd.DataFrame) -> list[Problem]:
    rows = {str(row): SheetRow(FILE, n, {"id": str(row)}) for n, row in enumerate(further.index, 2)}
    frames = {
        "2025": raw("gii_clusters_2025"),
        "earlier": raw("gii_clusters_by_edition"),
        "further": further,
    }
    told: Iterator[Problem] = problems(frames, rows)
    return list(told)


def test_ranks_that_follow_from_their_figures():
    assert found(edition(GOOD)) == []


def test_ranks_the_wrong_way_round_are_warned_of_row_by_row():
    wrong = GOOD | {"munich": (2, 300, 200, 100), "cologne": (1, 200, 200, 100)}
    told = found(edition(wrong))
    assert [(one.row, one.column, one.severity) for one in told] == [
        (3, "rank", "warning"),
        (2, "rank", "warning"),
    ]
    assert told[0].message.startswith(
        "rank 1 does not follow from its figures: by the sums of shares 1 cluster"
    )


def test_figures_that_cannot_all_be_true_are_refused():
    further = edition(GOOD)
    further.loc["GN-2026-oslo-2", "share_pct"] = 9.0  # of a hundred applications
    (told,) = found(further)
    assert (told.file, told.severity) == (FILE, "error")
    assert "contradict each other" in told.message


def test_a_cluster_that_is_listed_twice():
    (told,) = found(edition(GOOD | {"munich*": (5, 1, 1, 1)}))
    assert (told.row, told.column, told.severity) == (6, "cluster", "error")


def test_an_edition_of_ranks_alone_has_nothing_to_recompute():
    further = edition(GOOD)
    kept = further[["edition", "rank", "cluster", "source_id"]]
    assert found(kept.reindex(columns=further.columns)) == []
