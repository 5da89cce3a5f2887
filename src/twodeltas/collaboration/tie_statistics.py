"""A list of reported ties in numbers, and how each number moves when parts of the list are missing."""

from collections.abc import Mapping

import networkx as nx
import numpy as np
import pandas as pd

from twodeltas.collaboration import ei_index, missing, network
from twodeltas.collaboration.brokerage import open_two_paths
from twodeltas.collaboration.missing import Measures
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value


def crossing(ties: pd.DataFrame) -> Measures:
    """The E-I index of the ties that are left, quick enough for many draws.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned.
    """
    across = (ties["main_a"] != ties["main_b"]).to_numpy(dtype=bool)
    return lambda left: {"index": 2 * np.count_nonzero(across[left]) / len(left) - 1}


def structure(ties: pd.DataFrame, *, by_city: bool = True) -> Measures:
    """What hangs together and who stands between, for the ties that are left.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.
        by_city: Whether the last three are wanted too; they take most of the time.

    Returns:
        Function of positions: `ties, sources, undertakings, index` (E-I), `organisations, pieces,
        largest` (organisations), `open` (two-paths), `modularity, assortativity, degrees`.
    """
    city = {str(node): str(own) for node, own in network.cities_of(ties).items()}
    pairs = ties[list(network.ENDS)].to_numpy(dtype=str)
    sources, names = (ties[c].to_numpy(dtype=str) for c in ("source_id", "name"))
    index = crossing(ties)

    def measured(left: np.ndarray) -> dict[str, float]:
        counts = {
            "ties": len(left),
            "sources": len(set(sources[left])),
            "undertakings": len(set(names[left])),
        }
        kept = pairs[left].tolist()
        found = counts | dict(index(left)) | _pieces(network.neighbours(kept))
        return found | _correlations(network.of_pairs(kept, city)) if by_city else found

    return measured


def _pieces(tied: Mapping[str, set[str]]) -> dict[str, float]:
    """What hangs together, and how many open paths there are."""
    sizes = network.pieces(tied)
    return {
        "organisations": len(tied),
        "pieces": len(sizes),
        "largest": sizes[0],
        "open": open_two_paths(tied),
    }


def _correlations(graph: nx.Graph) -> dict[str, float]:
    """Whether ties stay in the city, and whether the much tied are tied to each other."""
    return {
        "modularity": network.modularity(graph),
        "assortativity": network.assortativity(graph),
        "degrees": network.degree_assortativity(graph),
    }


def mixing_of(ties: pd.DataFrame, draws: int, seed: int) -> ei_index.Mixing:
    """How the ties cross the boundaries of cities, against cities dealt out at random.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.
        draws: How many relabellings to draw.
        seed: Of the random draws.

    Raises:
        AnalysisError: If there is no tie.
    """
    pairs = list(zip(*(ties[e].astype(str) for e in network.ENDS), strict=True))
    cities = {str(node): str(city) for node, city in network.cities_of(ties).items()}
    return ei_index.mixing(pairs, cities, draws, seed)


def cases(ties: pd.DataFrame, found: ei_index.Mixing, draws: int, seed: int) -> pd.DataFrame:
    """The E-I index as listed, with ties missing, and with as many more inside as reach chance.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.
        found: What `mixing_of` returned for them.
        draws: How often to leave ties out at random.
        seed: Of the random draws.

    Returns:
        One row a case: `case` (`listed`, a share of ties left out such as `0.25`, `source`,
        `inside`), `low, middle, high, supposed` (whether ties are supposed that no source names).
    """
    index = crossing(ties)
    bands = missing.bands(len(ties), index, draws=draws, seed=seed)
    source = missing.widest(missing.without_each(list(ties["source_id"]), index)).loc["index"]
    more = found.with_inside(found.to_chance)
    rows = [
        ("listed", found.index, found.index, found.index, False),
        *((f"{b.dropped}", b.low, b.median, b.high, False) for b in bands.itertuples()),
        ("source", source["low"], np.nan, source["high"], False),
        ("inside", more, more, more, True),
    ]
    return pd.DataFrame(rows, columns=["case", "low", "middle", "high", "supposed"])


def summary(
    ties: pd.DataFrame, size: int, sources: int, draws: int = 1_000, seed: int = 0
) -> pd.DataFrame:
    """Every measure of a list: as it is, without one source, cut to the size of another list.

    Args:
        ties: What `twodeltas.collaboration.ties.located` returned, for one cluster.
        size: How many ties the shorter list has; the band is missing where this one has no more.
        sources: How many sources stand behind the shorter list; likewise.
        draws: How often to cut at random.
        seed: Of the random draws.

    Returns:
        Index `measure`; `value`, `source_low, source_high, source, change` (one source left out),
        `size_low, size_high, sources_low, sources_high` (5th and 95th percentile; missing for
        modularity and assortativity).
    """
    measures = structure(ties)
    behind = list(ties["source_id"])
    table = pd.Series(measures(np.arange(len(ties))), name="value").to_frame()
    left_out = missing.widest(missing.without_each(behind, measures))
    table = table.join(left_out.rename(columns={"low": "source_low", "high": "source_high"}))
    cut = dict.fromkeys(("size", "sources"), table[["value"]] * np.nan)
    quick = structure(ties, by_city=False)
    if size < len(ties):
        cut["size"] = missing.at_size(len(ties), size, quick, draws, seed)
    if sources < len(set(behind)):
        cut["sources"] = missing.at_sources(behind, sources, quick, draws, seed)
    for name, band in cut.items():
        for end in ("low", "high"):
            table[f"{name}_{end}"] = band.set_index("measure")[end] if "low" in band else np.nan
    return table.rename_axis("measure")


def value(
    numbers: NumberFormat,
    number: float,
    ties: pd.DataFrame,
    how: str,
    digits: int = 2,
    unit: str = "",
) -> Value:
    """A number computed from ties, as a value that comes from their rows."""
    origins = tuple(Origin("edges", str(row)) for row in ties.index)
    told = f"computed: {how}"
    return Value.exact(
        float(number), unit, digits=digits, how=told, origins=origins, format=numbers
    )


def band(
    numbers: NumberFormat, low: float, high: float, ties: pd.DataFrame, how: str, digits: int = 0
) -> Value:
    """The two ends of a band computed from ties, as a value that comes from their rows."""
    origins = tuple(Origin("edges", str(row)) for row in ties.index)
    told = f"computed: {how}"
    return Value.between(
        float(low), float(high), digits=digits, how=told, origins=origins, format=numbers
    )
