"""What the tables say about one subject in several places, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from twodeltas.crosschecks import aliases, coding, counts, places, ranks, recorded

if TYPE_CHECKING:
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet

CHECKS: tuple[Callable[[Mapping[str, Sheet]], Iterator[Problem]], ...] = (
    aliases.problems,
    coding.problems,
    counts.problems,
    places.problems,
    ranks.problems,
    recorded.problems,
)
