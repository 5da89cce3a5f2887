"""Walkback: numbered notebooks in, a report that can be trusted out."""

import time

STARTED = time.time_ns()
"""When this process began to import modules of this package."""
