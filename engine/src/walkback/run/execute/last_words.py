"""Runs inside a kernel: what a dying process says about itself reaches its log.

ipykernel takes what is written to descriptor 2 into a pipe that the process itself reads. What a crash
writes there is lost with it.
"""

import contextlib
import faulthandler
import sys


def keep_last_words() -> None:
    """Have crashes told on the standard error that the process was started with."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        log = sys.stderr.fileno()  # ipykernel gives the descriptor that it put aside
        faulthandler.enable(log)
        if hasattr(faulthandler.enable, "__defaults__"):  # a cell that enables it means the same
            faulthandler.enable.__defaults__ = (log, True)  # type: ignore[attr-defined, unused-ignore]
