"""What the user sees: a live line on a terminal, one line a stage anywhere else."""

import sys
import time
from shutil import get_terminal_size
from typing import TextIO

_CLEAR = "\r\x1b[K"


class Progress:
    """Prints the course of a run.

    Args:
        stream: Where to; standard output if None.
        width: How wide the column of names is.
    """

    def __init__(self, stream: TextIO | None = None, width: int = 10) -> None:
        self.stream = sys.stdout if stream is None else stream
        self.live = self.stream.isatty()
        self.width = width
        self._began = 0.0
        self._now = ""

    def begin(self, name: str, why: str) -> None:
        """A stage starts."""
        self._began = time.monotonic()
        self._show(f"{name:<{self.width}}  starts  ({why})")

    def cell(self, name: str, number: int, total: int) -> None:
        """A cell starts."""
        self._now = f"{name:<{self.width}}  cell {number}/{total}"
        self.second()

    def second(self) -> None:
        """Another second went by."""
        self._show(f"{self._now}  {self.seconds:.0f} s")

    def end(self, name: str, done: str, why: str) -> None:
        """A stage ended well."""
        self.line(f"{name:<{self.width}}  {done:<10}  {self.seconds:5.1f} s  {why}")

    def skip(self, name: str, why: str) -> None:
        """A stage had nothing to do."""
        self.line(f"{name:<{self.width}}  {'–':<10}  {'':>7}  {why}")

    def line(self, text: str) -> None:
        """A line that stays."""
        self._clear()
        self.stream.write(f"{text}\n")
        self.stream.flush()

    def stop(self) -> None:
        """Leave the terminal clean for a message."""
        self._clear()
        self.stream.flush()

    @property
    def seconds(self) -> float:
        """Seconds since the stage began."""
        return time.monotonic() - self._began

    def _clear(self) -> None:
        if self.live:
            self.stream.write(_CLEAR)

    def _show(self, text: str) -> None:
        if self.live:
            self.stream.write(f"{_CLEAR}{text[: get_terminal_size().columns - 1]}")
            self.stream.flush()
