"""The tables and words of collaboration: data in, cells out."""

from twodeltas.collaboration.tables import (
    coding,
    flows,
    gap_map,
    integration,
    limits,
    model_matrix,
    places,
    ties,
    who_moves,
)

__all__ = [
    "coding",
    "flows",
    "gap_map",
    "integration",
    "limits",
    "model_matrix",
    "places",
    "ties",
    "who_moves",
]
