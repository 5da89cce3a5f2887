"""Words and cells for how sure the order of a pair is: weights, recipes, draws, breaks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from twodeltas.metrics.charts.ranking import METRIC_NAMES
from twodeltas.metrics.recipe_bounds import possible_leaders as leaders
from twodeltas.metrics.triangle import Triangle, needs
from twodeltas.shared.bounds import Bounds, derive
from twodeltas.shared.intervals import Ranges, from_bounds
from twodeltas.shared.profile import Profile, row_origin
from walkback.errors import AnalysisError
from walkback.values.markdown import join
from walkback.values.number_format import NumberFormat
from walkback.values.value import Origin, Value

STATUS = {
    "agrees": "rank follows from the figures",
    "agrees as far as published": "agrees as far as figures are published",
    "within rounding": "agrees within rounding",
    "cannot be tested": "cannot be tested: no figures",
}


def ranges_of(
    edition: pd.DataFrame, bounds: Bounds, metrics: Sequence[str], pair: Sequence[str]
) -> tuple[Ranges, str]:
    """What is known of an edition, and why the pair cannot be compared in it, empty if it can."""
    ranges = from_bounds(edition, bounds, metrics)
    if len(metrics) < 2:
        return ranges, "This edition is ranked on a single metric, so there is nothing to weigh."
    try:
        ranges.pair(*pair)
    except AnalysisError as error:
        return ranges, str(error)
    if not set(pair) <= set(ranges.bounded):
        return ranges, "Too little is published of one of the two in this edition."
    return ranges, ""


def origins(edition: pd.DataFrame, clusters: Sequence[str]) -> tuple[Origin, ...]:
    """The raw rows behind several clusters of an edition."""
    return tuple(sorted(row_origin(edition.loc[c]) for c in clusters if c in edition.index))


def share_of_weightings(numbers: NumberFormat, found: Triangle, rows: tuple[Origin, ...]) -> Value:
    """The share of all weightings with the first ahead, as the interval that is certain."""
    low, high = 100 * found.share[0], 100 * found.share[1]
    how = f"area of the weight map, {found.scale}"
    return Value.between(low, high, "percent", digits=0, how=how, origins=rows, format=numbers)


def most_weight(
    numbers: NumberFormat, found: Triangle, metric: str, rows: tuple[Origin, ...]
) -> Value:
    """The highest weight of a metric at which the second can still be ahead."""
    table = needs(found).set_index("metric")
    most = 100 * float(table["second_most"][metric])
    return Value.rounded(
        most, 0, "percent", how="border of the weight map", origins=rows, format=numbers
    )


def without_place(
    edition: pd.DataFrame, cluster: str, metric: str, metrics: Sequence[str]
) -> Bounds:
    """The bounds of an edition if the rank of one cluster in one metric were not known."""
    blind = edition.copy()
    blind.loc[cluster, f"{metric}_rank"] = math.nan
    return derive(blind, metrics)


def tipping(triangles: Sequence[Triangle], a: Profile, b: Profile) -> pd.DataFrame:
    """In words: what weight each metric needs or may have for each cluster to be ahead."""
    rows = [
        {
            "Scores": found.scale,
            f"{a.short} ahead": f"{share_of_weightings(a.rank.format, found, ()).text} of weightings",
            "Metric": METRIC_NAMES[row["metric"]],
            f"{a.short} can be ahead": weights_in_words(row["first_least"], row["first_most"]),
            f"{b.short} can be ahead": weights_in_words(row["second_least"], row["second_most"]),
        }
        for found in triangles
        for row in needs(found).to_dict("records")
    ]
    return pd.DataFrame(rows, dtype=object)


def weights_in_words(least: float, most: float) -> str:
    """Weights between two ends in words."""
    if math.isnan(least):
        return "never"
    if least <= 0.001 and most >= 0.999:
        return "at any weight"
    if least <= 0.001:
        return f"only below {100 * most:.0f}%"
    return (
        f"only above {100 * least:.0f}%"
        if most >= 0.999
        else (f"only from {100 * least:.0f} to {100 * most:.0f}%")
    )


def recipes(table: pd.DataFrame, a: Profile, b: Profile) -> pd.DataFrame:
    """Whether the first is ahead under each recipe, whatever the unknown figures are."""
    words = {
        "always": a.short,
        "level": f"{a.short}, ahead or level",
        "never": b.short,
        "depends": "depends on the unknown figures",
    }
    return pd.DataFrame(
        [
            {
                "Recipe": _recipe(row["recipe"]),
                "Who is ahead": words.get(_verdict(row), "cannot be computed"),
                "Lead, in the recipe's own score": _lead(row["low"], row["high"]),
                "Note": row["note"] or None,
            }
            for row in table.to_dict("records")
        ],
        dtype=object,
    ).dropna(axis=1, how="all")


def _recipe(name: str) -> str:
    """The name of a recipe; a lead in the sum is computed as one in the mean."""
    shown = "mean of shares, in the order of their sum" if name == "sum of shares" else name
    return shown[0].upper() + shown[1:]


def _verdict(row: Mapping[Any, Any]) -> str:
    """`level` where the lead of the first may be nothing."""
    always = row["first_ahead"] == "always"
    return "level" if always and row["low"] < 0.005 else str(row["first_ahead"])


def _lead(low: float, high: float) -> str | None:
    if math.isnan(low):
        return None
    if math.isinf(high):
        return f"at least {low:.2f}"
    first, last = (f"{x:.2f}".replace("-", "−") for x in (low, high))
    return first if first == last else f"{first} to {last}"


def reproduced(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row an edition: how many ranks could be recomputed, and how many agree."""
    rows = []
    for edition, table in tables.items():
        counts = table["status"].value_counts()
        rows.append(
            {"Edition": edition, "Ranked clusters in the data": len(table)}
            | {words: int(counts.get(code, 0)) for code, words in STATUS.items()}
            | {"against": int((table["against"] > 0).sum())}
        )
    return pd.DataFrame(rows).loc[:, lambda t: (t != 0).any()]


