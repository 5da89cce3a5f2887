"""The command sweep: workers do what is due, what comes back is kept, and the index is written."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from walkback import atomic_files
from walkback.errors import Interrupted, WalkbackError
from walkback.paths import near
from walkback.run.commit.lock import only_run
from walkback.run.plan.schedule import cores
from walkback.run.tell.stop import Stop
from walkback.sweep import gathered, kept
from walkback.sweep.course import Course
from walkback.sweep.dask_lanes import dask_lanes
from walkback.sweep.here import local_lanes
from walkback.sweep.jobs import Job, Order
from walkback.sweep.lanes import Lanes, NoWorker
from walkback.sweep.meant import HERE, Meant, refuse_unknown_place
from walkback.sweep.perform import FOLDER, Outcome, admit
from walkback.sweep.sameness import Unlike, explained
from walkback.sweep.telling import Telling
from walkback.tables.sizes import FILE as SIZES
from walkback.tables.sizes import as_json
from walkback.terminal import say

_SHOWN = 3  # failures that are told in full


@dataclass
class Sweep:
    """One sweep.

    Attributes:
        meant: What is meant.
        failed: Why jobs failed, by name.
        made: Those that were made now, by name.
    """

    meant: Meant
    failed: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    def run(self) -> int:
        """Make what is not there; returns the exit code.

        Raises:
            WalkbackError: If nothing can be made.
            Interrupted: If the user stopped it; what was finished is kept.
        """
        refuse_unknown_place(self.meant.asked.on)
        jobs = self.meant.jobs  # all that is wrong with what was asked for is told first
        with Stop().listening() as stop, only_run(self.meant.work / "run"):
            due = self.meant.due()
            self.meant.sources.closure.remember()
            todo = [job for job in jobs if job.name in due]
            for job in jobs:
                if job.name not in due:
                    kept.forget_failure(self.meant.folder(job))
            self._tell_plan(len(jobs), len(todo))
            try:
                if todo:
                    self._do(todo, stop)
            except KeyboardInterrupt:
                raise self._interrupted(stop, jobs) from None
            except NoWorker as error:
                error.args = (f"{error}\nGo on:  {self.meant.asked.again}",)
                raise
            finally:
                atomic_files.tidy([self._scratch])
                gathered.write(self.meant, self.failed)
        return self._told_end()

    @property
    def _scratch(self) -> Path:
        return self.meant.work / "scratch"

    def _do(self, todo: list[Job], stop: Stop) -> None:
        from walkback.tables.check import require

        checked = require(self.meant.asked.root)
        say(sys.stdout, f"data checked: {checked.summary}")
        order = self.meant.order({SIZES: as_json(checked.sizes)})
        telling = Telling(len(todo), max(len(job.name) for job in todo))
        with self._lanes(order, min(self._workers, len(todo)), telling.line) as lanes:
            course = Course(lanes, order, telling, self._finish, stop, self.failed)
            try:
                course.run(todo)
            except BaseException:
                lanes.shutdown(wait=False, cancel_futures=True)
                raise
            lanes.shutdown()

    @property
    def _workers(self) -> int:
        return self.meant.asked.workers or cores()

    @contextmanager
    def _lanes(self, order: Order, workers: int, tell: Callable[[str], object]) -> Iterator[Lanes]:
        def refused(name: str, error: Unlike) -> None:
            tell(f"{name} is not used: {explained(error, self.meant.own_parts)}")

        asked = self.meant.asked
        lanes = Lanes((admit, order), refused, more=asked.on != HERE)
        scratch = atomic_files.empty(self._scratch)
        own = (
            local_lanes(lanes, self.meant.project, self.meant.sources, workers, scratch)
            if asked.on == HERE
            else dask_lanes(lanes, asked.on, workers, asked.root, tell)
        )
        with own:
            yield lanes

    def _finish(self, job: Job, outcome: Outcome) -> str:
        """Put what came back in its place; returns why it counts as failed."""
        folder = self.meant.folder(job)
        if outcome.failed:
            told = outcome.failed.replace(FOLDER, near(folder))
            kept.keep_failure(folder, outcome, told)
            return told
        kept.put_in_place(folder, outcome)
        self.made.add(job.name)
        try:
            kept.keep_row(folder, gathered.row_of(self.meant, job))
        except WalkbackError as error:
            return f"The report is made, but its row in the index is not: {error}"
        return ""

    def _tell_plan(self, jobs: int, todo: int) -> None:
        done = f", {jobs - todo} of them up to date" if todo < jobs else ""
        where = f"{self._workers} here" if self.meant.asked.on == HERE else self.meant.asked.on
        on = f"; workers: {where}" if todo else ""
        say(sys.stdout, f"{jobs} reports{done}{on}")

    def _told_end(self) -> int:
        for number, (name, why) in enumerate(sorted(self.failed.items())):
            if number == _SHOWN:
                files = near(self.meant.asked.out / "NAME" / kept.WHY_FAILED)
                say(sys.stdout, f"\n{len(self.failed) - _SHOWN} more failed: see {files}.")
                break
            say(
                sys.stdout,
                f"\n{name} failed.\n\n" + "\n".join(f"  {ln}" for ln in why.splitlines()),
            )
        say(sys.stdout, f"\nIndex:  {near(self.meant.asked.out / 'index.html')}")
        if self.failed:
            say(
                sys.stdout,
                f"Failed: {len(self.failed)} of {len(self.meant.jobs)}. Again: {self.meant.asked.again}",
            )
        return int(bool(self.failed))

    def _interrupted(self, stop: Stop, jobs: list[Job]) -> Interrupted:
        left = len(jobs) - sum(1 for job in jobs if job.name not in self.meant.due())
        error = Interrupted(
            f"Stopped. What was finished is kept; {left} of {len(jobs)} are left.\n"
            f"Go on:  {self.meant.asked.again}"
        )
        error.exit_code = stop.exit_code
        return error
