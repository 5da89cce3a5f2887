"""What the values of a chapter begin with where random draws are among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twodeltas.shared.start import Notebook


class Chapter:
    """What a chapter's values are computed from.

    Args:
        nb: What the cells of the notebook share.
        seed: Of every random draw.
        draws: Of every simulation.
    """

    def __init__(self, nb: Notebook, seed: int, draws: int) -> None:
        self._nb, self._seed, self._draws = nb, seed, draws
