"""Ties between organisations that a source names, located in cities and counted by kind."""

import pandas as pd

from walkback.errors import AnalysisError

KINDS = ("joint_fund", "joint_lab", "branch_campus", "co_built_park", "shared_facility", "mou")
FIRM = (
    "institution",
    "operating",
    "agreement",
    "rd_cooperation",
)  # more than an occasion or a plan


def located(edges: pd.DataFrame, cities: pd.DataFrame) -> pd.DataFrame:
    """The ties with the city that each end belongs to.

    Args:
        edges: The table `edges`.
        cities: The table `cities`; `part_of` leads from a district to its city.

    Returns:
        The table with `main_a, main_b` (ids of cities), `inside_a, inside_b` (whether the end lies in
        a named city of the cluster), `inside` (whether both do) and `across` (whether the two
        cities differ).

    Raises:
        AnalysisError: If a place is not in `cities`.
    """
    table = edges.copy()
    for end in ("a", "b"):
        unknown = sorted(set(table[f"city_{end}"]) - set(cities.index))
        if unknown:
            raise AnalysisError(f"{', '.join(unknown)}: not in cities.csv → add a row there.")
        place = table[f"city_{end}"]
        table[f"main_{end}"] = place.map(cities["part_of"]).fillna(place).astype(str)
        table[f"inside_{end}"] = (place.map(cities["cluster"]) == table["cluster"]).fillna(False)
    table["inside"] = table["inside_a"] & table["inside_b"]
    table["across"] = table["main_a"] != table["main_b"]
    return table


def kinds(ties: pd.DataFrame) -> pd.DataFrame:
    """How many ties of each kind each cluster has, and how many of them cross a city boundary.

    Args:
        ties: What `located` returned.

    Returns:
        One row a cluster and kind, in the order of `KINDS`, zeros included: `cluster, kind, ties,
        across, outside` (at least one end outside the cluster's named cities).

    Raises:
        AnalysisError: If a tie is of a kind that is not in `KINDS`.
    """
    unknown = sorted(set(ties["kind"]) - set(KINDS))
    if unknown:
        raise AnalysisError(f"{', '.join(unknown)}: not counted → add it to KINDS in this module.")
    keys = pd.MultiIndex.from_product(
        [list(dict.fromkeys(ties["cluster"])), KINDS], names=["cluster", "kind"]
    )
    grouped = ties.assign(outside=~ties["inside"]).groupby(["cluster", "kind"])
    table = pd.DataFrame(
        {
            "ties": grouped.size(),
            "across": grouped["across"].sum(),
            "outside": grouped["outside"].sum(),
        }
    )
    return table.reindex(keys, fill_value=0).astype(int).reset_index()


def between(ties: pd.DataFrame, first: str, second: str) -> list[str]:
    """The ids of the ties between two cities, whichever end is named first.

    Args:
        ties: What `located` returned.
        first: One city.
        second: The other; the same one for the ties inside it.
    """
    forth = (ties["main_a"] == first) & (ties["main_b"] == second)
    back = (ties["main_a"] == second) & (ties["main_b"] == first)
    return [str(tie) for tie in ties.index[forth | back]]


def loose(ties: pd.DataFrame) -> list[str]:
    """The ids of the ties that are no more than an occasion, a signing or an intention."""
    stated = ties["strength"].notna()
    return [str(tie) for tie in ties.index[stated & ~ties["strength"].isin(FIRM)]]


def firmness(ties: pd.DataFrame) -> pd.DataFrame:
    """How many ties of each strength there are, firm ones first; only rows that state a strength.

    Args:
        ties: The table `edges` or what `located` returned.

    Returns:
        One row a strength: `strength, firm, ties`.
    """
    counts = ties["strength"].dropna().value_counts()
    table = pd.DataFrame({"strength": counts.index.astype(str), "ties": counts.to_numpy()})
    table.insert(1, "firm", table["strength"].isin(FIRM))
    return table.sort_values(
        ["firm", "ties", "strength"], ascending=[False, False, True]
    ).reset_index(drop=True)