def chance(numbers: NumberFormat, share: float, rows: tuple[Origin, ...], draws: int) -> Value:
    """A share of draws, in percent."""
    how = f"share of {draws:,} draws"
    return Value.rounded(100 * share, 0, "percent", how=how, origins=rows, format=numbers)


def lead(numbers: NumberFormat, table: pd.DataFrame, rule: str, rows: tuple[Origin, ...]) -> Value:
    """A lead with or without a metric, as a positive number of points."""
    row: Any = table.set_index("rule").loc[rule]
    low, high = sorted(abs(float(row[end])) for end in ("low", "high"))
    value = Value.between(low, high, "percentage_points", digits=2, origins=rows, format=numbers)
    return replace(value, how="derived: counts over the world totals that the shares imply")


def rank_under(numbers: NumberFormat, ends: tuple[int, int], rows: tuple[Origin, ...]) -> Value:
    """A rank under another rule, or the interval that it must lie in."""
    how = "derived: sums of the shares without the metric"
    if ends[0] == ends[1]:
        return Value.exact(ends[0], "rank", how=how, origins=rows, format=numbers)
    return Value.between(ends[0], ends[1], "rank", how=how, origins=rows, format=numbers)


def counted(numbers: NumberFormat, clusters: Sequence[str], edition: pd.DataFrame) -> Value:
    """How many clusters there are, as a value that comes from their rows."""
    return Value.exact(
        len(clusters), how="counted rows", origins=origins(edition, clusters), format=numbers
    )


def number(numbers: NumberFormat, count: int) -> Value:
    """A parameter of the report as a value."""
    return Value.exact(count, how="parameter of the report", format=numbers)


def recipe_title(table: pd.DataFrame, a: Profile) -> str:
    """How many recipes keep the first ahead, as a title."""
    always = int((table["first_ahead"] == "always").sum())
    possible = int((table["first_ahead"] != "").sum())
    depends = int((table["first_ahead"] == "depends").sum())
    cardinal = a.rank.format.cardinal
    words = f"{cardinal(depends)} {'depends' if depends == 1 else 'depend'}"
    rest = f"; {words} on unpublished figures" if depends else ""
    kept = f"{a.short} is ahead or level under {cardinal(always)} of {cardinal(possible)} recipes"
    return f"{kept}, whatever the unknown figures{rest}"


def first_ranks(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The clusters that can be first, with the share of weightings that makes them so."""
    rows = table[table["high"] > 0.0005].sort_values(["low", "high"], ascending=False)
    return pd.DataFrame(
        [
            {
                "Cluster": names[row["cluster"]],
                "Certain, % of weightings": f"{100 * row['low']:.1f}",
                "Possible, % of weightings": f"{100 * row['high']:.1f}",
            }
            for row in rows.to_dict("records")
        ]
    )


def others(numbers: NumberFormat, table: pd.DataFrame) -> Value:
    """How many recipes there are beside the published one."""
    return Value.exact(len(table) - 1, how="counted recipes", format=numbers)


def leading(numbers: NumberFormat, table: pd.DataFrame, cluster: str) -> Value:
    """How many recipes beside the published one put a cluster first."""
    return Value.exact(
        int((table["leader"][1:] == cluster).sum()), how="counted recipes", format=numbers
    )


def recipe_summary(
    table: pd.DataFrame, names: Mapping[str, str], a: Profile, b: Profile
) -> pd.DataFrame:
    """One row a recipe: who is first, the ranks of the pair, how far ranks move."""
    return pd.DataFrame(
        [
            {
                "Recipe": row["recipe"][0].upper() + row["recipe"][1:],
                "First": names[row["leader"]],
                f"Rank of {a.short}": row["first_rank"],
                f"Rank of {b.short}": row["second_rank"],
                "Mean shift of ranks": row["mean_shift"],
            }
            for row in table.to_dict("records")
        ]
    )


def steady(numbers: NumberFormat, found: Triangle, rows: tuple[Origin, ...]) -> Value:
    """The ε-robustness of the order at equal weights: the part of the weight that may go anywhere."""
    low, high = 100 * found.robust[0], 100 * found.robust[1]
    how = "ε-robustness (Foster, McGillivray and Seth)"
    return Value.between(low, high, "percent", digits=0, how=how, origins=rows, format=numbers)


def points(numbers: NumberFormat, change: float, rows: tuple[Origin, ...]) -> Value:
    """A change of rank as a number of places, without a sign."""
    how = "derived: ranks under the old and the new rule"
    return Value.exact(abs(change), how=how, origins=rows, format=numbers)


def possible_leaders(
    ranges: Ranges, recipes_: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """Under each recipe that can be computed, the clusters that could be first."""
    computed = recipes_.loc[recipes_["first_ahead"] != "", "recipe"]
    return pd.DataFrame(
        [
            {
                "Recipe": _recipe(recipe),
                "Could be first": join(names[c] for c in leaders(ranges, recipe, ranges.clusters)),
            }
            for recipe in computed
        ]
    )
