"""Words of the profile: metrics, clusters and recipes as parts of sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twodeltas.metrics.names import in_a_sentence
from twodeltas.profile.order import FIRST, LEVEL, OPEN, SECOND
from walkback.values.markdown import join

NUMBERS = {1: "its only metric", 2: "both metrics", 3: "all three metrics"}


def metrics(names: Sequence[str]) -> str:
    """Metrics as a part of a sentence: `PCT applications and publications`."""
    return join(in_a_sentence(name) for name in names)


def in_what(order: Mapping[str, str], first: str, second: str) -> str:
    """Who is ahead in which metric, as a sentence without its full stop.

    Args:
        order: Who is ahead by metric.
        first: Name of the first cluster.
        second: Name of the second.
    """
    groups = {what: [m for m, told in order.items() if told == what] for what in ORDERS}
    parts = [
        f"{who} is ahead in {_all_or(groups[what], order)}"
        for what, who in ((FIRST, first), (SECOND, second))
        if groups[what]
    ]
    if groups[LEVEL]:
        parts.append(f"the two are level in {_all_or(groups[LEVEL], order)}")
    if groups[OPEN]:
        parts.append(f"who is ahead in {_all_or(groups[OPEN], order)} cannot be told")
    sentence = join(parts, ", and ")
    return sentence[0].upper() + sentence[1:]


ORDERS = (FIRST, SECOND, LEVEL, OPEN)


def _all_or(some: Sequence[str], every: Mapping[str, str]) -> str:
    """The metrics by name; all of several by their number."""
    return NUMBERS[len(some)] if len(some) == len(every) > 1 else metrics(some)


def recipes(names: Sequence[str]) -> str:
    """Recipes as a part of a sentence: `the mean of z-scores and pairwise votes (Copeland)`."""
    return join(
        name if name.startswith(("pairwise", "benefit")) else f"the {name}" for name in names
    )
