"""Kinds of tie as layers of one network: who is in each, and how much the layers share."""

from collections import Counter
from itertools import combinations

import pandas as pd

from twodeltas.collaboration import ties as tie_counts
from twodeltas.collaboration.network import ENDS


def pairs_of(ties: pd.DataFrame) -> set[frozenset[str]]:
    """The pairs of organisations that the ties join."""
    return {frozenset(pair) for pair in zip(*(ties[e].astype(str) for e in ENDS), strict=True)}


def members_of(ties: pd.DataFrame) -> set[str]:
    """The organisations that the ties name."""
    return set(ties[ENDS[0]].astype(str)) | set(ties[ENDS[1]].astype(str))


def layers(ties: pd.DataFrame) -> pd.DataFrame:
    """Each kind of tie of each cluster: ties, what crosses, who takes part, what other kinds share.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned.

    Returns:
        The rows and columns of `twodeltas.collaboration.ties.kinds` and `pairs, organisations` (that the
        kind joins), `pairs_again, organisations_again` (those that another kind joins too).

    Raises:
        AnalysisError: If a tie is of a kind that is not in `ties.KINDS`.
    """
    table = tie_counts.kinds(ties)
    rows = [_shared(ties, row.cluster, row.kind) for row in table.itertuples()]
    return table.join(pd.DataFrame(rows))


def _shared(ties: pd.DataFrame, cluster: object, kind: object) -> dict[str, int]:
    """What one layer holds, and how much of it the other layers of the cluster hold too."""
    own = ties["cluster"] == cluster
    mine, others = ties[own & (ties["kind"] == kind)], ties[own & (ties["kind"] != kind)]
    pairs, members = pairs_of(mine), members_of(mine)
    return {
        "pairs": len(pairs),
        "organisations": len(members),
        "pairs_again": len(pairs & pairs_of(others)),
        "organisations_again": len(members & members_of(others)),
    }


def together(ties: pd.DataFrame) -> pd.DataFrame:
    """All kinds of each cluster in one: ties, what crosses, and what more than one kind joins.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned.

    Returns:
        Index the cluster; the columns of `layers` but `kind`.
    """
    rows = {}
    for cluster, own in ties.groupby("cluster", sort=False):
        kinds = [part for _, part in own.groupby("kind")]
        members = Counter(member for part in kinds for member in members_of(part))
        pairs = Counter(pair for part in kinds for pair in pairs_of(part))
        rows[str(cluster)] = {
            "ties": len(own),
            "across": int(own["across"].sum()),
            "outside": int((~own["inside"]).sum()),
            "pairs": len(pairs),
            "organisations": len(members),
            "pairs_again": sum(times > 1 for times in pairs.values()),
            "organisations_again": sum(times > 1 for times in members.values()),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def several(ties: pd.DataFrame) -> pd.DataFrame:
    """The pairs of organisations that are tied in more than one kind.

    Args:
        ties: The ties of one cluster.

    Returns:
        The ties of these pairs.
    """
    pair = pd.Series([frozenset(p) for p in zip(*(ties[e] for e in ENDS), strict=True)], ties.index)
    kinds = ties["kind"].groupby(pair).nunique()
    return ties[pair.map(kinds) > 1]


def overlap(ties: pd.DataFrame) -> pd.DataFrame:
    """How much each two layers have in common, as a share of what either holds (Jaccard; kivela2014).

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.

    Returns:
        One row two kinds: `first, second, pairs, organisations`, from 0, nothing, to 1, the same.
        Kinds without a tie are left out.
    """
    held = [kind for kind in tie_counts.KINDS if (ties["kind"] == kind).any()]
    own = {kind: ties[ties["kind"] == kind] for kind in held}
    rows = [
        (a, b, _jaccard(pairs_of(own[a]), pairs_of(own[b])),
         _jaccard(members_of(own[a]), members_of(own[b])))
        for a, b in combinations(held, 2)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["first", "second", "pairs", "organisations"])


def _jaccard(one: set[str] | set[frozenset[str]], other: set[str] | set[frozenset[str]]) -> float:
    return len(one & other) / len(one | other)
