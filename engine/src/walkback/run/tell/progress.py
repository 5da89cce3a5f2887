"""What the user sees of a run: one line a stage, and on a terminal what is going on besides."""

import sys
import time
from shutil import get_terminal_size
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, TextIO

from walkback.run.tell.running import Running
from walkback.terminal import on_terminal, say

if TYPE_CHECKING:
    from walkback.run.tell.screen import Screen


SILENT = 9  # seconds after which a log is told what is still going on


class Progress:
    """Prints the course of a run; several stages may be on their way at once.

    Rich draws what is going on, from the first stage that begins on a terminal; a log gets a line
    where nothing was told for some seconds. A run that finds nothing to do begins none: it prints
    its few lines plainly and imports no package.

    Args:
        stream: Where to; standard output if None.
        width: How wide the column of names is.
    """

    def __init__(self, stream: TextIO | None = None, width: int = 10) -> None:
        self.stream = sys.stdout if stream is None else stream
        self.width = width
        self._running: dict[str, Running] = {}
        self._screen: Screen | None = None
        self._alone = RLock()
        self._told = time.monotonic()
        self._clock: Thread | None = None
        self._ended = Event()

    def begin(self, name: str, why: str) -> None:
        """A stage starts."""
        with self._alone:
            self._running[name] = Running(name, why)
            if self._screen is None and on_terminal(self.stream):
                from walkback.run.tell.screen import Screen

                self._screen = Screen(self.stream, self.width)
            if self._clock is None:
                self._clock = Thread(target=self._seconds, daemon=True)
                self._clock.start()
            self.second()

    def cell(self, name: str, number: int, total: int) -> None:
        """A cell starts; one of a stage that nobody began is not shown."""
        with self._alone:
            if one := self._running.get(name):
                one.cell, one.cells = number, total
            self.second()

    def second(self) -> None:
        """Another second went by."""
        with self._alone:
            if self._screen:
                self._screen.show(list(self._running.values()))
            elif self._running and time.monotonic() - self._told >= SILENT:
                for one in self._running.values():
                    say(self.stream, f"  … {one.name}: {one.reached}, {one.seconds:.0f} s")
                self._told = time.monotonic()

    def end(self, name: str, done: str, why: str) -> None:
        """A stage ended, well or with a failure that is told at the end."""
        with self._alone:
            seconds = self._running.pop(name).seconds
            self._stage(name, done, f"{seconds:5.1f} s", why)
            self.second()

    def skip(self, name: str, why: str) -> None:
        """A stage had nothing to do."""
        self._stage(name, "–", "", why)

    def line(self, text: str) -> None:
        """A line that stays."""
        with self._alone:
            self._told = time.monotonic()
            if self._screen:
                self._screen.line(text)
            else:
                say(self.stream, text)

    def stop(self) -> None:
        """Leave the terminal clean for a message."""
        self._ended.set()
        with self._alone:
            if self._screen:
                self._screen.show([])
            self.stream.flush()

    def _seconds(self) -> None:
        """Tell every second that time goes by, also where a step cannot."""
        while not self._ended.wait(1):
            self.second()

    def _stage(self, name: str, done: str, took: str, why: str) -> None:
        with self._alone:
            self._told = time.monotonic()
            begin = f"{name:<{self.width}}  {done:<10}  {took:>7}  "
            if self._screen:
                self._screen.stage(begin, done, why)
            elif self.stream.isatty() and len(begin) + len(why) > get_terminal_size().columns:
                say(self.stream, f"{begin.rstrip()}\n    {why}")
            else:
                say(self.stream, f"{begin}{why}")
