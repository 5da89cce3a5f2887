"""What the parts of one run share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from walkback.project import Project
    from walkback.run.commit.ledger import Entry, Ledger
    from walkback.run.commit.world import World
    from walkback.run.execute.forking import ForkServer
    from walkback.run.plan.dry_run import Request, Sources
    from walkback.run.plan.state import State
    from walkback.run.tell.progress import Progress
    from walkback.run.tell.stop import Stop

Render = Callable[["Project", Path, tuple[str, ...], Sequence[str]], list[Path]]


@dataclass(frozen=True)
class Steps:
    """What this room does not know itself.

    Attributes:
        check: Does the checks of these names to a project; gives the files of `out` that they leave,
            by path. Raises DataError.
        render: Renders the report of a project into a folder in the formats given, out of the files
            of the checkout that it is told; returns the files.
        prepare: Makes ready for that, while notebooks are executed; may fail without harm.
        server: Where kernels are forked, if there is one that outlives the run.
        copies: Takes the copy that the run works on; None for one of its own.
    """

    check: Callable[[Project, Sequence[str]], Mapping[str, bytes]]
    render: Render
    prepare: Callable[[], None] = lambda: None
    server: ForkServer | None = None
    copies: Callable[[Project, State], World] | None = None


@dataclass
class Context:
    """One run.

    Attributes:
        project: Where things are: once the run has begun, in its own copy.
        request: What the user asked for.
        steps: What the run calls for.
        progress: Told what goes on.
        stop: Whether the user wants to stop.
        sources: The notebooks, read once.
        ledger: Where what was executed is written down.
        state: What earlier runs and this one finished.
        now: The names of what is going on.
        ended: What was executed and is not in its place yet: its line for the ledger, its files.
        last_words: What is told once all is in place.
        kept_aside: Whether results that could not be put in place wait for the next run.
        untouched: Whether a file of the checkout itself still is as it was copied.
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
    ended: list[tuple[Entry, Mapping[str, str]]] = field(default_factory=list)
    last_words: list[str] = field(default_factory=list)
    kept_aside: bool = False
    untouched: Callable[[str], bool] = lambda _path: True

    def save(self) -> None:
        """Keep the state in the copy, for a run that goes on where this one was killed."""
        self.state.save(self.project.run_dir, to_disk=False)

    @contextmanager
    def telling_failures(self) -> Iterator[None]:
        """Give what failed inside its line; what exactly happened is told at the end."""
        try:
            yield
        except Exception:
            for name in self.now:
                self.progress.end(name, "failed", "see below")
            raise
