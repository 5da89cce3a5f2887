"""The run: decide, execute, put in place, remember; then the report."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from twodeltas.errors import Interrupted, RunError, TwoDeltasError
from twodeltas.run import place
from twodeltas.run.bytecode import forget_stale
from twodeltas.run.environment import variables
from twodeltas.run.failure import closed, file_trouble, not_rendered, told
from twodeltas.run.here import declared_alone
from twodeltas.run.hook import peak_memory
from twodeltas.run.keys import Key, beside, file_hash
from twodeltas.run.lean import leave_out_slow_extras
from twodeltas.run.ledger import Entry, Ledger, main_versions
from twodeltas.run.lock import only_run
from twodeltas.run.outlook import (
    REPORT,
    Request,
    Sources,
    asked_stages,
    check_hash,
    decision,
    key_of,
    outlook,
    read_sources,
    report_decision,
    report_key,
)
from twodeltas.run.ownership import refuse_shared
from twodeltas.run.plan import Decision
from twodeltas.run.progress import Progress
from twodeltas.run.refresh import refreshed
from twodeltas.run.schedule import Crew, cores, waits_for
from twodeltas.run.seen import Watching
from twodeltas.run.source import notebook_text
from twodeltas.run.stages import Project, Stage
from twodeltas.run.state import Record, load
from twodeltas.run.stop import Stop

if TYPE_CHECKING:
    from twodeltas.run.execute import Result
    from twodeltas.run.forking import ForkServer

Render = Callable[[Path, tuple[str, ...]], list[Path]]


@dataclass(frozen=True)
class Steps:
    """What this room does not know itself.

    Attributes:
        check: Checks the data; raises DataError.
        render: Renders the report into a folder in the formats given; returns the files.
    """

    check: Callable[[], None]
    render: Render


@dataclass(frozen=True)
class Executed:
    """A stage that was executed; nothing of it is in place yet.

    Attributes:
        key: What it depended on.
        found: Why it ran.
        result: What it gave.
        entry: Its line in the ledger.
    """

    key: Key
    found: Decision
    result: "Result"
    entry: Entry


class Build:
    """One run of a project."""

    def __init__(
        self,
        project: Project,
        request: Request,
        steps: Steps,
        progress: Progress,
        stop: Stop,
        sources: Sources | None = None,
    ) -> None:
        self.project = project
        self.request = request
        self.steps = steps
        self.progress = progress
        self.stop = stop
        self.sources = sources or read_sources(project)
        self.state = load(project.run_dir)
        self.ledger = Ledger(project.run_dir, main_versions(project.root, self.sources.environment))
        self.server: ForkServer | None = None
        self.now: list[str] = []
        self.finished: set[str] = set()

    def run(self) -> None:
        """Do what is out of date, and nothing else.

        Raises:
            TwoDeltasError: If anything failed; what was finished before is kept.
            Interrupted: If the user stopped it.
        """
        expected = outlook(self.project, self.sources, self.request, self.state)
        if not (any(one.runs for one in expected) or self._needs_refresh() or self._leftovers()):
            for one in expected:
                self.progress.skip(one.name, one.why)
            return
        leave_out_slow_extras()
        try:
            with only_run(self.project.run_dir), self._forking(expected):
                self._locked_run()
        except KeyboardInterrupt:
            raise self._interrupted() from None
        except TwoDeltasError as error:
            error.args = (closed(str(error), self.request.again),)
            raise
        except OSError as error:
            raise RunError(closed(file_trouble(error), self.request.again)) from error
        finally:
            self.progress.stop()

    def _locked_run(self) -> None:
        self.state = load(self.project.run_dir)
        place.tidy(self._leftovers())
        forget_stale(self.project.root / "src")
        try:
            self._forget_stages_taken_out()
            self._stages()
            self._report_if_complete()
        finally:
            with self.stop.deferred():
                place.tidy(self._leftovers())

    def _leftovers(self) -> list[Path]:
        """What is half done: now by this run, or by one that was killed."""
        run_dir = self.project.run_dir
        staging = run_dir / ".staging"
        parts = [*run_dir.glob("*.part"), *run_dir.glob("failed/*.part")]
        return [staging, *parts] if staging.exists() else parts

    def _forget_stages_taken_out(self) -> None:
        """Delete what stages wrote that are no longer listed."""
        listed = {stage.name for stage in self.project.stages}
        for name in set(self.state.stages) - listed:
            with self.stop.deferred():
                record = self.state.stages.pop(name)
                left = set(record.outputs) - set(self.state.produced())
                place.remove(self.project.out, left)
                self._save()

    @contextmanager
    def _forking(self, expected: list[Decision]) -> Iterator[None]:
        """Have a process import what the notebooks need, if there is more than one to execute."""
        from twodeltas.run.forking import fork_server

        names = [one.name for one in expected if one.runs and one.name != REPORT]
        asked = {module for name in names for module in self.sources.imports[name]}
        folder = self.project.root / "notebooks"
        slow = self.sources.closure.foreign(asked)
        with fork_server(len(names) > 1, folder, variables(self.project), slow) as server:
            self.server = server
            yield

    def _stages(self) -> None:
        self._check()
        self.stop.heed()
        stages = asked_stages(self.project, self.request)
        written = {name: record.outputs for name, record in self.state.stages.items()}
        crew = Crew(stages, waits_for(stages, written), self._begin, self._finish, self._one_failed)
        with self._telling_failures():
            crew.run(self.request.jobs or cores(), self.stop)

    def _check(self) -> None:
        digest = check_hash(self.project, self.sources)
        if digest != self.state.checked:
            self.steps.check()
            self.state.checked = digest
            self._save()
        self.sources.closure.remember()

    def _begin(self, stage: Stage) -> Callable[[], Executed] | None:
        """What there is to execute for a stage whose inputs are in place; None if nothing."""
        key = key_of(self.project, stage, self.sources, self.request, self.state)
        found = decision(self.project, stage, key, self.sources, self.request, self.state)
        if not found.runs:
            self._refresh(stage, found)
            return None
        from twodeltas.run.execute import run_stage

        self.now.append(stage.name)
        self.progress.begin(stage.name, found.why)
        modules = self.sources.modules[stage.name]
        watching = Watching(self.project, stage, modules, self.state.produced())
        entry = self.ledger.begin(found, key, watching)
        job = partial(
            run_stage,
            self.project,
            stage,
            self.sources.documents[stage.name],
            self.stop,
            self.progress,
            self.request,
            watching,
            self.server,
        )
        return lambda: Executed(key, found, entry.during(job), entry)

    def _finish(self, stage: Stage, executed: Executed) -> None:
        result, found = executed.result, executed.found
        made = self.state.produced()
        executed.entry.during(
            lambda: refuse_shared(self.project, stage, result.files, made, self.finished)
        )
        key = {**executed.key, "beside": beside(self.project.root, result.beside)}
        with self.stop.deferred():
            self._put_in_place(stage, key, result.staging, result.files, result.notebook)
            self._keep_log(stage, result.log)
            executed.entry.done(self.state.stages[stage.name].outputs)
        self.finished.add(stage.name)
        self.now.remove(stage.name)
        note = f"  (warnings in {told(self._log(stage))})" if result.log else ""
        self.progress.end(stage.name, "ran", found.why + note)

    def _one_failed(self, stage: Stage, others: list[str]) -> None:
        if stage.name in self.now:
            self.now.remove(stage.name)
            self.progress.end(stage.name, "failed", f"{' and '.join(others)} goes on to its end")

    @contextmanager
    def _telling_failures(self) -> Iterator[None]:
        """Give what failed inside its line; what exactly happened is told at the end."""
        try:
            yield
        except Exception:
            for name in self.now:
                self.progress.end(name, "failed", "see below")
            raise

    def _put_in_place(
        self, stage: Stage, key: Key, staging: Path, files: tuple[str, ...], notebook: str
    ) -> None:
        out = self.project.out
        before = self.state.stages.get(stage.name)
        copy, aside = self.project.executed(stage), staging.with_suffix(".ipynb")
        digest = place.write(aside, notebook)  # a full disk is noticed before anything is moved
        for path in files:
            place.move(staging / path, out / path)
        place.move(aside, copy)
        outputs = {path: file_hash(out / path) or "" for path in files}
        outputs[copy.relative_to(out).as_posix()] = digest
        self.state.stages[stage.name] = Record(key, outputs, self.sources.hashes[stage.name])
        left = set(before.outputs if before else ()) - set(self.state.produced())
        place.remove(out, left)
        place.remove(self.project.run_dir / "failed", [f"{stage.name}.ipynb", f"{stage.name}.log"])
        self._save()

    def _keep_log(self, stage: Stage, text: str) -> None:
        if text:
            place.write(self._log(stage), text + "\n")
        else:
            self._log(stage).unlink(missing_ok=True)

    def _log(self, stage: Stage) -> Path:
        return self.project.run_dir / f"{stage.name}.log"

    def _needs_refresh(self) -> bool:
        return any(
            record.source != self.sources.hashes.get(name)
            for name, record in self.state.stages.items()
        )

    def _refresh(self, stage: Stage, found: Decision) -> None:
        """Put edited prose around the results of an up-to-date stage."""
        record = self.state.stages[stage.name]
        digest = self.sources.hashes[stage.name]
        if record.source == digest:
            self.progress.skip(stage.name, found.why)
            return
        copy = self.project.executed(stage)
        new = refreshed(self.sources.documents[stage.name], json.loads(copy.read_bytes()))
        with self.stop.deferred():
            name = copy.relative_to(self.project.out).as_posix()
            outputs = {**record.outputs, name: place.write(copy, notebook_text(new))}
            self.state.stages[stage.name] = replace(record, outputs=outputs, source=digest)
            self._save()
        self.progress.skip(stage.name, f"{found.why} (new text, nothing executed)")

    def _report_if_complete(self) -> None:
        self.stop.heed()
        if not self.request.formats:
            return
        later = self.project.stages[len(asked_stages(self.project, self.request)) :]
        expected = {
            one.name: one
            for one in outlook(
                self.project, self.sources, replace(self.request, force=False), self.state
            )
        }
        stale = [expected[stage.name] for stage in later if expected[stage.name].runs]
        if stale:
            told = "; ".join(f"{one.name} ({one.why})" for one in stale)
            self.progress.line(f"No report: out of date are {told}.")
            return
        key = report_key(self.project, self.sources, self.state)
        found = report_decision(self.project, self.request, self.state, key)
        if found.runs:
            self._render(key, found)
        else:
            self.progress.skip(REPORT, found.why)
        self._name_old_formats(key)

    def _render(self, key: Key, found: Decision) -> None:
        self.now = [REPORT]
        self.progress.begin(REPORT, found.why)
        staging = place.empty(self.project.run_dir / ".staging" / REPORT)
        entry = self.ledger.begin(found, key)
        with self._telling_failures(), self._telling_of_the_report():
            declared = [*key["inputs"], self.project.lock]
            files = entry.during(lambda: self._rendered(staging, declared))
        entry.peak = peak_memory()
        paths = [f"{REPORT}/{file.relative_to(staging).as_posix()}" for file in files]
        with self.stop.deferred():
            for file, path in zip(files, paths, strict=True):
                place.move(file, self.project.out / path)
            outputs = {path: file_hash(self.project.out / path) or "" for path in paths}
            for form in self.request.formats:
                self.state.report[form] = Record(key, _of_format(outputs, form))
            self._save()
            entry.done(outputs)
        self.progress.end(REPORT, "rendered", found.why)

    def _rendered(self, staging: Path, declared: list[str]) -> list[Path]:
        with declared_alone(self.project, declared):
            return self.steps.render(staging, self.request.formats)

    @contextmanager
    def _telling_of_the_report(self) -> Iterator[None]:
        try:
            yield
        except TwoDeltasError as error:
            formats = " and ".join(self.request.formats)
            error.args = (
                not_rendered(str(error), formats, self.project.run_dir, self.request.again),
            )
            raise

    def _name_old_formats(self, key: Key) -> None:
        for form, record in self.state.report.items():
            if form not in self.request.formats and dict(record.key) != key:
                for path in (p for p in record.outputs if p.endswith(f".{form}")):
                    self.progress.line(f"{path} is from an earlier run: --format {form} renews it.")

    def _save(self) -> None:
        self.state.save(self.project.run_dir)

    def _interrupted(self) -> Interrupted:
        place_reached = f" in {' and '.join(self.now)}" if self.now else ""
        error = Interrupted(
            f"Stopped{place_reached}. What was finished is kept, the last report is unchanged.\n"
            f"Go on:  {self.request.again}"
        )
        error.exit_code = self.stop.exit_code
        return error


def _of_format(outputs: dict[str, str], form: str) -> dict[str, str]:
    """The files of one format: its own document, and what belongs to every format."""
    documents = {".html", ".pdf"} - {f".{form}"}
    return {path: digest for path, digest in outputs.items() if Path(path).suffix not in documents}
