"""Whether ties cross the borders of groups: the E-I index, what chance would give, and a test."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from twodeltas.shared.intervals import Array
from walkback.errors import AnalysisError

SMALLEST_GROUP = 8  # nodes; with a smaller group no p-value is given


def expected(sizes: Sequence[int]) -> float:
    """The mean of the index if the groups were dealt out to the nodes at random.

    Args:
        sizes: How many nodes each group has.

    Raises:
        AnalysisError: If there are fewer than two nodes.
    """
    nodes = sum(sizes)
    if nodes < 2:
        raise AnalysisError("An expected value needs at least two organisations.")
    inside = sum(comb(size, 2) for size in sizes)
    return 1 - 2 * inside / comb(nodes, 2)


def relabellings(sizes: Sequence[int]) -> int:
    """In how many different ways the groups can be dealt out: N! / (n₁! n₂! …)."""
    ways, nodes = 1, 0
    for size in sizes:
        nodes += size
        ways *= comb(nodes, size)
    return ways


def enough(sizes: Sequence[int]) -> bool:
    """Whether there are two groups or more, none of them too small for a test."""
    return len(sizes) > 1 and min(sizes) >= SMALLEST_GROUP


def relabelled(ends: np.ndarray, groups: Sequence[str], draws: int, seed: int) -> Array:
    """The index of the same ties after the groups are dealt out to the nodes at random.

    Args:
        ends: m × 2 positions of nodes in `groups`.
        groups: The group of every node.
        draws: How often.
        seed: Of the random draws.

    Returns:
        As many values of the index as draws.
    """
    _, codes = np.unique(np.asarray(groups), return_inverse=True)
    dealt = np.random.default_rng(seed).permuted(np.tile(codes, (draws, 1)), axis=1)
    crossing = dealt[:, ends[:, 0]] != dealt[:, ends[:, 1]]
    return np.asarray(2 * crossing.mean(axis=1) - 1, dtype=float)


def p_value(observed: float, drawn: Array, mean: float) -> float:
    """(1 + draws at least as far from the mean) / (1 + draws): never zero (phipson2010)."""
    far = abs(drawn - mean) >= abs(observed - mean) - 1e-12
    return float((1 + far.sum()) / (1 + len(drawn)))


def to_chance(across: int, inside: int, mean: float) -> int:
    """How many more ties inside groups would bring the index down to its expected value.

    Returns:
        Zero where the index is not above it.
    """
    ties = across * (1 - mean) / (1 + mean) - inside
    return max(0, int(np.ceil(ties - 1e-9)))


@dataclass(frozen=True)
class Mixing:
    """How the ties of a list cross the borders of groups.

    Attributes:
        across: Ties between groups.
        inside: Ties inside a group.
        sizes: Nodes of each group, the largest first.
        drawn: The index after random relabellings.
    """

    across: int
    inside: int
    sizes: tuple[int, ...]
    drawn: Array

    @property
    def index(self) -> float:
        """The E-I index: ties across less ties inside, of all ties (krackhardt1988)."""
        return (self.across - self.inside) / (self.across + self.inside)

    @property
    def expected(self) -> float:
        """Its mean over all relabellings."""
        return expected(self.sizes)

    @property
    def relabellings(self) -> int:
        """How many different ones there are."""
        return relabellings(self.sizes)

    @property
    def p(self) -> float:
        """The p-value; NaN where a group is too small for one."""
        return p_value(self.index, self.drawn, self.expected) if enough(self.sizes) else np.nan

    @property
    def to_chance(self) -> int:
        """How many more ties inside groups would make the index what chance gives."""
        return to_chance(self.across, self.inside, self.expected)

    def with_inside(self, more: int) -> float:
        """The index if there were so many more ties inside groups."""
        return (self.across - self.inside - more) / (self.across + self.inside + more)


def mixing(
    pairs: Sequence[tuple[str, str]], group: dict[str, str], draws: int, seed: int
) -> Mixing:
    """Count what crosses, and relabel.

    Args:
        pairs: The two nodes of every tie.
        group: The group of every node; nodes without a tie count too.
        draws: How many relabellings to draw.
        seed: Of the random draws.

    Raises:
        AnalysisError: If there is no tie.
    """
    if not pairs:
        raise AnalysisError("No tie is left, so there is no share of ties that cross.")
    place = {node: i for i, node in enumerate(group)}
    ends = np.array([[place[a], place[b]] for a, b in pairs])
    across = sum(group[a] != group[b] for a, b in pairs)
    sizes = tuple(sorted(Counter(group.values()).values(), reverse=True))
    drawn = relabelled(ends, list(group.values()), draws, seed)
    return Mixing(across, len(pairs) - across, sizes, drawn)
