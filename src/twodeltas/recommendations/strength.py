"""How strong advice is: the weakest step on the best way from evidence to it, and its wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import pandas as pd

from twodeltas.recommendations import chain as chains
from twodeltas.recommendations.chain import Chain

LEVELS = ("low", "medium", "high")
AMOUNTS = ("limited", "medium", "robust")
STRONG, MEASURE, CONDITIONAL = "strong", "go and measure", "conditional"
TEST, YARDSTICK = "test first", "yardstick"


@dataclass(frozen=True)
class Rules:
    """What we ask of evidence; another reader may ask for more or less.

    Attributes:
        needed: Independent items behind an action and behind a finding; with fewer it is weak.
        medium: Independent items from which evidence is more than limited.
        robust: Independent items from which evidence is robust, if a primary source is among them.
        stricter: By how many steps every agreement is judged lower than in the table.
    """

    needed: int = chains.NEEDED
    medium: int = 3
    robust: int = 5
    stricter: int = 0


BASE = Rules()
LARGE = "large"  # the cost of a company or a fund


def amount(count: int, primary: bool, rules: Rules = BASE) -> str:
    """The amount of evidence in words, from independent items and whether a primary source is among them."""
    if count >= rules.robust and primary:
        return "robust"
    return "medium" if count >= rules.medium else "limited"


def confidence(evidence: str, agreement: str, enough: bool) -> str:
    """The confidence in a finding: amount of evidence × agreement [@ipcc2010].

    The guidance lets confidence grow with both; we say high from three steps up, medium from two.

    Args:
        evidence: See `amount`.
        agreement: `low`, `medium` or `high`.
        enough: Whether there are as many independent items as are needed; with one item alone nothing
            is there to agree with.
    """
    steps = AMOUNTS.index(evidence) + LEVELS.index(agreement)
    if not enough or steps < 2:
        return "low"
    return "high" if steps > 2 else "medium"


def findings(chain: Chain, rules: Rules = BASE) -> pd.DataFrame:
    """How sure each finding is.

    Returns:
        By id: `rows` (list of ids), `items` (how many are independent), `evidence`, `agreement`,
        `confidence`.
    """
    into = chain.links[chain.links["to"].isin(chain.findings.index)].groupby("to")["from"]
    behind = {str(k): sorted(set(v) & chain.sound) for k, v in into}
    table = []
    for finding, judged in chain.findings["agreement"].items():
        rows = behind.get(str(finding), [])
        count = chains.independent(chain, rows)
        evidence = amount(count, not chain.primary.isdisjoint(rows), rules)
        agreement = LEVELS[max(0, LEVELS.index(judged) - rules.stricter)]
        sure = confidence(evidence, agreement, count >= rules.needed)
        table.append((rows, count, evidence, agreement, sure))
    names = ["rows", "items", "evidence", "agreement", "confidence"]
    return pd.DataFrame(table, columns=names, index=chain.findings.index)


def best_way(chain: Chain, action: str, sure: Mapping[str, str]) -> tuple[str, list[str], str]:
    """The way to an action whose weakest step is the strongest.

    Args:
        chain: The chain.
        action: Id of the action.
        sure: The confidence in each finding, by id.

    Returns:
        The level of its weakest step; the ids along it; the weakest step itself, a link or a finding,
        the one nearest to the action if several are as weak. `low`, nothing and "" without any way.
    """
    leading = chain.ways[action]
    best: tuple[tuple[int, int], list[str], str] | None = None
    for start in sorted(chain.sound & set(leading)):
        for path in sorted(nx.all_simple_paths(leading, start, action)):
            steps = _steps(leading, path, sure)
            weakest = min(level for _, level in steps)
            key = (weakest, sum(level for _, level in steps))
            if best is None or key > best[0]:
                best = (key, path, next(s for s, level in reversed(steps) if level == weakest))
    return ("low", [], "") if best is None else (LEVELS[best[0][0]], best[1], best[2])


def _steps(leading: nx.DiGraph, path: list[str], sure: Mapping[str, str]) -> list[tuple[str, int]]:
    """The links and the finding along a path, each with its level."""
    steps = []
    for a, b in nx.utils.pairwise(path):
        edge = leading.edges[a, b]
        steps.append((edge["link"], LEVELS.index(edge["confidence"])))
        if b in sure:
            steps.append((b, LEVELS.index(sure[b])))
    return steps


def wording(kind: str, strength: str, benefit: str, enough: bool, ready: bool) -> str:
    """How advice may be worded, after GRADE's way from evidence to decision.

    To be tested first if the evidence is too little or weak. Else strong if the benefit clearly exceeds
    the cost. If the benefit is open: to go ahead with, and to measure, where nothing has to be waited for
    and little is tied up; conditional where something is missing, or much would be tied up.

    Args:
        kind: `do` or `nothing`.
        strength: How sure the best way to the action is.
        benefit: Whether the benefit clearly exceeds the cost: `yes`, `unclear` or `no`.
        enough: Whether there are as many independent items as are needed.
        ready: See `ready`.
    """
    if kind == "nothing":
        return YARDSTICK
    if not enough or strength == "low":
        return TEST
    if benefit == "yes":
        return STRONG
    return MEASURE if ready and benefit == "unclear" else CONDITIONAL


def ready(action: Mapping[Any, Any]) -> bool:
    """Whether an action waits for nothing and ties up no company or fund."""
    return bool(action["condition_state"] == "met" and action["cost"] != LARGE)


def actions(chain: Chain, rules: Rules = BASE) -> pd.DataFrame:
    """How strong every action is.

    Args:
        chain: The chain.
        rules: What is asked of evidence.

    Returns:
        By id: `rows` (facts behind it), `items`, `strength`, `path`, `weakest`, `wording`.
    """
    sure = {str(row): level for row, level in findings(chain, rules)["confidence"].items()}
    table = []
    for action, own in chain.actions.iterrows():
        rows = chains.behind(chain, str(action))
        count = chains.independent(chain, rows)
        level, path, weakest = best_way(chain, str(action), sure)
        enough = count >= rules.needed
        words = wording(own["kind"], level, own["benefit"], enough, ready(own.to_dict()))
        table.append((rows, count, level, path, weakest, words))
    names = ["rows", "items", "strength", "path", "weakest", "wording"]
    return pd.DataFrame(table, columns=names, index=chain.actions.index)
