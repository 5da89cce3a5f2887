"""The rules by which a claim gets its verdict, and which claims break them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from walkback.tables.lookup import ids_in
from walkback.tables.problems import Problem, counted, quoted

GIVES = {  # the verdict that each rule gives; how the rules read stands in the data package
    "same": "corroborated",
    "scope": "nuanced",
    "unmeasured": "nuanced",
    "opinion": "nuanced",
    "nothing": "not_found",
    "otherwise": "contradicted",
    "advice": "not_found",
    "appearance": "corroborated",
}
OF_KIND = {  # rules that only claims of one kind may follow, and that these must follow
    "advice": "advice",
    "appearance": "appearance",
}
NEEDS_WEIGHT = ("cause", "valuation")  # kinds of claims of which the rule `unmeasured` speaks
OPINION = "3"  # directness of an opinion, a plan or a forecast
NO_CHECK = ("nothing", "advice")  # rules under which nothing was found that could be direct
FILE = "data/raw/claims.csv"


def problems(claims: pd.DataFrame, directness: Mapping[str, str]) -> Iterator[Problem]:
    """Every claim whose verdict does not follow from the rules: where, what, and what to do.

    Args:
        claims: The table `claims` by id.
        directness: The code of directness of rows that have one, by id.
    """
    for claim, row in claims.to_dict("index").items():
        yield from _verdict(claim, row)
        yield from _kind(claim, row)
        yield from _backed(claim, row, directness)


def _problem(claim: Hashable, column: str, message: str, advice: str) -> Problem:
    return Problem(FILE, None, column, "verdict", message, advice, row_id=str(claim))


def _verdict(claim: Hashable, row: Mapping[Any, Any]) -> Iterator[Problem]:
    given, due = row["check"], GIVES[row["rule"]]
    if given != due:
        message = f"is {quoted(given)}, but rule {quoted(row['rule'])} gives {quoted(due)}"
        yield _problem(
            claim, "check", message, "correct the verdict, or name the rule that decides"
        )


def _kind(claim: Hashable, row: Mapping[Any, Any]) -> Iterator[Problem]:
    kind, rule = row["kind"], row["rule"]
    if OF_KIND.get(kind, rule) != rule or (rule in OF_KIND.values() and kind != rule):
        message = f"is {quoted(rule)}, but the claim is of kind {quoted(kind)}"
        yield _problem(claim, "rule", message, "correct one of the two, see codebook.md")
    if rule == "unmeasured" and kind not in NEEDS_WEIGHT:
        message = f"is {quoted(rule)}, which speaks of a cause or a degree and not of a {kind}"
        yield _problem(claim, "rule", message, "name the rule that decides, or correct the kind")


def _backed(
    claim: Hashable, row: Mapping[Any, Any], directness: Mapping[str, str]
) -> Iterator[Problem]:
    """Whether what the check found can bear the rule."""
    direct, rule = row["check_directness"], row["rule"]
    if (rule in NO_CHECK) != bool(pd.isna(direct)):
        message = f"is {'empty' if pd.isna(direct) else quoted(direct)} under rule {quoted(rule)}"
        advice = "say what the check rests on where something was found, and nothing else"
        yield _problem(claim, "check_directness", message, advice)
    if rule == "same" and direct == OPINION:
        message = "an opinion, a plan or a forecast corroborates nothing"
        yield _problem(
            claim, "check_directness", message, "name rule 'opinion', or a better source"
        )
    known = [directness[i] for i in ids_in(row["check_rows"]) if i in directness]
    if rule == "same" and known and set(known) == {OPINION}:
        message = f"rests on {counted(len(known), 'row')} of directness 3 alone"
        yield _problem(claim, "check_rows", message, "name rule 'opinion', or a row of an act")
    own = set(ids_in(row["check_source_id"])) <= {row["source_id"]}
    if own and rule in ("same", "scope", "unmeasured", "otherwise"):
        message = "is the document itself or nobody, which is no second source"
        yield _problem(claim, "check_source_id", message, "name the source of the check")
