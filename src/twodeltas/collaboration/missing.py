"""What a measure of a list becomes when rows are missing: at random, by source, at equal size."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from walkback.errors import AnalysisError

Measures = Callable[[np.ndarray], Mapping[str, float]]  # of the positions of the rows left

SHARES = (0.1, 0.25, 0.5)  # of the rows left out
BAND = (5.0, 50.0, 95.0)  # percentiles: low, median, high


def bands(
    rows: int,
    measures: Measures,
    shares: Sequence[float] = SHARES,
    draws: int = 10_000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measures after a share of the rows has been left out at random.

    Args:
        rows: How many there are.
        measures: What is measured of the rows at the positions that are left, by name.
        shares: What share of the rows to leave out; the number is rounded down.
        draws: How often.
        seed: Of the random draws.

    Returns:
        One row a share and measure: `dropped` (the share), `kept` (rows), `measure, low, median,
        high`, the last three being percentiles over the draws.
    """
    parts = [
        at_size(rows, rows - int(share * rows), measures, draws, seed).assign(dropped=share)
        for share in shares
    ]
    return pd.concat(parts, ignore_index=True)[
        ["dropped", "kept", "measure", "low", "median", "high"]
    ]


def at_size(
    rows: int, kept: int, measures: Measures, draws: int = 10_000, seed: int = 0
) -> pd.DataFrame:
    """Measures of a longer list cut at random to the size of a shorter one (rarefaction).

    Returns:
        One row a measure: `kept, measure, low, median, high`.

    Raises:
        AnalysisError: If more rows are to be kept than there are, or none.
    """
    if not 0 < kept <= rows:
        raise AnalysisError(f"{kept} of {rows} rows cannot be kept: choose from 1 to {rows}.")
    rng = np.random.default_rng(seed)
    drawn = (rng.permutation(rows)[:kept] for _ in range(draws))
    return _band(drawn, measures).assign(kept=kept)


def at_sources(
    sources: Sequence[str],
    kept: int,
    measures: Measures,
    draws: int = 10_000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measures of a list cut at random to so many of its sources, with all rows of each.

    Args:
        sources: The source of every row.
        kept: How many sources to keep.
        measures: What is measured of the rows at the positions that are left, by name.
        draws: How often.
        seed: Of the random draws.

    Returns:
        One row a measure: `kept` (sources), `measure, low, median, high`.

    Raises:
        AnalysisError: If more sources are to be kept than there are, or none.
    """
    names, code = np.unique(np.asarray(sources, dtype=str), return_inverse=True)
    if not 0 < kept <= len(names):
        raise AnalysisError(f"{kept} of {len(names)} sources cannot be kept: choose fewer.")
    rng = np.random.default_rng(seed)
    drawn = (
        np.flatnonzero(np.isin(code, rng.permutation(len(names))[:kept])) for _ in range(draws)
    )
    return _band(drawn, measures).assign(kept=kept)


def without_each(sources: Sequence[str], measures: Measures) -> pd.DataFrame:
    """Measures with one source left out at a time.

    Args:
        sources: The source of every row.
        measures: What is measured of the rows at the positions that are left, by name.

    Returns:
        One row a source and measure: `source, rows` (that it alone holds), `measure, value,
        change` (from all rows).
    """
    own = np.asarray(sources, dtype=str)
    whole = measures(np.arange(len(own)))
    found = []
    for source in dict.fromkeys(own.tolist()):
        left = np.flatnonzero(own != source)
        values = measures(left) if len(left) else dict.fromkeys(whole, np.nan)
        found += [(source, len(own) - len(left), n, v, v - whole[n]) for n, v in values.items()]
    return pd.DataFrame(found, columns=["source", "rows", "measure", "value", "change"])


def widest(left_out: pd.DataFrame) -> pd.DataFrame:
    """The range of each measure when one source is left out, and the source that moves it most.

    Args:
        left_out: What `without_each` returned.

    Returns:
        One row a measure, index `measure`: `low, high, source, change`; the source is empty where
        none changes anything.
    """
    rows = {str(name): _range(own) for name, own in left_out.groupby("measure", sort=False)}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("measure")


def _range(own: pd.DataFrame) -> dict[str, object]:
    """The range of one measure, and the largest change."""
    changes = own["change"].to_numpy(dtype=float)
    most = int(np.nanargmax(abs(changes))) if not np.isnan(changes).all() else 0
    moved = abs(changes[most]) > 1e-12
    return {
        "low": own["value"].min(),
        "high": own["value"].max(),
        "source": str(own["source"].iloc[most]) if moved else "",
        "change": changes[most] if moved else 0.0,
    }


def _band(drawn: Iterator[np.ndarray], measures: Measures) -> pd.DataFrame:
    """Percentiles of the measures over the draws; a draw that leaves one undefined is not counted."""
    measured = [measures(left) for left in drawn]
    values = np.array([list(one.values()) for one in measured], dtype=float)
    found = np.nanpercentile(values, BAND, axis=0, method="inverted_cdf").T
    table = pd.DataFrame(found, columns=["low", "median", "high"])
    table.insert(0, "measure", list(measured[0]))
    return table
