"""Words and cells for how sure the order of a pair is: weights, recipes, draws, breaks."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.metrics.recipe_bounds import possible_leaders as leaders
from twodeltas.metrics.triangle import Triangle, needs
from twodeltas.metrics.values.weights import Weights, share_of_weightings
from twodeltas.shared.intervals import Ranges
from twodeltas.shared.profile import Profile
from walkback.values.markdown import join
from walkback.values.number_format import DOWN, UP, ends, percent, plain, toward
from walkback.values.value import Value

STATUS = {
    "agrees": "rank follows from the figures",
    "agrees as far as published": "agrees as far as figures are published",
    "within rounding": "agrees within rounding",
    "cannot be tested": "cannot be tested: no figures",
}


def tipping(triangles: Sequence[Triangle], a: Profile, b: Profile) -> pd.DataFrame:
    """In words: what weight each metric needs or may have for each cluster to be ahead."""
    rows = [
        {
            "Scores": found.scale,
            f"{a.short} ahead": f"{share_of_weightings(a.rank.format, found, ()).text} of weightings",
            "Metric": METRIC_NAMES[row["metric"]],
            f"{a.short} can be ahead": _between(row["first_least"], row["first_most"]),
            f"{b.short} can be ahead": _between(row["second_least"], row["second_most"]),
        }
        for found in triangles
        for row in needs(found).to_dict("records")
    ]
    return pd.DataFrame(rows, dtype=object)


def _between(least: float, most: float) -> str:
    """Weights between two ends in words; one end is always all of the weight, or none of it."""
    if math.isnan(least):
        return "never"
    if least > 0.001:
        return f"only above {percent(least)}"
    return "at any weight" if most >= 0.999 else f"only below {percent(most)}"


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
        return f"at least {plain(toward(low, 2, DOWN), 2)}"
    first, last = ends(low, high, 2)
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


def recipe_title(table: pd.DataFrame, a: Profile) -> str:
    """How many recipes keep the first ahead, as a title."""
    always, possible = _kept(table)
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
                "Certain, % of weightings": plain(toward(100 * row["low"], 1, DOWN), 1),
                "Possible, % of weightings": plain(toward(100 * row["high"], 1, UP), 1),
            }
            for row in rows.to_dict("records")
        ]
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


def possible_leaders(
    ranges: Ranges, recipes_: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """Under each recipe that can be computed, the clusters of the whole list that could be first."""
    computed = recipes_.loc[recipes_["first_ahead"] != "", "recipe"]
    return pd.DataFrame(
        [
            {
                "Recipe": _recipe(recipe),
                "Could be first": join(_first(ranges, recipe, names)),
            }
            for recipe in computed
        ]
    )


def _first(ranges: Ranges, recipe: str, names: Mapping[str, str]) -> list[str]:
    """The names of those that could be first; an unnamed place is told as one."""
    found = leaders(ranges, recipe, ranges.clusters, whole_list=True)
    return [names.get(cluster, "a cluster that is not named") for cluster in found]


def beside_digest(
    pair: tuple[Profile, Profile],
    drawn: tuple[Value, Value],
    maps: tuple[Weights, Weights],
    recipes_: tuple[pd.DataFrame, pd.DataFrame],
) -> pd.DataFrame:
    """What a rank that one source alone reports does to the results, side by side.

    Args:
        pair: Both clusters.
        drawn: The share of draws in which the first is ahead, with that rank and without it.
        maps: The weight maps, with and without.
        recipes_: The order under other recipes, with and without.
    """
    a, b = (one.short for one in pair)
    rows = {
        f"Draws in which {a} ranks before {b}": drawn,
        f"Weightings of the shares with {a} ahead": [one.first_share for one in maps],
        "Weight that may go anywhere without turning the order": [one.steady for one in maps],
        f"Recipes that keep {a} ahead or level": [
            "{} of {}".format(*_kept(table)) for table in recipes_
        ],
    }
    return pd.DataFrame(
        [{"Result": name, "With the rank": w, "Without it": o} for name, (w, o) in rows.items()],
        dtype=object,
    )


def _kept(table: pd.DataFrame) -> tuple[int, int]:
    """How many recipes keep the first ahead, and how many can be computed."""
    ahead = table["first_ahead"]
    return int(ahead.eq("always").sum()), int(ahead.ne("").sum())
