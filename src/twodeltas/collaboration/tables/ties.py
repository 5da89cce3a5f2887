"""The tables of reported ties: by kind, and the lists in numbers."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from walkback.tables.labels import labels

MEASURES = {  # in words, with the decimals shown
    "ties": ("Ties", 0),
    "sources": ("Sources behind them", 0),
    "undertakings": ("Laboratories, funds, agreements … behind them", 0),
    "organisations": ("Organisations", 0),
    "pieces": ("Groups without a tie to each other", 0),
    "largest": ("Organisations in the largest group", 0),
    "open": ("Pairs with a common partner and no tie of their own, each partner counted", 0),
    "index": ("Ties across less ties inside cities, as a share (E-I index)", 2),
    "modularity": ("Modularity, cities as groups", 2),
    "assortativity": ("Assortativity by city", 2),
}
NOTHING = "–"


def by_kind(
    layers: pd.DataFrame,
    together: pd.DataFrame,
    names: Mapping[str, str],
    pair: Sequence[str] = ("shg", "ss"),
) -> pd.DataFrame:
    """How many ties of each kind each cluster has, and how much the kinds have in common.

    Args:
        layers: What `twodeltas.collaboration.multiplexity.layers` returned.
        together: What `twodeltas.collaboration.multiplexity.together` returned.
        names: Short names by cluster id.
        pair: The clusters, left and right.

    Returns:
        One row a kind and a last one for all: the kind, then for each cluster the ties, those
        inside one city, and the organisations, with those that another kind joins too.
    """
    order = list(dict.fromkeys(layers["kind"]))
    kinds = labels("edges", "kind")
    columns: dict[str, list[object]] = {"Kind of tie": [*(kinds[k] for k in order), "All"]}
    for cluster in pair:
        own = layers[layers["cluster"] == cluster].set_index("kind").reindex(order)
        rows = [*own.to_dict("records"), together.loc[cluster].to_dict()]
        columns[names[cluster]] = [row["ties"] for row in rows]
        columns[f"{names[cluster]}, in one city"] = [row["ties"] - row["across"] for row in rows]
        columns[f"{names[cluster]}, organisations in other kinds too"] = [
            f"{row['organisations_again']} of {row['organisations']}" for row in rows
        ]
    return pd.DataFrame(columns)


def in_numbers(
    summaries: Mapping[str, pd.DataFrame],
    names: Mapping[str, str],
    pair: Sequence[str],
    size: int,
    sources: int,
) -> pd.DataFrame:
    """The lists of both clusters in numbers, the longer one also cut to the size of the shorter.

    Args:
        summaries: For each cluster what `twodeltas.collaboration.tie_statistics.summary` returned.
        names: Short names by cluster id.
        pair: The clusters, left and right.
        size: Ties of the shorter list.
        sources: Sources of the shorter list.

    Returns:
        One row a measure, in words.
    """
    decimals = [digits for _, digits in MEASURES.values()]
    cuts = {"one source left out": "source", f"cut to {size} ties": "size",
            f"cut to {sources} sources": "sources"}  # fmt: skip
    columns: dict[str, list[str]] = {"Measure": [words for words, _ in MEASURES.values()]}
    for cluster in pair:
        rows: list[dict[Hashable, float]] = (
            summaries[cluster].loc[list(MEASURES)].to_dict("records")
        )
        columns[names[cluster]] = [
            _number(*cell) for cell in zip(_column(rows, "value"), decimals, strict=True)
        ]
        for words, cut in cuts.items():
            ends = zip(
                _column(rows, f"{cut}_low"), _column(rows, f"{cut}_high"), decimals, strict=True
            )
            if summaries[cluster][f"{cut}_low"].notna().any():
                columns[f"{names[cluster]}, {words}"] = [_between(*cell) for cell in ends]
    return pd.DataFrame(columns)


def _column(rows: Sequence[Mapping[Hashable, float]], name: str) -> list[float]:
    return [row[name] for row in rows]


def _number(number: float, digits: int) -> str:
    return NOTHING if pd.isna(number) else f"{number:.{digits}f}".replace("-", "−")


def _between(low: float, high: float, digits: int) -> str:
    """`20 to 33`, or one number where both ends read the same."""
    first, second = _number(low, digits), _number(high, digits)
    return first if first == second else f"{first} to {second}"
