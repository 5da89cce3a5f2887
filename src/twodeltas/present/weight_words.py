"""The weight map in words: tipping weights on each edge, and what each cluster needs."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.analysis.triangle import DEPENDS, FIRST, Triangle, needs, tipping
from twodeltas.present.charts.ranking import METRIC_NAMES

WHOLE = 0.9995  # from here a weight is all of the weight


def tipping_words(
    found: Triangle, pair_names: Sequence[str], names: Mapping[str, str] = METRIC_NAMES
) -> pd.DataFrame:
    """Every edge of the weight map in words, each bound rounded to the safe side.

    Returns:
        One row a pair of metrics: `Only these two count`, and for each cluster when it is ahead
        whatever the unknown figures are; `Open` for the weights between.
    """
    rows = []
    for row in tipping(found).to_dict("records"):
        metric, other = names[row["metric"]], names[row["other"]]
        first = (row["first_from"], row["first_to"])
        second = (row["second_from"], row["second_to"])
        rows.append(
            {
                "Only these two count": f"{metric} and {other}",
                f"{pair_names[0]} ahead": _when(first, metric),
                f"{pair_names[1]} ahead": _when(second, metric),
                "Open": _between(first, second, metric),
            }
        )
    return pd.DataFrame(rows)


def needs_words(
    found: Triangle, pair_names: Sequence[str], names: Mapping[str, str] = METRIC_NAMES
) -> list[str]:
    """One sentence for every weight that a cluster cannot be ahead without, or with.

    Args:
        found: The weight map.
        pair_names: Short names of the two clusters.
        names: Names of the metrics.
    """
    sentences = []
    for key, name in zip(("first", "second"), pair_names, strict=True):
        table = needs(found)
        if table[f"{key}_most"].isna().all():
            sentences.append(f"{name} is ahead with no weighting at all.")
            continue
        limits = []
        told = table if len(table) > 2 else table.head(1)  # of two, the other is the rest
        for row in told.to_dict("records"):
            if row[f"{key}_most"] < WHOLE:
                limits.append(f"{names[row['metric']]} get less than {_up(row[f'{key}_most'])}")
            if row[f"{key}_least"] > 1 - WHOLE:
                limits.append(f"{names[row['metric']]} get more than {_down(row[f'{key}_least'])}")
        if limits:
            sentences.append(f"{name} can be ahead only if {' and '.join(limits)} of the weight.")
    return sentences


def equal_words(found: Triangle, pair_names: Sequence[str]) -> str:
    """Who is ahead at equal weights and how far the weights may move, in one sentence."""
    if found.equal == DEPENDS:
        return "Who is ahead at equal weights depends on figures that are not published."
    name = pair_names[0 if found.equal == FIRST else 1]
    low, high = found.robust
    if low > WHOLE:
        return f"{name} is ahead at every weighting."
    width = _down(low) if high - low < 0.0005 else f"{_down(low)} to {_up(high)}"
    return (
        f"{name} is ahead at equal weights, and stays ahead when up to {width} of any other weighting "
        "is mixed in."
    )


def _when(stretch: tuple[float, float], metric: str) -> str:
    low, high = stretch
    if math.isnan(low):
        return "never for certain"
    if low <= 1 - WHOLE and high >= WHOLE:
        return "always"
    if high >= WHOLE:
        return f"{metric} above {_up(low)}"
    return f"{metric} below {_down(high)}"


def _between(first: tuple[float, float], second: tuple[float, float], metric: str) -> str:
    """The weights at which the unknown figures decide."""
    covered = [s for s in (first, second) if not math.isnan(s[0])]
    if not covered:
        return "everywhere"
    low = max((high for low, high in covered if low <= 1 - WHOLE), default=0.0)
    high = min((low for low, high in covered if high >= WHOLE), default=1.0)
    if high - low < 1 - WHOLE or low >= WHOLE or high <= 1 - WHOLE:
        return "nowhere"
    return f"{metric} {_down(low)} to {_up(high)}"


def _up(share: float) -> str:
    return f"{math.ceil(round(share * 1000, 6)) / 10:.1f}%"


def _down(share: float) -> str:
    return f"{math.floor(round(share * 1000, 6)) / 10:.1f}%"
