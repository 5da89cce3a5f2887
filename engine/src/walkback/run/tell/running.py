"""One notebook, or the report, that is on its way."""

import time
from dataclasses import dataclass, field


@dataclass
class Running:
    """What is going on.

    Attributes:
        name: The stage.
        why: Why it runs.
        cell: The cell that it has reached; 0 before the first.
        cells: How many it has.
        began: When it began, on a clock that is never set back.
    """

    name: str
    why: str
    cell: int = 0
    cells: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began

    @property
    def reached(self) -> str:
        """The cell that it has reached, in words."""
        return f"cell {self.cell}/{self.cells}" if self.cells else "working"
