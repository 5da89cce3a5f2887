"""What would turn the advice over: other orders, stricter rules, single sources, other judgements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from twodeltas.recommendations import advice_robustness, smaa
from twodeltas.recommendations.advice_robustness import Case
from twodeltas.recommendations.chain import Chain
from twodeltas.recommendations.values.advised import Advised
from walkback.tables.lookup import Facts
from walkback.values.markdown import join
from walkback.values.value import Value

LOWER = "every step from a lever to an action is judged a level lower"
HIGHER = "every step from a lever to an action is judged a level higher"
CODING = "evidence counts by the {} coding alone"
NOT_WEIGHTS = "scores may be off|outranking"  # ways to order that keep the weights
FIRST_SWAP = 1  # the place of the way that swaps the two most important criteria


@dataclass(frozen=True)
class Flips:
    """What moves under which choice.

    Attributes:
        by_order: Tiers under other ways to order, see `advice_robustness.tier_flips`.
        by_rule: Wordings under other rules of evidence.
        by_coder: Wordings by other judgements of the last step, and by either coder alone.
        by_source: Wordings without any one source, see `advice_robustness.source_flips`.
        sources: The sources that were left out in turn.
        n_never_moved: Steps that keep their tier throughout.
        n_fragile: Actions whose wording stricter rules, a source or a coder changes.
        n_doubted: Steps whose wording changes if the last step is judged lower.
        reordered: Steps that move under other weights.
        rising: What joins the top if the two most important criteria change places, in words.
    """

    by_order: pd.DataFrame
    by_rule: pd.DataFrame
    by_coder: pd.DataFrame
    by_source: pd.DataFrame
    sources: list[str]
    n_never_moved: Value
    n_fragile: Value
    n_doubted: Value
    reordered: set[str]
    rising: str

    @property
    def data(self) -> pd.DataFrame:
        """All moves in one table, as it is written as CSV."""
        sources = self.by_source.rename(columns={"source": "choice"}).assign(what="wording")
        return pd.concat([self.by_order, self.by_rule, self.by_coder, sources])


def flips(
    study: Case,
    advised: Advised,
    standing: pd.DataFrame,
    codings: Mapping[str, Chain],
    facts: Facts,
) -> Flips:
    """Change one choice at a time and see what moves.

    Args:
        study: The options, their scores and the chain.
        advised: What is advised as it is.
        standing: See `twodeltas.recommendations.advice_robustness.standing`.
        codings: The chain by the codes of each coder alone, by coding pass.
        facts: Every fact and action by its row.
    """
    by_order = advice_robustness.tier_flips(study, standing["tier"])
    by_rule = advice_robustness.rule_flips(study)
    by_source = advice_robustness.source_flips(study.chain)
    others = {LOWER: advice_robustness.last_step(study.chain, -1)}
    others |= {HIGHER: advice_robustness.last_step(study.chain, 1)}
    others |= {CODING.format(name): chain for name, chain in codings.items()}
    by_coder = advice_robustness.chain_flips(study, others)
    coders = [CODING.format(name) for name in codings]
    fragile = {*_moved(by_rule), *by_source["action"], *_moved(by_coder, coders)}
    ways = list(by_order["choice"].unique())
    weighted = [way for way in ways if not _has(way, NOT_WEIGHTS)]
    steps = advised.steps.index
    return Flips(
        by_order=by_order,
        by_rule=by_rule,
        by_coder=by_coder,
        by_source=by_source,
        sources=facts.sources(sorted({r for rows in advised.judged["rows"] for r in rows})),
        n_never_moved=facts.count(steps[~steps.isin(_moved(by_order))]),
        n_fragile=facts.count(sorted(fragile)),
        n_doubted=facts.count(i for i in _moved(by_coder, [LOWER]) if i in steps),
        reordered=set(_moved(by_order, weighted)) & set(steps),
        rising=_rising(by_order[by_order["choice"] == ways[FIRST_SWAP]], advised.labels),
    )


def _moved(table: pd.DataFrame, choices: Iterable[str] | None = None) -> list[str]:
    """The actions that move, under some of the choices."""
    rows = table if choices is None else table[table["choice"].isin(list(choices))]
    return list(rows["action"].dropna())


def _has(way: str, words: str) -> bool:
    return any(word in way for word in words.split("|"))


def _rising(swapped: pd.DataFrame, labels: Mapping[str, str]) -> str:
    rising = swapped["action"][swapped["now"] == smaa.TOP]
    return join([labels[i].lower() for i in rising]) or "nothing"
