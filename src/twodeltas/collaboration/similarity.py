"""Two models side by side: instruments by coded attribute, and how alike the models are at least and most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import multimode

import pandas as pd

from twodeltas.shared.gap_map import LEVERS

UNTOLD = ("unclear", "none")
LEVEL_ORDER = ("organisation", "district", "city", "province", "centre")
BOUNDARY_ORDER = ("none", "municipal", "provincial", "customs")  # that none is crossed is known
REACH_ORDER = ("part", "beyond", "delta", "cluster")
FORCE_ORDER = ("1", "2", "3", "4")
ATTRIBUTES = ("actors", "level", "mode", "force", "boundary", "reach", "outcome")
# The clusters were chosen because their boundaries differ, so that code cannot tell how alike they are.
COMPARED = tuple(name for name in ATTRIBUTES if name != "boundary")


def _highest(order: Sequence[str]) -> Callable[[pd.Series], str | None]:
    return lambda codes: next((c for c in reversed(order) if c in set(codes)), None)


def _common(several: str) -> Callable[[pd.Series], str | None]:
    """The most frequent code that is told; `several` where two or more are equally frequent."""

    def of(codes: pd.Series) -> str | None:
        modes = multimode(str(code) for code in codes.dropna() if code not in UNTOLD)
        return (modes[0] if len(modes) == 1 else several) if modes else None

    return of


def _outcome(steps: pd.Series) -> str | None:
    return "stated" if (steps == "outcome").any() else None


SUMMARIES: dict[str, tuple[str, Callable[[pd.Series], str | None]]] = {
    "actors": ("actors", _common("mixed")),
    "level": ("level", _highest(LEVEL_ORDER)),
    "mode": ("mode", _common("several")),
    "force": ("force", _highest(FORCE_ORDER)),
    "boundary": ("boundary", _highest(BOUNDARY_ORDER)),
    "reach": ("reach", _highest(REACH_ORDER)),
    "outcome": ("step", _outcome),
}


def instruments(rows: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """What is known of every instrument in each cluster.

    Args:
        rows: What `gap_map.coded` returned.
        clusters: Ids of the clusters, in their order.

    Returns:
        One row a lever, instrument and cluster, for each instrument that either cluster has under the
        lever: `lever, instrument, cluster, found, ids, items, since` (the earliest `as_of`) and the
        attributes: the most frequent actors and mode (`mixed` and `several` if two are equally frequent),
        else the highest code of any row. A missing attribute is not known: not stated, or nothing was
        found. `outcome` is `stated` or missing: that none is stated does not say that there is none.
    """
    held = rows[rows["lever"].isin(LEVERS) & ~rows["instrument"].isin(UNTOLD)]
    groups = dict(list(held.groupby(["lever", "instrument", "cluster"])))
    keys = sorted({key[:2] for key in groups}, key=lambda k: (LEVERS.index(k[0]), k[1]))
    return pd.DataFrame(
        [
            {
                "lever": lever,
                "instrument": kind,
                "cluster": c,
                **_known(groups.get((lever, kind, c))),
            }
            for lever, kind in keys
            for c in clusters
        ]
    )


def _known(rows: pd.DataFrame | None) -> dict[str, object]:
    if rows is None:
        return {"found": False, "ids": "", "items": 0, "since": None} | dict.fromkeys(ATTRIBUTES)
    dated = sorted(rows["as_of"].dropna().astype(str))
    known = {name: how(rows[column]) for name, (column, how) in SUMMARIES.items()}
    return {
        "found": True,
        "ids": ";".join(rows.index),
        "items": rows["item"].nunique(),
        "since": dated[0] if dated else None,
        **known,
    }


@dataclass(frozen=True)
class Match:
    """How many codes two models share.

    Attributes:
        same: Codes known on both sides and equal.
        other: Codes known on both sides and different.
        unknown: Codes missing on one side or on both.
    """

    same: int
    other: int
    unknown: int

    @property
    def low(self) -> float:
        """The share of equal codes if every unknown code differed."""
        return self.same / self.total if self.total else float("nan")

    @property
    def high(self) -> float:
        """The share of equal codes if every unknown code were equal."""
        return (self.same + self.unknown) / self.total if self.total else float("nan")

    @property
    def total(self) -> int:
        """All codes that were compared."""
        return self.same + self.other + self.unknown


def match(first: pd.DataFrame, second: pd.DataFrame) -> Match:
    """Simple matching of two tables of codes of the same shape; a missing code is unknown.

    Args:
        first: Codes, one row an instrument, one column an attribute.
        second: The same of the other model.
    """
    known = first.notna() & second.notna().to_numpy()
    equal = (first.to_numpy() == second.to_numpy()) & known.to_numpy()
    same, both = int(equal.sum()), int(known.to_numpy().sum())
    return Match(same, both - same, first.size - both)


def by_lever(table: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """How alike the two models are under each lever.

    Args:
        table: What `instruments` returned.
        clusters: The two ids.

    Returns:
        One row a lever: `instruments, shared` (found on both sides), `same, other, unknown, low, high`
        over the codes of `COMPARED`; `both_low, both_high` over the shared instruments alone, missing
        where there are none.
    """
    return pd.DataFrame(
        [_lever(table[table["lever"] == lever], clusters) for lever in LEVERS], LEVERS
    )


def _lever(table: pd.DataFrame, clusters: Sequence[str]) -> dict[str, float]:
    first, second = _sides(table, clusters)
    both = (first["found"] & second["found"]).to_numpy(bool)
    found, shared = _match(first, second), _match(first[both], second[both])
    return {
        "instruments": len(first),
        "shared": int(both.sum()),
        "same": found.same,
        "other": found.other,
        "unknown": found.unknown,
        "low": found.low,
        "high": found.high,
        "both_low": shared.low,
        "both_high": shared.high,
    }


def _sides(table: pd.DataFrame, clusters: Sequence[str]) -> list[pd.DataFrame]:
    """The instruments of either cluster, in one order."""
    return [
        table[table["cluster"] == c].set_index(["lever", "instrument"]).sort_index()
        for c in clusters
    ]


def _match(first: pd.DataFrame, second: pd.DataFrame) -> Match:
    return match(first[list(COMPARED)], second[list(COMPARED)])


def by_attribute(table: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """In which respect the instruments that both clusters have are alike.

    Args:
        table: What `instruments` returned.
        clusters: The two ids.

    Returns:
        One row an attribute, the boundary included: `same, other, unknown`, instruments found on both sides.
    """
    first, second = _sides(table, clusters)
    both = (first["found"] & second["found"]).to_numpy(bool)
    found = {name: match(first.loc[both, [name]], second.loc[both, [name]]) for name in ATTRIBUTES}
    return pd.DataFrame(
        {name: (m.same, m.other, m.unknown) for name, m in found.items()},
        index=["same", "other", "unknown"],
    ).T


def differing(first: pd.Series, second: pd.Series, among: Sequence[str] = COMPARED) -> list[str]:
    """The attributes that are known of one instrument on both sides and differ.

    Args:
        first: A row of what `instruments` returned.
        second: The row of the other cluster.
        among: Which attributes are looked at.
    """
    return [
        a for a in among if pd.notna(first[a]) and pd.notna(second[a]) and first[a] != second[a]
    ]


def kinds(table: pd.DataFrame, cluster: str) -> set[tuple[str, str]]:
    """The levers and instruments that were found in a cluster.

    Args:
        table: What `instruments` returned.
        cluster: The id of the cluster.
    """
    own = table[table["found"].astype(bool) & (table["cluster"] == cluster)]
    return set(zip(own["lever"], own["instrument"], strict=True))


def found_in(table: pd.DataFrame, clusters: Sequence[str]) -> dict[str, int]:
    """How many instruments were found: `all`, in `both` clusters, and in one only, by its id.

    Args:
        table: What `instruments` returned, of one lever or of several.
        clusters: The two ids.
    """
    first, second = (kinds(table, c) for c in clusters)
    return {
        "all": len(first | second),
        "both": len(first & second),
        clusters[0]: len(first - second),
        clusters[1]: len(second - first),
    }


def differences_first(table: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """The instruments ordered by how much they differ: found on one side only, then by differing codes.

    Args:
        table: What `instruments` returned, of one lever or of several.
        clusters: The two ids.

    Returns:
        One row a lever and instrument: `lever, instrument, one_side, differing`, in the order of the levers.
    """
    rows = []
    for (lever, kind), pair in table.groupby(["lever", "instrument"], sort=False):
        first, second = (pair[pair["cluster"] == c].iloc[0] for c in clusters)
        other, one_side = differing(first, second), bool(pair["found"].sum() == 1)
        rows.append(
            {"lever": lever, "instrument": kind, "one_side": one_side, "differing": len(other)}
        )
    order = pd.DataFrame(rows)
    order["place"] = order["lever"].map({lever: i for i, lever in enumerate(LEVERS)})
    ordered = order.sort_values(
        ["place", "one_side", "differing", "instrument"], ascending=[True, False, False, True]
    )
    return ordered.drop(columns="place").reset_index(drop=True)
