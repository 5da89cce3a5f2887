"""The command sweep: what is to be made, what is kept, the workers, and the index."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from walkback import atomic_files
from walkback.errors import Interrupted, UsageError, WalkbackError
from walkback.hooks import function
from walkback.paths import near
from walkback.project import Project
from walkback.report_file import read_project, read_sweep
from walkback.run.commit.lock import only_run
from walkback.run.plan.dry_run import Sources, read_sources
from walkback.run.plan.schedule import cores
from walkback.run.tell.stop import Stop
from walkback.sweep import kept
from walkback.sweep.course import Course
from walkback.sweep.dask_lanes import LOCAL, SCHEMES, dask_lanes
from walkback.sweep.here import local_lanes
from walkback.sweep.index import Entry, write_index
from walkback.sweep.jobs import Job, Order, in_its_folder, of_section
from walkback.sweep.lanes import Lanes, NoWorker
from walkback.sweep.perform import FOLDER, Outcome, admit
from walkback.sweep.sameness import Part, Unlike, digests, explained, parts
from walkback.sweep.telling import Telling
from walkback.tables.sizes import FILE as SIZES
from walkback.tables.sizes import as_json
from walkback.terminal import say

HERE = "here"
_SHOWN = 3  # failures that are told in full


@dataclass(frozen=True)
class Asked:
    """What was typed.

    Attributes:
        root: The checkout.
        out: The folder of all results.
        own: The report's own options, by name.
        formats: The formats of each report.
        program: How the program is called.
        again: What to type to go on.
        on: Where it is done: `here`, `local` or the address of a Dask scheduler.
        workers: How many workers here; 0 for one a core.
        timeout: How many seconds one cell may take; 0 for what each notebook says.
        force: Whether what is finished is done again.
    """

    root: Path
    out: Path
    own: Mapping[str, str]
    formats: tuple[str, ...]
    program: str
    again: str
    on: str = HERE
    workers: int = 0
    timeout: int = 0
    force: bool = False


@dataclass
class Sweep:
    """One sweep.

    Attributes:
        asked: What was typed.
        failed: Why jobs failed, by name.
        made: Those that were made now, by name.
    """

    asked: Asked
    failed: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    @cached_property
    def section(self) -> Any:
        """What `report.toml` says."""
        return read_sweep(self.asked.root)

    @cached_property
    def project(self) -> Project:
        """The report that is made, without its place."""
        return read_project(self.asked.root, self._work, self.section.report)

    @cached_property
    def sources(self) -> Sources:
        """Its notebooks."""
        return read_sources(self.project)

    @cached_property
    def jobs(self) -> list[Job]:
        """All that was asked for."""
        return of_section(self.project, self.section, self.sources.cells, self.asked.own)

    @cached_property
    def own_parts(self) -> dict[str, Part]:
        """What must be the same wherever a job runs."""
        return parts(self.project)

    @property
    def _work(self) -> Path:
        return self.asked.out / ".work"

    def folder(self, job: Job) -> Path:
        """Where a job's results are."""
        return self.asked.out / job.name

    def due(self) -> dict[str, str]:
        """Why jobs must be done, by name; those that are up to date are not in it."""
        order = self._order({})
        found = {}
        for job in self.jobs:
            project = in_its_folder(self.project, self.folder(job), job)
            why = kept.why_due(project, order.request(job), self.sources)
            if why or self.asked.force:
                found[job.name] = why or "forced"
        return found

    def _order(self, left: Mapping[str, bytes]) -> Order:
        asked = self.asked
        return Order(
            self.section.report,
            asked.formats,
            asked.timeout,
            asked.program,
            digests(self.own_parts) if left else {},
            left,
        )

    def run(self) -> int:
        """Make what is not there; returns the exit code.

        Raises:
            WalkbackError: If nothing can be made.
            Interrupted: If the user stopped it; what was finished is kept.
        """
        refuse_unknown_place(self.asked.on)
        jobs = self.jobs  # all that is wrong with what was asked for is told first
        with Stop().listening() as stop, only_run(self._work / "run"):
            due = self.due()
            self.sources.closure.remember()
            todo = [job for job in jobs if job.name in due]
            for job in jobs:
                if job.name not in due:
                    kept.forget_failure(self.folder(job))
            self._tell_plan(len(jobs), len(todo))
            try:
                if todo:
                    self._do(todo, stop)
            except KeyboardInterrupt:
                raise self._interrupted(stop, jobs) from None
            except NoWorker as error:
                error.args = (f"{error}\nGo on:  {self.asked.again}",)
                raise
            finally:
                atomic_files.tidy([self._scratch])
                self._write_index(jobs)
        return self._told_end()

    @property
    def _scratch(self) -> Path:
        return self._work / "scratch"

    def _do(self, todo: list[Job], stop: Stop) -> None:
        from walkback.tables.check import require

        checked = require(self.asked.root)
        say(sys.stdout, f"data checked: {checked.summary}")
        order = self._order({SIZES: as_json(checked.sizes)})
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
        return self.asked.workers or cores()

    @contextmanager
    def _lanes(self, order: Order, workers: int, tell: Callable[[str], object]) -> Iterator[Lanes]:
        def refused(name: str, error: Unlike) -> None:
            tell(f"{name} is not used: {explained(error, self.own_parts)}")

        asked = self.asked
        lanes = Lanes((admit, order), refused, more=asked.on != HERE)
        scratch = atomic_files.empty(self._scratch)
        own = (
            local_lanes(lanes, self.project, self.sources, workers, scratch)
            if asked.on == HERE
            else dask_lanes(lanes, asked.on, workers, asked.root, tell)
        )
        with own:
            yield lanes

    def _finish(self, job: Job, outcome: Outcome) -> str:
        """Put what came back in its place; returns why it counts as failed."""
        folder = self.folder(job)
        if outcome.failed:
            told = outcome.failed.replace(FOLDER, near(folder))
            kept.keep_failure(folder, outcome, told)
            return told
        kept.put_in_place(folder, outcome)
        self.made.add(job.name)
        try:
            kept.keep_row(folder, self._row(job))
        except WalkbackError as error:
            return f"The report is made, but its row in the index is not: {error}"
        return ""

    def _row(self, job: Job) -> dict[str, Any]:
        if not self.section.row:
            return {name: _plain(value) for name, value in job.parameters.items()}
        row = function(self.project.hooks, self.section.row)
        return dict(row(self.asked.root, job.parameters, self.folder(job)))

    def _write_index(self, jobs: list[Job]) -> None:
        known = digests(self.own_parts)
        made_of = ", ".join(f"{name} {known[name][:12]}" for name in ("code", "data", "lock"))
        title = f"{self.project.identity.title}: a sweep"
        write_index(
            self.asked.out, title, [self._entry(job) for job in jobs], f"Made of {made_of}."
        )

    def _entry(self, job: Job) -> Entry:
        folder = self.folder(job)
        project = in_its_folder(self.project, folder, job)
        there = [project.identity.file(form) for form in self.asked.formats]
        files = [f"{job.name}/{file}" for file in there if (folder / file).is_file()]
        row = kept.kept_row(folder)
        if row is None and files and job.name not in self.failed:
            row = self._row(job)
        plain = {name: _plain(value) for name, value in job.parameters.items()}
        why = self.failed.get(job.name, "" if files else "not made yet")
        return Entry(job.name, row or plain, files, why)

    def _tell_plan(self, jobs: int, todo: int) -> None:
        done = f", {jobs - todo} of them up to date" if todo < jobs else ""
        where = f"{self._workers} here" if self.asked.on == HERE else self.asked.on
        on = f"; workers: {where}" if todo else ""
        say(sys.stdout, f"{jobs} reports{done}{on}")

    def _told_end(self) -> int:
        for number, (name, why) in enumerate(sorted(self.failed.items())):
            if number == _SHOWN:
                files = near(self.asked.out / "NAME" / kept.WHY_FAILED)
                say(sys.stdout, f"\n{len(self.failed) - _SHOWN} more failed: see {files}.")
                break
            say(
                sys.stdout,
                f"\n{name} failed.\n\n" + "\n".join(f"  {ln}" for ln in why.splitlines()),
            )
        say(sys.stdout, f"\nIndex:  {near(self.asked.out / 'index.html')}")
        if self.failed:
            say(
                sys.stdout,
                f"Failed: {len(self.failed)} of {len(self.jobs)}. Again: {self.asked.again}",
            )
        return int(bool(self.failed))

    def _interrupted(self, stop: Stop, jobs: list[Job]) -> Interrupted:
        left = len(jobs) - sum(1 for job in jobs if job.name not in self.due())
        error = Interrupted(
            f"Stopped. What was finished is kept; {left} of {len(jobs)} are left.\n"
            f"Go on:  {self.asked.again}"
        )
        error.exit_code = stop.exit_code
        return error


def refuse_unknown_place(on: str) -> None:
    """Refuse what `--on` cannot mean.

    Raises:
        UsageError: Saying what it can.
    """
    if on not in {HERE, LOCAL} and not on.startswith(SCHEMES):
        raise UsageError(
            f"--on {on}: write {HERE}, {LOCAL}, or the address of a Dask scheduler such as "
            "tcp://HOST:8786 or tls://HOST:8786."
        )


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return value if isinstance(value, int | float | str) else str(value)
