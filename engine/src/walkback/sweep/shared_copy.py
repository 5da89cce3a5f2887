"""One copy of the checkout for all jobs of a worker: each finds it as if it had been made for it alone."""

from pathlib import Path

from walkback.project import Project
from walkback.run.commit.world import World, take
from walkback.run.plan.state import State


class SharedCopy:
    """The copy in which jobs work one after another.

    What a job reads is held to the checkout anew, file by file, and what the job before wrote is gone.

    Args:
        place: Where it is made.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._last: World | None = None

    def take(self, project: Project, state: State) -> World:
        """The copy for a job, see `world.take`."""
        last, self._last = self._last, None
        self._last = take(project, state, self._place, last)
        return self._last

    def forget(self) -> None:
        """Make all of it anew for the next job: this one did not end as it should."""
        self._last = None
