"""Two Deltas: a reproducible comparison of two innovation clusters."""

__version__ = "0.1.0"
