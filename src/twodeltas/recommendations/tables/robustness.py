"""The cells of two tables on the actions: what turns over under which choice, what to watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from twodeltas.recommendations.actions import lowered, rows_of
from twodeltas.recommendations.values.flips import Flips
from twodeltas.recommendations.words import TIER_NAMES
from twodeltas.shared.dates import worded
from walkback.markup import escape
from walkback.tables.lookup import Facts, ids_in
from walkback.values.markdown import Markdown, cite, strong
from walkback.values.value import Value


def turned_over(found: Flips, short: Mapping[str, str]) -> pd.DataFrame:
    """What turns over under which choice: one row a choice, the sources together in the last.

    Args:
        found: What moves.
        short: Names of the actions by id.
    """
    choices = flips([found.by_order, found.by_rule, found.by_coder], short)
    last = source_flips(found.by_source, short, len(found.sources))
    return pd.concat([choices, last], ignore_index=True)


def flips(parts: Iterable[pd.DataFrame], short: Mapping[str, str]) -> pd.DataFrame:
    """What turns over under which choice: one row a choice.

    Args:
        parts: Tables of `twodeltas.recommendations.advice_robustness`.
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
        into.setdefault(TIER_NAMES.get(now, now), []).append(escape(lowered(short[action])))
    return "; ".join(f"to *{now}*: {', '.join(names)}" for now, names in into.items())


def source_flips(table: pd.DataFrame, short: Mapping[str, str], checked: int) -> pd.DataFrame:
    """The flips by single sources as one row for the table of `flips`.

    Args:
        table: See `twodeltas.recommendations.advice_robustness.source_flips`.
        short: Names of the actions by id.
        checked: How many sources were left out in turn.
    """
    into: dict[tuple[str, str], list[str]] = {}
    for move in table.to_dict("records"):
        into.setdefault((move["action"], move["now"]), []).append(move["source"])
    parts = [
        f"to *{now}*: {escape(lowered(short[action]))}, without any of {cite(sources)}"
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
    rows, lang = [], facts.numbers.language
    for i, row in rows_of(indicators):
        known = facts.row(row["row"])
        due = row["next_reading"]
        soon = "not announced" if pd.isna(due) else f"expected {worded(str(due), lang)}"
        ground = "" if pd.isna(row["source_id"]) else f" {cite(ids_in(row['source_id']))}"
        rows.append(
            {
                "Indicator": Markdown(
                    f"{strong(row['indicator'])}, for {escape(_list(linked[i]))}"
                ),
                "Latest": _printed(facts, row["row"]),
                "As of": worded(str(known["as_of"]), lang),
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


def _list(names: Iterable[str]) -> str:
    return "; ".join(lowered(name) for name in names)
