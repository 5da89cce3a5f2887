"""What is advised: the steps with their tiers and wordings, and how sure the chain behind them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.recommendations import actions, strength
from twodeltas.recommendations.chain import Chain
from twodeltas.recommendations.chain_layout import Picture, picture
from twodeltas.recommendations.smaa import BEATEN, DEPENDS, TOP
from twodeltas.recommendations.strength import CONDITIONAL, MEASURE, STRONG, TEST
from walkback.tables.lookup import Facts, ids_in
from walkback.values.markdown import Markdown, join
from walkback.values.number_format import percent
from walkback.values.value import Value

TIERS = (TOP, DEPENDS, BEATEN)
CARD_ROWS = ("decides_rows", "first_move_rows", "size_rows", "condition_rows")
WORDINGS = (STRONG, MEASURE, CONDITIONAL, TEST)


@dataclass(frozen=True)
class Advised:
    """The actions of a pair and how firmly each is advised.

    Attributes:
        judged: See `twodeltas.recommendations.actions.judged`.
        labels: A short name for every action.
        behind: By cluster, the rows behind its steps.
        tiers: By cluster and tier, its steps in words.
        said: By cluster and wording, its steps in words.
        n_steps: Steps of both clusters.
        n_top: Those among the first three whatever the weights.
        in_top: By cluster, the steps that are, with the share of draws in which scores that are off
            leave them there.
        n_by: By wording, how many steps of both clusters.
        n_sized: Steps with the cost of something of their kind.
        n_unsized: Those without.
        n_waiting: Steps whose condition is not met yet.
        n_last_weakest: Those whose weakest part is the last, from the lever to the step.
        last_weakest: By cluster, the share of these.
    """

    judged: pd.DataFrame
    labels: dict[str, str]
    behind: dict[str, list[str]]
    tiers: dict[str, dict[str, str]]
    said: dict[str, dict[str, str]]
    n_steps: Value
    n_top: Value
    in_top: dict[str, str]
    n_by: dict[str, Value]
    n_sized: Value
    n_unsized: Value
    n_waiting: Value
    n_last_weakest: Value
    last_weakest: dict[str, float]

    @property
    def steps(self) -> pd.DataFrame:
        """The actions that do something."""
        return actions.steps(self.judged)

    @property
    def all_behind(self) -> list[str]:
        """The rows behind the steps of both clusters."""
        return sorted({row for rows in self.behind.values() for row in rows})

    def share_in_top(self, step: str) -> str:
        """The share of the draws in which a step is among the first three of its cluster."""
        return percent(self.judged["top"].to_dict()[step])

    def rows_of_cards(self, cluster: str) -> list[str]:
        """The rows that the cards of a cluster name."""
        own = self.steps[self.steps["cluster"] == cluster]
        held = (row for name in CARD_ROWS for cell in own[name] for row in ids_in(cell))
        return list(dict.fromkeys(held))

    def number(self, cluster: str) -> int:
        """How many steps a cluster could take."""
        return int((self.steps["cluster"] == cluster).sum())

    def data(self, cluster: str) -> pd.DataFrame:
        """What is written as CSV beside the table of a cluster."""
        return actions.flat(self.judged[self.judged["cluster"] == cluster])


def advised(
    chain: Chain, standing: pd.DataFrame, short: Mapping[str, str], facts: Facts
) -> Advised:
    """Judge the actions of a chain.

    Args:
        chain: The chain from evidence to advice.
        standing: See `twodeltas.recommendations.advice_robustness.standing`.
        short: Short names by cluster id.
        facts: Every fact and action by its row.
    """
    judged = actions.judged(chain.actions, strength.actions(chain), standing)
    steps = actions.steps(judged)
    pair = list(dict.fromkeys(steps["cluster"]))
    last = steps["weakest"].map(chain.links["to"]) == steps.index
    by_cluster = {c: steps.loc[steps["cluster"] == c, "rows"] for c in pair}
    return Advised(
        judged=judged,
        labels=actions.short_names(chain.actions, short),
        behind={c: sorted({r for rows in own for r in rows}) for c, own in by_cluster.items()},
        tiers=_in_words(judged, pair, "tier", TIERS),
        said=_in_words(judged, pair, "wording", WORDINGS),
        n_steps=facts.count(steps.index),
        n_top=facts.count(steps.index[steps["tier"] == TOP]),
        in_top={c: _in_top(steps[steps["cluster"] == c]) for c in pair},
        n_by={word: facts.count(steps.index[steps["wording"] == word]) for word in WORDINGS},
        n_sized=facts.count(steps.index[steps["size_rows"].notna()]),
        n_unsized=facts.count(steps.index[steps["size_rows"].isna()]),
        n_waiting=facts.count(steps.index[steps["condition_state"] != "met"]),
        n_last_weakest=facts.count(steps.index[last]),
        last_weakest={
            str(c): float(part) for c, part in last.groupby(steps["cluster"]).mean().items()
        },
    )


def _in_top(own: pd.DataFrame) -> str:
    top = own[own["tier"] == TOP]
    told = zip(top["short"], top["top"], strict=True)
    return join(
        f"{actions.lowered(str(name))} (in {percent(share)} of the draws)" for name, share in told
    )


def _in_words(
    judged: pd.DataFrame, pair: Sequence[str], column: str, cells: Sequence[str]
) -> dict[str, dict[str, str]]:
    return {c: {k: actions.named(judged, c, **{column: k}) for k in cells} for c in pair}


@dataclass(frozen=True)
class Findings:
    """The findings that the advice rests on.

    Attributes:
        table: The table `findings`.
        sure: See `twodeltas.recommendations.strength.findings`.
        cited: By finding, the citation of its sources.
        data: What is written as CSV beside the table.
    """

    table: pd.DataFrame
    sure: pd.DataFrame
    cited: dict[str, Markdown]

    @property
    def rows(self) -> list[str]:
        """The rows behind all of them."""
        return sorted({row for rows in self.sure["rows"] for row in rows})

    @property
    def data(self) -> pd.DataFrame:
        """The findings with how sure each is, lists as text."""
        more = self.sure.drop(columns="agreement").assign(rows=self.sure["rows"].map(";".join))
        return self.table.join(more)


def findings(chain: Chain, facts: Facts) -> Findings:
    """Say how sure each finding of a chain is, and what it rests on.

    Args:
        chain: The chain from evidence to advice.
        facts: Every fact by its row.
    """
    sure = strength.findings(chain)
    linked = chain.links[chain.links["to"].isin(sure.index)].groupby("to")["from"]
    return Findings(chain.findings, sure, {str(i): facts.cite(*rows) for i, rows in linked})


@dataclass(frozen=True)
class Drawn:
    """The chain behind the steps of one cluster.

    Attributes:
        picture: See `twodeltas.recommendations.chain_layout.picture`.
        high: The share of its findings that are sure.
    """

    picture: Picture
    high: float


def drawn(chain: Chain, cluster: str) -> Drawn:
    """Lay out the chain behind the steps of a cluster."""
    made = picture(chain, cluster)
    return Drawn(made, float((made.nodes["level"].dropna() == "high").mean()))
