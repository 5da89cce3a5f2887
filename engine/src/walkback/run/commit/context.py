"""What the parts of one run share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from walkback.project import Project
    from walkback.run.commit.ledger import Ledger
    from walkback.run.execute.forking import ForkServer
    from walkback.run.plan.dry_run import Request, Sources
    from walkback.run.plan.state import State
    from walkback.run.tell.progress import Progress
    from walkback.run.tell.stop import Stop

Render = Callable[[Path, tuple[str, ...], Sequence[str]], list[Path]]


@dataclass(frozen=True)
class Steps:
    """What this room does not know itself.

    Attributes:
        check: Does the checks of these names; gives the files of `out` that they leave, by path.
            Raises DataError.
        render: Renders the report into a folder in the formats given, out of the files of the
            checkout that it is told; returns the files.
        prepare: Makes ready for that, while notebooks are executed; may fail without harm.
        server: Where kernels are forked, if there is one that outlives the run.
    """

    check: Callable[[Sequence[str]], Mapping[str, bytes]]
    render: Render
    prepare: Callable[[], None] = lambda: None
    server: ForkServer | None = None


@dataclass
class Context:
    """One run.

    Attributes:
        project: Where things are.
        request: What the user asked for.
        steps: What the run calls for.
        progress: Told what goes on.
        stop: Whether the user wants to stop.
        sources: The notebooks, read once.
        ledger: Where what was executed is written down.
        state: What earlier runs and this one finished.
        now: The names of what is going on.
    """

    project: Project
    request: Request
    steps: Steps
    progress: Progress
    stop: Stop
    sources: Sources
    ledger: Ledger
    state: State
    now: list[str] = field(default_factory=list)

    def save(self) -> None:
        """Keep the state on disk."""
        self.state.save(self.project.run_dir)

    @contextmanager
    def telling_failures(self) -> Iterator[None]:
        """Give what failed inside its line; what exactly happened is told at the end."""
        try:
            yield
        except Exception:
            for name in self.now:
                self.progress.end(name, "failed", "see below")
            raise
