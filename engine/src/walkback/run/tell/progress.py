"""What the user sees: a live line on a terminal, one line a stage anywhere else."""

import sys
import time
from shutil import get_terminal_size
from threading import RLock
from typing import TextIO

_CLEAR = "\r\x1b[K"


class Progress:
    """Prints the course of a run; several stages may be on their way at once.

    Args:
        stream: Where to; standard output if None.
        width: How wide the column of names is.
    """

    def __init__(self, stream: TextIO | None = None, width: int = 10) -> None:
        self.stream = sys.stdout if stream is None else stream
        self.live = self.stream.isatty()
        self.width = width
        self._began: dict[str, float] = {}
        self._reached: dict[str, str] = {}
        self._alone = RLock()

    def begin(self, name: str, why: str) -> None:
        """A stage starts."""
        self._began[name] = time.monotonic()
        self._reached[name] = "starts"
        if len(self._began) > 1:
            self.second()
        else:
            self._show(f"{name:<{self.width}}  starts  ({why})")

    def cell(self, name: str, number: int, total: int) -> None:
        """A cell starts."""
        self._reached[name] = f"cell {number}/{total}"
        self.second()

    def second(self) -> None:
        """Another second went by."""
        with self._alone:
            running = list(self._began)
            width = self.width if len(running) == 1 else 0
            parts = [
                f"{name:<{width}}  {self._reached[name]}  {self.seconds(name):.0f} s"
                for name in running
            ]
        self._show("  |  ".join(parts))

    def end(self, name: str, done: str, why: str) -> None:
        """A stage ended, well or with a failure that is told at the end."""
        with self._alone:
            seconds = self.seconds(name)
            del self._began[name], self._reached[name]
        self.line(f"{name:<{self.width}}  {done:<10}  {seconds:5.1f} s  {why}")

    def skip(self, name: str, why: str) -> None:
        """A stage had nothing to do."""
        self.line(f"{name:<{self.width}}  {'–':<10}  {'':>7}  {why}")

    def line(self, text: str) -> None:
        """A line that stays."""
        with self._alone:
            self._clear()
            self.stream.write(f"{text}\n")
            self.stream.flush()

    def stop(self) -> None:
        """Leave the terminal clean for a message."""
        with self._alone:
            self._clear()
            self.stream.flush()

    def seconds(self, name: str) -> float:
        """Seconds since a stage began."""
        return time.monotonic() - self._began[name]

    def _clear(self) -> None:
        if self.live:
            self.stream.write(_CLEAR)

    def _show(self, text: str) -> None:
        if self.live:
            with self._alone:
                self.stream.write(f"{_CLEAR}{text[: get_terminal_size().columns - 1]}")
                self.stream.flush()
