"""Doing one job in a worker's process: the report in a folder of its own, and its files as bytes."""

import io
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import walkback.notebooks
import walkback.publish
import walkback.run
import walkback.values
from walkback.atomic_files import write_bytes
from walkback.errors import WalkbackError
from walkback.paths import near
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.commit.begin import run
from walkback.run.commit.context import Steps
from walkback.run.execute.environment import variables
from walkback.run.execute.forking import POSSIBLE, ForkServer
from walkback.run.execute.optional_imports import leave_out_slow_extras
from walkback.run.plan.dry_run import Sources, read_sources
from walkback.run.plan.module_graph import MEMO
from walkback.run.tell.failure import in_brief
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop
from walkback.sweep.jobs import Job, Order, in_its_folder
from walkback.sweep.sameness import refuse_unlike
from walkback.sweep.shared_copy import SharedCopy

FOLDER = "\ue000"
_COPY = ".copy"
_LEFT_OUT = {"lock", "lock.json", MEMO}


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Attributes:
        files: Every file that it left, by path below its folder.
        failed: Why there is no report, in full; "" if there is one.
        brief: The same for one line.
        seconds: How long it took.

    In the texts `FOLDER` stands for the folder, which is another one where they are read.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    failed: str = ""
    brief: str = ""
    seconds: float = 0


class Bench:
    """What a worker keeps between jobs: notebooks read once, one process that forks kernels.

    Args:
        root: The checkout.
        scratch: A folder of its own.
        server: Where kernels are forked; None for one of its own.
    """

    def __init__(self, root: Path, scratch: Path, server: ForkServer | None = None) -> None:
        self.root = root
        self.scratch = scratch
        self.copy = SharedCopy(scratch / _COPY)
        self._given = server
        self._own: ForkServer | None = None
        self._memo = b""
        self._sources: dict[str, tuple[Mapping[str, str], Sources]] = {}

    def compared(self, order: Order) -> Project:
        """The report, once it is known that all is the same here as where the order comes from.

        Raises:
            Unlike: If it is not.
        """
        project = read_project(self.root, self.scratch, order.report)
        refuse_unlike(project, order.parts)
        return project

    def sources(self, project: Project, order: Order) -> Sources:
        """The notebooks of a report, read once for all jobs that have the same of everything."""
        known = self._sources.get(order.report)
        if known is None or known[0] != order.parts:
            apart = replace(project, out=self.scratch / "sources")
            known = (order.parts, read_sources(apart))
            known[1].closure.remember()
            self._memo = (apart.run_dir / MEMO).read_bytes()
            self._sources[order.report] = known
        return known[1]

    @contextmanager
    def remembering(self, project: Project) -> Iterator[None]:
        """Let a run know what was parsed here before, and remember what it parsed."""
        memo = project.run_dir / MEMO
        write_bytes(memo, self._memo)
        try:
            yield
        finally:
            with suppress(OSError):
                self._memo = memo.read_bytes()

    def server(self, project: Project, sources: Sources) -> ForkServer | None:
        """Where kernels are forked."""
        if self._given is None and self._own is None and POSSIBLE:
            self._own = started_server(project, sources)
        return self._given or self._own

    def end(self) -> None:
        """End the server that it started; one that imports would go on to write into its folder."""
        if self._own is not None:
            self._own.stop()


def started_server(project: Project, sources: Sources) -> ForkServer | None:
    """A process that imports what the notebooks of a report need; None where none can be had."""
    asked = {module for imports in sources.imports.values() for module in imports}
    slow = sources.closure.foreign(asked)
    return ForkServer(project.root / "notebooks", variables(project), slow) if POSSIBLE else None


_ours: list[Bench] = []


def work_at(bench: Bench) -> None:
    """Have all jobs of this process done at a bench; import all that a run needs.

    None of it may be imported in the middle of a run: that would come out of the run's own copy of the
    checkout, which is gone with the job.
    """
    _ours[:] = [bench]
    leave_out_slow_extras()
    for package in (walkback.run, walkback.notebooks, walkback.values, walkback.publish):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    import_module("walkback.tables.citations")


def admit(order: Order) -> None:
    """Make ready for an order.

    Raises:
        Unlike: If the code, data, lock or Python here are another's.
    """
    (bench,) = _ours
    project = bench.compared(order)
    bench.server(project, bench.sources(project, order))


def perform(order: Order, job: Job) -> Outcome:
    """Make a report.

    Args:
        order: What all jobs share.
        job: The report.

    Raises:
        Unlike: If the code, data, lock or Python here are another's.
    """
    began = time.monotonic()
    (bench,) = _ours
    plain = bench.compared(order)
    sources = bench.sources(plain, order)
    project = in_its_folder(plain, bench.scratch / job.name, job)
    failed = brief = ""
    try:
        with bench.remembering(project):
            _made(project, order, job, sources, bench)
    except WalkbackError as error:
        failed, brief = (_anywhere(text, project.out) for text in (str(error), in_brief(error)))
    except Exception as error:  # noqa: BLE001 - one job must not take the others with it
        failed = f"This is a fault of Walkback itself: {type(error).__name__}: {error}"
        brief = failed
    files = dict(_files(project.out))
    shutil.rmtree(project.out, ignore_errors=True)
    return Outcome(files, failed, brief, time.monotonic() - began)


def _anywhere(text: str, folder: Path) -> str:
    """A text that names no folder of this process."""
    return text.replace(str(folder), FOLDER).replace(near(folder), FOLDER)


def _made(project: Project, order: Order, job: Job, sources: Sources, bench: Bench) -> None:
    from walkback.publish.build import build_report

    def render(
        own: Project, folder: Path, formats: tuple[str, ...], files: Sequence[str]
    ) -> list[Path]:
        names = [stage.name for stage in own.stages]
        return build_report(own.run_dir, folder, own.root, formats, names, files, own.identity)

    def check(_own: Project, asked: Sequence[str]) -> Mapping[str, bytes]:
        return order.left if "data" in asked else {}  # done once, by the one who asks

    server = bench.server(project, sources)
    steps = Steps(check, render, server=server, copies=bench.copy.take)
    run(project, order.request(job), steps, Progress(io.StringIO()), Stop(), sources)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.name not in _LEFT_OUT and ".staging" not in path.parts:
            yield name, path.read_bytes()
