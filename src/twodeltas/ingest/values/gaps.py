"""What is missing: figures that were not found, gaps, and what one doubted place decides."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from twodeltas.ingest import availability
from twodeltas.shared import bounds, coverage, profile
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

HOW_FIGURES = "counted figures"


@dataclass(frozen=True)
class Gaps:
    """The values of the section on what is missing.

    Attributes:
        figures: See `twodeltas.ingest.availability.grid`.
        held: The figures that were found.
        fullest: The edition with most of them, or several.
        rows: The rows of the table `gaps` that are about the pair.
        n_possible: Figures that the ranking could hold of the pair.
        n_held: Those that were found.
        n_gaps: Gaps that are listed.
    """

    figures: pd.DataFrame
    held: pd.DataFrame
    fullest: str
    rows: pd.DataFrame
    n_possible: Value
    n_held: Value
    n_gaps: Value


def gaps(
    numbers: NumberFormat,
    rankings: pd.DataFrame,
    table: pd.DataFrame,
    clusters: pd.DataFrame,
    pair: tuple[str, str],
) -> Gaps:
    """Count what was found of the pair, and the gaps.

    Args:
        numbers: How the values read.
        rankings: See `twodeltas.shared.tidy.rankings`.
        table: The table `gaps` by id.
        clusters: `data/clusters.csv` by id.
        pair: The two cluster ids.
    """
    figures = availability.grid(rankings, clusters, pair)
    held, possible = availability.held(figures), availability.possible(figures)
    rows = coverage.of_clusters(table, pair)
    return Gaps(
        figures=figures,
        held=held,
        fullest=" or ".join(held["edition"].astype(str).mode()),
        rows=rows,
        n_possible=coverage.count(numbers, "rankings", possible["id"], HOW_FIGURES),
        n_held=coverage.count(numbers, "rankings", held["id"], HOW_FIGURES),
        n_gaps=coverage.count(numbers, "gaps", rows.index),
    )


@dataclass(frozen=True)
class DoubtedPlace:
    """What is known of a cluster with and without one place that may be wrong.

    Attributes:
        given: Its profile with that place.
        blind: Its profile without.
        unprinted: Whether no source prints its share in PCT applications or in venture deals.
    """

    given: profile.Profile
    blind: profile.Profile
    unprinted: bool


def doubted_place(
    numbers: NumberFormat,
    ranked: pd.DataFrame,
    cluster: str,
    metric: str,
    clusters: pd.DataFrame,
) -> DoubtedPlace:
    """Derive what is known of a cluster with its place in a metric and without.

    Args:
        numbers: How the values read, and the language of the name.
        ranked: See `twodeltas.shared.editions.of_edition`.
        cluster: The id.
        metric: The metric whose place is doubted.
        clusters: `data/clusters.csv` by id.
    """
    unsure = ranked.copy()
    unsure.loc[cluster, f"{metric}_rank"] = math.nan
    given, blind = (
        profile.profile(numbers, known, bounds.derive(known), cluster, clusters)
        for known in (ranked, unsure)
    )
    unprinted = bool(ranked.loc[cluster, ["pct_share", "vc_share"]].isna().any())
    return DoubtedPlace(given, blind, unprinted)
