"""Who moves across the boundary, as a table: levers as rows, then all, then all at one mix of levers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.shared.gap_map import LEVERS
from walkback.tables.labels import labels
from walkback.values.markdown import strong
from walkback.values.number_format import percent

ALL, MIXED = "All levers", "All, at the same mix of levers"


def by_lever(
    table: pd.DataFrame, shares: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str]
) -> pd.DataFrame:
    """The share of facts in which one side acts alone, and in which members act as equals.

    Args:
        table: What `who_moves.by_lever` returned.
        shares: What `who_moves.shares` returned.
        names: Short names by cluster id.
        pair: The clusters, left and right.

    Returns:
        One row a lever, with the number of facts that a share is of, and two rows of all.
    """
    held = {(row["cluster"], row["lever"]): row for row in table.to_dict("records")}
    words = labels("codes", "lever", "name")
    columns: dict[str, list[str]] = {
        "Lever": [*(words[lever] for lever in LEVERS), strong(ALL), strong(MIXED)]
    }
    facts = {c: int(table.loc[table["cluster"] == c, "facts"].sum()) for c in pair}
    told = shares.to_dict("index")
    for way, head in (("alone", "One side alone"), ("equals", "As equals")):
        for c in pair:
            cells = [_part(held[c, lever][way], held[c, lever]["facts"]) for lever in LEVERS]
            whole = f"{percent(told[c][way])} of {facts[c]}"
            mixed = percent(told[c][f"{way}_mixed"])
            columns[f"{head}, {names[c]}"] = [*cells, whole, mixed]
    return pd.DataFrame(columns, dtype=object)


def _part(number: int, facts: int) -> str:
    return f"{number} of {facts}" if facts else "no fact"
