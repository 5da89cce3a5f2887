"""What the user sees of a sweep: a line for each job, with the rate and the time that is left."""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

from walkback.terminal import say

SILENT = 15  # seconds after which it is told that work goes on
_MINUTE, _HOUR = 60, 3600


@dataclass
class Telling:
    """Counts jobs as they end.

    Attributes:
        total: How many there are to do.
        width: How wide the column of names is.
        stream: Where to tell.
        done: How many have ended.
    """

    total: int
    width: int
    stream: TextIO = field(default_factory=lambda: sys.stdout)
    done: int = 0
    _began: float = field(default_factory=time.monotonic)
    _told: float = field(default_factory=time.monotonic)

    def one(self, name: str, seconds: float, failed: str = "") -> None:
        """A job ended, well or not."""
        self.done += 1
        digits = len(str(self.total))
        how = "failed" if failed else "done"
        begin = (
            f"{self.done:>{digits}}/{self.total}  {name:<{self.width}}  {how:<6} {seconds:6.1f} s"
        )
        why = f"  {failed.splitlines()[0]}" if failed else ""
        self.line(f"{begin}  {self.rate()}{why}".rstrip())

    def rate(self) -> str:
        """How many jobs end in a minute or an hour, and how long the rest will take."""
        elapsed = max(time.monotonic() - self._began, 0.001)
        each = elapsed / max(self.done, 1)
        a_minute = _MINUTE / each
        rate = f"{a_minute:.0f} a minute" if a_minute >= 2 else f"{_HOUR / each:.0f} an hour"
        left = self.total - self.done
        return f"{rate}, {in_words(left * each)} left" if left else rate

    def second(self) -> None:
        """Time goes by: said where nothing else was."""
        if time.monotonic() - self._told >= SILENT:
            self.line(
                f"  … {self.done} of {self.total} done, {in_words(time.monotonic() - self._began)}"
            )

    def line(self, text: str) -> None:
        """Any other line."""
        self._told = time.monotonic()
        say(self.stream, text)


def in_words(seconds: float) -> str:
    """A length of time: `40 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
