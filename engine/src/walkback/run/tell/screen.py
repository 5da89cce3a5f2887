"""A run on a terminal: the lines that stay, and below them one for each notebook that runs."""

from collections.abc import Sequence
from typing import TextIO

from rich.console import Group
from rich.live import Live
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from walkback.run.tell.running import Running
from walkback.terminal import console, words

_STYLES = {"ran": "green", "rendered": "green", "checked": "green", "failed": "bold red"}
_BAR = 16
_WIDE = 80  # columns from which there is room for a bar


class Screen:
    """Draws on a terminal, only when it is told to: it has no thread of its own.

    Args:
        stream: The terminal.
        width: How wide the column of names is.
    """

    def __init__(self, stream: TextIO, width: int) -> None:
        self.console = console(stream)
        self.width = width
        self._live: Live | None = None

    def show(self, running: Sequence[Running]) -> None:
        """Show what is going on, in place of what was; the lines go away with the last of it."""
        if not running and self._live:
            self._live.stop()
            self._live = None
        elif running:
            if self._live is None:
                self._live = Live(
                    console=self.console,
                    auto_refresh=False,
                    transient=True,
                    redirect_stdout=False,
                    redirect_stderr=False,
                )
                self._live.start()
            self._live.update(self._going_on(running), refresh=True)

    def stage(self, begin: str, done: str, why: str) -> None:
        """A stage ended, or had nothing to do: a line, or two where its reason finds no room.

        Args:
            begin: The line up to the reason, in columns.
            done: The word in it that says how it ended.
            why: The reason.
        """
        first = words(begin)
        first.highlight_words([f" {done} "], _STYLES.get(done, "dim"))
        reason = words(why)
        if first.cell_len + reason.cell_len <= self.console.width and "\n" not in why:
            self.console.print(first.append_text(reason))
        else:
            first.rstrip()
            self.console.print(Group(first, Padding(reason, (0, 0, 0, 4))))

    def line(self, text: str) -> None:
        """A line that stays."""
        self.console.print(words(text))

    def _going_on(self, running: Sequence[Running]) -> Table:
        wide = self.console.width >= _WIDE
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=min(self.width, self.console.width // 2), no_wrap=True)
        table.add_column(min_width=10, no_wrap=True)
        table.add_column(justify="right", min_width=7, no_wrap=True)
        for one in running:
            bar = (
                ProgressBar(one.cells, one.cell, _BAR, complete_style="green")
                if one.cells
                else Text()
            )
            last = [bar, words(one.why, "dim")] if wide else []
            table.add_row(
                words(one.name, "bold"), words(one.reached), words(f"{one.seconds:.0f} s"), *last
            )
        for column in table.columns:
            column.overflow, column.no_wrap = "ellipsis", True
        return table
