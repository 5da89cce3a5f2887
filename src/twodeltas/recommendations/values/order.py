"""What orders the options: checks by other logics, and how far the exact order can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twodeltas.recommendations import advice_robustness, options, smaa
from twodeltas.recommendations.advice_robustness import Case
from twodeltas.recommendations.smaa import Question
from walkback.tables.lookup import Facts
from walkback.values.number_format import percent
from walkback.values.value import Value

BARRIER, LAW, TIME = "CR-01", "CR-02", "CR-04"
MIDDLE = 50  # of each scale; the anchors of law and of time stand there
OTHER_LOGICS = ("net_flow", "closeness")


@dataclass(frozen=True)
class Order:
    """The values of the section on what orders the options.

    Attributes:
        strongest_held_back: Whether all that acts most on a barrier needs leave from above or is slow.
        n_first_places: First places of all clusters.
        agreeing: How many of them another logic gives to the same options, by logic.
        stable: By cluster, between which weights of the first criterion (`low, high`) the order of
            the pairwise comparison stays as it is, and the middle one (`weight`), in percent.
        turned: How many pairs turn round when an option is left out, by way to compare.
    """

    strongest_held_back: bool
    n_first_places: Value
    agreeing: dict[str, Value]
    stable: dict[str, dict[str, str]]
    turned: dict[str, int]


def order(study: Case, pair: Sequence[str], facts: Facts) -> Order:
    """Check the order of the options by other logics.

    Args:
        study: The options and their scores.
        pair: The two cluster ids.
        facts: Every action by its row.
    """
    asked = {c: options.question(study.chain.actions, study.scores, study.order, c) for c in pair}
    checked = {c: options.cross_checked(question) for c, question in asked.items()}
    first = [i for one in checked.values() for i in one["value"].nlargest(smaa.PLACES).index]
    return Order(
        strongest_held_back=strongest_held_back(study),
        n_first_places=facts.count(first),
        agreeing={
            other: facts.count(
                i for one in checked.values() for i in options.same_first(one, other)
            )
            for other in OTHER_LOGICS
        },
        stable={c: _first_weight(question) for c, question in asked.items()},
        turned={way: len(pairs) for way, pairs in advice_robustness.reversals(study).items()},
    )


def _first_weight(question: Question) -> dict[str, str]:
    ends = options.stable_weights(question).iloc[0]
    return {str(end): percent(share) for end, share in ends.items()}


def strongest_held_back(study: Case) -> bool:
    """Whether each option that acts most on a barrier needs leave from above, or takes long."""
    marks = study.scores.pivot_table(index="option", columns="criterion", values="score")
    strongest = marks[marks[BARRIER] == marks[BARRIER].max()]
    return bool(((strongest[LAW] <= MIDDLE) | (strongest[TIME] < MIDDLE)).all())
