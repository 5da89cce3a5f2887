"""The cells of the tables of actions: advice, criteria, scores, what turns over, monitoring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from twodeltas.recommendations.charts.tiers import sorted_by_tier
from twodeltas.recommendations.words import TIER_NAMES
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in
from walkback.values.markdown import Markdown, join, strong

NAMES = ("Jiangsu", "Hong Kong", "Shanghai", "GDP")  # words that keep their capital


def judged(actions: pd.DataFrame, strengths: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Everything that is known of each action: its row, its strength, its tier."""
    return actions.join(strengths).join(standing)


def advised(table: pd.DataFrame, cluster: str) -> pd.DataFrame:
    """What one cluster is advised to do: by tier; wording, actor, evidence, condition, reason.

    Args:
        table: See `judged`.
        cluster: Whose options; doing nothing is left out.
    """
    own = table[(table["cluster"] == cluster) & (table["kind"] == "do")]
    sure = labels("links", "confidence")
    costs, times, states = (labels("actions", c) for c in ("cost", "time", "condition_state"))
    rows = [
        {
            "Action": Markdown(f"{strong(row['action'])}. {escape(_price(row, costs, times))}"),
            "Who": row["actor"],
            "Advice": f"{row['wording']}; {TIER_NAMES[row['tier']]}",
            "Evidence": f"{row['items']} items; {sure[row['strength']]}",
            "What it needs, and why it is put so": Markdown(_needs(row, states)),
        }
        for _, row in rows_of(sorted_by_tier(own))
    ]
    return pd.DataFrame(rows, dtype=object)


def _price(row: Mapping[str, Any], costs: Mapping[str, str], times: Mapping[str, str]) -> str:
    cost, time = costs[row["cost"]], times[row["time"]]
    return f"Cost: {cost}; effect: {time}. Risk: {lowered(row['risk'])}"


def _needs(row: Mapping[str, Any], states: Mapping[str, str]) -> str:
    state = states[row["condition_state"]]
    need = f"{row['condition']} ({state})."
    if pd.notna(row["substitute"]):
        need += f" In its place: {lowered(row['substitute'])}."
    return f"{escape(need)} *{escape(row['benefit_reason'])}*"


def rows_of(table: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows with their ids."""
    for i, row in table.to_dict("index").items():
        yield str(i), {str(name): cell for name, cell in row.items()}


def lowered(text: str) -> str:
    """The text with a small first letter, for use inside a sentence, unless it begins with a name."""
    return text if text.startswith(NAMES) else text[:1].lower() + text[1:]


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


def short_names(actions: pd.DataFrame, clusters: Mapping[str, str]) -> dict[str, str]:
    """A short name for every action, with its cluster where two have the same.

    Args:
        actions: The table `actions` by id.
        clusters: Short names of the clusters.
    """
    twice = actions["short"].duplicated(keep=False)
    return {
        i: f"{row['short']} ({clusters[row['cluster']]})" if twice[i] else row["short"]
        for i, row in rows_of(actions)
    }


def named(table: pd.DataFrame, cluster: str, **cells: str) -> str:
    """The actions of a cluster with these cells, in words: `one yearly public account and …`.

    Args:
        table: See `judged`.
        cluster: Whose actions; doing nothing is left out.
        cells: Column and cell, such as `tier="robust top"`.
    """
    own = table[(table["cluster"] == cluster) & (table["kind"] == "do")]
    for column, cell in cells.items():
        own = own[own[column] == cell]
    return join([lowered(name) for name in own["short"]]) or "nothing"


def taken_up(table: pd.DataFrame) -> dict[str, str]:
    """By transfer, the actions that take it up, with how firmly each is advised.

    Args:
        table: See `judged`.
    """
    found: dict[str, list[str]] = {}
    for _, row in rows_of(table):
        for transfer in ids_in(row["transfers"]):
            found.setdefault(transfer, []).append(f"{row['short']} ({row['wording']})")
    return {transfer: "; ".join(names) for transfer, names in found.items()}
