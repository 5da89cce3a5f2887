"""The cells of the tables of actions: advice, criteria, scores, what turns over, monitoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from twodeltas.analysis.items import listed
from twodeltas.lookup import Facts
from twodeltas.markup import escape
from twodeltas.present.charts.tiers import sorted_by_tier
from twodeltas.present.dates import worded
from twodeltas.present.markdown import Markdown, cite, join, strong
from twodeltas.present.words import (
    COST_NAMES,
    LEVEL_NAMES,
    STATE_NAMES,
    TIER_NAMES,
    TIME_NAMES,
)
from twodeltas.values import Value

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
    rows = [
        {
            "Action": Markdown(f"{strong(row['action'])}. {escape(_price(row))}"),
            "Who": row["actor"],
            "Advice": f"{row['wording']}; {TIER_NAMES[row['tier']]}",
            "Evidence": f"{row['items']} items; {LEVEL_NAMES[row['strength']]}",
            "What it needs, and why it is put so": Markdown(_needs(row)),
        }
        for _, row in _rows(sorted_by_tier(own))
    ]
    return pd.DataFrame(rows, dtype=object)


def _price(row: Mapping[str, Any]) -> str:
    cost, time = COST_NAMES[row["cost"]], TIME_NAMES[row["time"]]
    return f"Cost: {cost}; effect: {time}. Risk: {_lower(row['risk'])}"


def _needs(row: Mapping[str, Any]) -> str:
    need = f"{row['condition']} ({STATE_NAMES[row['condition_state']]})."
    if pd.notna(row["substitute"]):
        need += f" In its place: {_lower(row['substitute'])}."
    return f"{escape(need)} *{escape(row['benefit_reason'])}*"


def _rows(table: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows with their ids."""
    for i, row in table.to_dict("index").items():
        yield str(i), {str(name): cell for name, cell in row.items()}


def _lower(text: str) -> str:
    """The text with a small first letter, for use inside a sentence, unless it begins with a name."""
    return text if text.startswith(NAMES) else text[:1].lower() + text[1:]


def findings(
    table: pd.DataFrame, judged_: pd.DataFrame, cite_rows: Mapping[str, str]
) -> pd.DataFrame:
    """The findings with how sure each is and why.

    Args:
        table: The table `findings`.
        judged_: See `twodeltas.analysis.strength.findings`.
        cite_rows: By finding, the citation of its sources.
    """
    sure = dict(_rows(judged_))
    rows = [
        {
            "Finding": Markdown(f"{escape(row['finding'])} {cite_rows[i]}"),
            "Items": sure[i]["items"],
            "Sure?": LEVEL_NAMES[sure[i]["confidence"]],
            "How far the rows agree": f"{row['agreement']}: {_lower(row['agreement_reason'])}",
            "Id": i,
        }
        for i, row in _rows(table)
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
        for _, row in _rows(table.sort_values("importance"))
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
            **{str(c["short"]): cells[i, k] for k, c in _rows(order)},
        }
        for i, row in _rows(actions)
    ]
    return pd.DataFrame(rows, dtype=object)


def _score(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["score_low"]) or row["score_low"] == row["score_high"]:
        return f"{row['score']}"
    return f"{row['score']}\N{NO-BREAK SPACE}({row['score_low']}–{row['score_high']})"


def flips(parts: Iterable[pd.DataFrame], short: Mapping[str, str]) -> pd.DataFrame:
    """What turns over under which choice: one row a choice.

    Args:
        parts: Tables of `twodeltas.analysis.flips`.
        short: Names of the actions by id.
    """
    table = pd.concat(list(parts), ignore_index=True)
    rows = [
        {
            "If": str(choice)[:1].upper() + str(choice)[1:],
            "then this moves": Markdown(_moves(group, short)),
        }
        for choice, group in table.groupby("choice", sort=False)
    ]
    return pd.DataFrame(rows, dtype=object)


def _moves(group: pd.DataFrame, short: Mapping[str, str]) -> str:
    moved = group.dropna(subset="action")
    if moved.empty:
        return "nothing"
    into: dict[str, list[str]] = {}
    for action, now in zip(moved["action"], moved["now"], strict=True):
        into.setdefault(TIER_NAMES.get(now, now), []).append(escape(_lower(short[action])))
    return "; ".join(f"to *{now}*: {', '.join(names)}" for now, names in into.items())


def source_flips(table: pd.DataFrame, short: Mapping[str, str], checked: int) -> pd.DataFrame:
    """The flips by single sources as one row for the table of `flips`.

    Args:
        table: See `twodeltas.analysis.flips.source_flips`.
        short: Names of the actions by id.
        checked: How many sources were left out in turn.
    """
    into: dict[tuple[str, str], list[str]] = {}
    for move in table.to_dict("records"):
        into.setdefault((move["action"], move["now"]), []).append(move["source"])
    parts = [
        f"to *{now}*: {escape(_lower(short[action]))}, without any of {cite(sources)}"
        for (action, now), sources in into.items()
    ]
    told = Markdown("; ".join(parts) or "nothing")
    return pd.DataFrame(
        [{"If": f"Any one of {checked} sources is left out", "then this moves": told}], dtype=object
    )


def monitoring(
    indicators: pd.DataFrame, facts: Facts, linked: Mapping[str, list[str]]
) -> pd.DataFrame:
    """What to watch: latest value, date, source, next reading.

    Args:
        indicators: The table `indicators`.
        facts: Every fact by its row.
        linked: By indicator, the short names of the actions that it would show.
    """
    rows = []
    for i, row in _rows(indicators):
        known = facts.row(row["row"])
        due = row["next_reading"]
        soon = "not announced" if pd.isna(due) else f"expected {worded(str(due))}"
        ground = "" if pd.isna(row["source_id"]) else f" {cite(listed(row['source_id']))}"
        rows.append(
            {
                "Indicator": Markdown(
                    f"{strong(row['indicator'])}, for {escape(_list(linked[i]))}"
                ),
                "Latest": _printed(facts, row["row"]),
                "As of": worded(str(known["as_of"])),
                "Source": Markdown(cite(facts.sources([row["row"]]))),
                "Next reading": Markdown(f"{soon}. {escape(str(row['next_ground']))}{ground}"),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _printed(facts: Facts, row: str) -> Value:
    """The value of a row; a share with the decimals that its source printed."""
    value, written = facts[row], str(facts.row(row)["value_original"])
    _, _, decimals = written.partition(".")
    return value.to(digits=len(decimals)) if value.unit == "percent" else value


def labels(actions: pd.DataFrame, clusters: Mapping[str, str]) -> dict[str, str]:
    """A short name for every action, with its cluster where two have the same.

    Args:
        actions: The table `actions` by id.
        clusters: Short names of the clusters.
    """
    twice = actions["short"].duplicated(keep=False)
    return {
        i: f"{row['short']} ({clusters[row['cluster']]})" if twice[i] else row["short"]
        for i, row in _rows(actions)
    }


def _list(names: Iterable[str]) -> str:
    return "; ".join(_lower(name) for name in names)


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
    return join([_lower(name) for name in own["short"]]) or "nothing"


def taken_up(table: pd.DataFrame) -> dict[str, str]:
    """By transfer, the actions that take it up, with how firmly each is advised.

    Args:
        table: See `judged`.
    """
    found: dict[str, list[str]] = {}
    for _, row in _rows(table):
        for transfer in listed(row["transfers"]):
            found.setdefault(transfer, []).append(f"{row['short']} ({row['wording']})")
    return {transfer: "; ".join(names) for transfer, names in found.items()}
