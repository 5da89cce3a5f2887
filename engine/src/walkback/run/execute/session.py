"""What one execution of a notebook needs, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nbformat import NotebookNode

from walkback.run.execute.file_access import Watching
from walkback.run.execute.kernel import KernelSetting
from walkback.run.tell.stop import Stop


@dataclass
class Session:
    """One execution; what it fills in is there also when it fails.

    Attributes:
        setting: How the kernel is started.
        stop: Whether the user wants to stop.
        on_cell: Called with (number of this cell, number of cells) before each cell.
        on_second: Called every second while cells run.
        watching: What takes note of the files that are opened; None if nobody asks.
        notebook: The notebook as far as it was run.
        states: By index, for each cell begun: `done`, `failed`, `died`, `stopped` or `skipped`.
        warnings: What cells printed on stderr, one text a cell.
        timeout: How many seconds one cell may take; None for ever.
    """

    setting: KernelSetting
    stop: Stop = field(default_factory=Stop)
    on_cell: Callable[[int, int], object] = lambda _number, _total: None
    on_second: Callable[[], object] = lambda: None
    watching: Watching | None = None
    notebook: NotebookNode | None = None
    states: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    timeout: int | None = None
