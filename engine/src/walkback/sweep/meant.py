"""What was typed after `sweep`, and what is meant by it: the report, its jobs, which of them are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from walkback.errors import UsageError
from walkback.project import Project
from walkback.report_file import read_project, read_sweep
from walkback.run.plan.dry_run import Sources, read_sources
from walkback.sweep import kept
from walkback.sweep.dask_lanes import LOCAL, SCHEMES
from walkback.sweep.jobs import Job, Order, in_its_folder, of_section
from walkback.sweep.sameness import Part, digests, parts
from walkback.sweep_section import SweepSection

HERE = "here"


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


@dataclass
class Meant:
    """A sweep as it is meant; each part is read when it is first asked for.

    Attributes:
        asked: What was typed.
    """

    asked: Asked

    @cached_property
    def section(self) -> SweepSection:
        """What `report.toml` says."""
        return read_sweep(self.asked.root)

    @cached_property
    def project(self) -> Project:
        """The report that is made, without its place."""
        return read_project(self.asked.root, self.work, self.section.report)

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
    def work(self) -> Path:
        """Where the sweep itself keeps what it needs."""
        return self.asked.out / ".work"

    def folder(self, job: Job) -> Path:
        """Where a job's results are."""
        return self.asked.out / job.name

    def placed(self, job: Job) -> Project:
        """The report of a job, with its results in its folder."""
        return in_its_folder(self.project, self.folder(job), job)

    def due(self) -> dict[str, str]:
        """Why jobs must be done, by name; those that are up to date are not in it."""
        order = self.order({})
        found = {}
        for job in self.jobs:
            why = kept.why_due(self.placed(job), order.request(job), self.sources)
            if why or self.asked.force:
                found[job.name] = why or "forced"
        return found

    def order(self, left: Mapping[str, bytes]) -> Order:
        """What all jobs share, given what the checks of the data left."""
        asked = self.asked
        return Order(
            self.section.report,
            asked.formats,
            asked.timeout,
            asked.program,
            digests(self.own_parts) if left else {},
            left,
        )
