"""The cells of the tables of actions: advice, findings, criteria, scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from twodeltas.recommendations.actions import lowered, rows_of
from twodeltas.recommendations.charts.tiers import sorted_by_tier
from twodeltas.recommendations.words import TIER_NAMES
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.values.markdown import Markdown, strong


def advised(table: pd.DataFrame, cluster: str) -> pd.DataFrame:
    """What one cluster is advised to do: step, actor, how firmly, in what order, on what evidence, why.

    Args:
        table: See `twodeltas.recommendations.actions.judged`.
        cluster: Whose options; doing nothing is left out.
    """
    own = table[(table["cluster"] == cluster) & (table["kind"] == "do")]
    sure = labels("links", "confidence")
    costs, times = (labels("actions", column) for column in ("cost", "time"))
    rows = [
        {
            "Action": Markdown(f"{strong(row['action'])}. {escape(_price(row, costs, times))}"),
            "Who": row["actor"],
            "How firmly": row["wording"],
            "In order": TIER_NAMES[row["tier"]],
            "Evidence": f"{row['items']} items; {sure[row['strength']]}",
            "Why it is put so": row["benefit_reason"],
        }
        for _, row in rows_of(sorted_by_tier(own))
    ]
    return pd.DataFrame(rows, dtype=object)


def _price(row: Mapping[str, Any], costs: Mapping[str, str], times: Mapping[str, str]) -> str:
    cost, time = costs[row["cost"]], times[row["time"]]
    return f"Cost: {cost}; effect: {time}. Risk: {lowered(row['risk'])}"


def findings(
    table: pd.DataFrame, judged_: pd.DataFrame, cite_rows: Mapping[str, str]
) -> pd.DataFrame:
    """The findings with how sure each is and why.

    Args:
        table: The table `findings`.
        judged_: See `twodeltas.recommendations.strength.findings`.
        cite_rows: By finding, the citation of its sources.
    """
    sure, words = dict(rows_of(judged_)), labels("links", "confidence")
    rows = [
        {
            "Finding": Markdown(f"{escape(row['finding'])} {cite_rows[i]}"),
            "Items": sure[i]["items"],
            "Sure?": words[sure[i]["confidence"]],
            "How far the rows agree": f"{row['agreement']}: {lowered(row['agreement_reason'])}",
            "Id": i,
        }
        for i, row in rows_of(table)
    ]
    return pd.DataFrame(rows, dtype=object)


def criteria(table: pd.DataFrame) -> pd.DataFrame:
    """The criteria by importance, with what the ends and the middle of the scale mean."""
    rows = [
        {
            "Criterion": strong(row["short"]),
            "0": row["anchor_0"],
            "50": row["anchor_50"],
            "100": row["anchor_100"],
            "Why at this place": row["reason"],
        }
        for _, row in rows_of(table.sort_values("importance"))
    ]
    return pd.DataFrame(rows, dtype=object)


def scores(actions: pd.DataFrame, table: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """The scores, an option a row and a criterion a column, with the range where one is given.

    Args:
        actions: The table `actions`, in the order of the rows.
        table: The table `scores`.
        named: The table `criteria`.
    """
    cells = {(row["option"], row["criterion"]): _score(row) for row in table.to_dict("records")}
    order = named.sort_values("importance")
    rows = [
        {
            "Option": strong(row["short"]),
            "For": str(row["cluster"]).upper(),
            **{str(c["short"]): cells[i, k] for k, c in rows_of(order)},
        }
        for i, row in rows_of(actions)
    ]
    return pd.DataFrame(rows, dtype=object)


def _score(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["score_low"]) or row["score_low"] == row["score_high"]:
        return f"{row['score']}"
    return f"{row['score']}\N{NO-BREAK SPACE}({row['score_low']}–{row['score_high']})"
