"""Both clusters in other rankings: edition by edition, side by side, never averaged or chained."""

import pandas as pd

KEYS = ["ranking", "edition"]


def standings(rankings: pd.DataFrame, clusters: tuple[str, str]) -> pd.DataFrame:
    """One row an edition of a ranking that places a city of either cluster.

    Args:
        rankings: The table `rankings_other` by id.
        clusters: The two cluster ids.

    Returns:
        `ranking, edition, measures, of_how_many`, a column of `(place, rank)` pairs for each
        cluster, best first, and `ids`; rankings in the order of the table, the newest edition of
        each first.
    """
    own = rankings[rankings["cluster"].isin(clusters)]
    newest = own.assign(number=own["edition"].astype(int))
    order = {name: place for place, name in enumerate(dict.fromkeys(own["ranking"]))}
    found = [
        (order[str(name)], -int(group["number"].iloc[0]), _edition(group, clusters))
        for (name, _), group in newest.groupby(KEYS, sort=False)
    ]
    return pd.DataFrame([row for *_, row in sorted(found, key=lambda one: one[:2])])


def _edition(group: pd.DataFrame, clusters: tuple[str, str]) -> dict[str, object]:
    """What one edition says."""
    first = group.iloc[0]
    sizes = group["of_how_many"].dropna()
    return {
        "ranking": first["ranking"],
        "edition": first["edition"],
        "measures": first["measures"],
        "of_how_many": int(sizes.iloc[0]) if len(sizes) else None,
        **{cluster: _places(group[group["cluster"] == cluster]) for cluster in clusters},
        "ids": ";".join(map(str, group.index)),
    }


def _places(rows: pd.DataFrame) -> list[tuple[str, int]]:
    ranked = rows.sort_values("rank")
    return [(str(p), int(r)) for p, r in zip(ranked["unit_ranked"], ranked["rank"], strict=True)]


def ahead(standing: pd.DataFrame, first: str, second: str) -> tuple[int, int]:
    """In how many editions the best place of one cluster is before, and behind, that of the other.

    Args:
        standing: What `standings` returned; editions that place one cluster only do not count.
        first: A cluster.
        second: The other.
    """
    both = [
        (one[0][1], other[0][1])
        for one, other in zip(standing[first], standing[second], strict=True)
        if one and other
    ]
    return sum(a < b for a, b in both), sum(a > b for a, b in both)
