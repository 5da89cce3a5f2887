"""The advice that others give: to whom, on what, and how far this evidence bears it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from twodeltas.recommendations import advice, support
from twodeltas.recommendations.support import Support
from twodeltas.shared import gap_map, items
from walkback.tables.lookup import Facts
from walkback.values.value import Value

KNOT = "SS-122"  # the row on how officials are judged
GOVERNANCE = "governance"


@dataclass(frozen=True)
class Found:
    """The recommendations of sources.

    Attributes:
        counts: See `twodeltas.recommendations.advice.by_dimension`.
        for_shg: The recommendations to Shenzhen–Hong Kong–Guangzhou.
        for_delta: Those to Shanghai–Suzhou or its delta.
        for_both: Those to both, or to any such region.
        supports: What the evidence says of each, see `twodeltas.recommendations.support`.
        started_from: The two texts that the work began with.
        judged: The ids by verdict.
        barriers: The recommendations whose barrier a fact shows.
        n_all: Recommendations.
        n_for_shg: Those to Shenzhen–Hong Kong–Guangzhou.
        n_for_delta: Those to Shanghai–Suzhou or its delta.
        n_for_both: Those to both.
        n_by: How many have each verdict.
        n_first: Those that the two texts make.
        n_knot: Those that answer how officials are judged.
        n_no_result: Conditional ones without a result of such a step there.
        n_barrier_unseen: Conditional ones whose barrier no fact shows there.
        n_tried: How many of those to the delta were begun there.
        n_with_result: How many of them have a result.
    """

    counts: pd.DataFrame
    for_shg: pd.DataFrame
    for_delta: pd.DataFrame
    for_both: pd.DataFrame
    supports: dict[str, Support]
    started_from: list[str]
    judged: dict[str, list[str]]
    barriers: pd.Series
    n_all: Value
    n_for_shg: Value
    n_for_delta: Value
    n_for_both: Value
    n_by: dict[str, Value]
    n_first: Value
    n_knot: Value
    n_no_result: Value
    n_barrier_unseen: Value
    n_tried: int
    n_with_result: int

    @property
    def n_shg_supported(self) -> int:
        """How many recommendations to Shenzhen–Hong Kong–Guangzhou are supported."""
        return len(set(self.for_shg.index) & set(self.judged["supported"]))

    @property
    def governance_leads_advice(self) -> bool:
        """Whether governance alone gets the largest part, and evidence is spread more evenly."""
        told, known = (advice.shares(self.counts, what) for what in ("advice", "evidence"))
        largest = list(told.index[told == told.max()])
        return largest == [GOVERNANCE] and bool(known.max() < told.max())


def found(tables: Mapping[str, pd.DataFrame], facts: Facts) -> Found:
    """Sort the recommendations of sources by whom they address and what bears them out.

    Args:
        tables: `recommendations, recommendation_evidence, evidence, codes, claims` by name.
        facts: Every fact and recommendation by its row.
    """
    rows, links, codes = (
        tables[name] for name in ("recommendations", "recommendation_evidence", "codes")
    )
    evidence = tables["evidence"]
    coded = gap_map.coded(evidence, codes, items.independent(evidence, codes))
    supports = support.supports(rows, links, coded)
    judged = {v: support.with_verdict(supports, v) for v in support.VERDICTS}
    started_from = list(tables["claims"]["source_id"].unique())
    to = {target: advice.for_target(rows, target) for target in advice.TARGETS}
    there = [supports[str(i)] for i in to["ss"].index]
    return Found(
        counts=advice.by_dimension(rows, evidence),
        for_shg=to["shg"],
        for_delta=to["ss"],
        for_both=to["both"],
        supports=supports,
        started_from=started_from,
        judged=judged,
        barriers=links.loc[links["relation"] == "barrier", "recommendation"],
        n_all=facts.count(rows.index),
        n_for_shg=facts.count(to["shg"].index),
        n_for_delta=facts.count(to["ss"].index),
        n_for_both=facts.count(to["both"].index),
        n_by={verdict: facts.count(ids) for verdict, ids in judged.items()},
        n_first=facts.count(rows.index[rows["source_id"].isin(started_from)]),
        n_knot=facts.count(advice.resting_on(links, KNOT, "barrier")),
        n_no_result=facts.count(support.lacking(supports, "result", judged["conditional"])),
        n_barrier_unseen=facts.count(support.lacking(supports, "barrier", judged["conditional"])),
        n_tried=sum(bool(one.begun or one.result) for one in there),
        n_with_result=sum(bool(one.result) for one in there),
    )
