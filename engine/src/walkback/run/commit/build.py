"""The run: decide, execute, put in place, remember; then the report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from walkback import atomic_files
from walkback.errors import Interrupted, RunError, WalkbackError
from walkback.hashing import sha256
from walkback.project import Stage
from walkback.run.commit import results
from walkback.run.commit.context import Context
from walkback.run.commit.in_place import recovered
from walkback.run.commit.ledger import Entry
from walkback.run.commit.lock import leftovers, only_run
from walkback.run.commit.meanwhile import meanwhile
from walkback.run.commit.output_conflicts import refuse_shared
from walkback.run.commit.own_copy import all_in_place, begin_in_copy, keep_finished, keep_memo
from walkback.run.commit.own_modules import modules_of
from walkback.run.commit.rendering import report_if_complete
from walkback.run.commit.world import World
from walkback.run.execute.background import Aside
from walkback.run.execute.environment import variables
from walkback.run.execute.file_access import Watching
from walkback.run.execute.optional_imports import leave_out_slow_extras
from walkback.run.plan.cache_key import Key
from walkback.run.plan.dry_run import (
    REPORT,
    asked_stages,
    check_hash,
    checks_due,
    decision,
    key_of,
    outlook,
)
from walkback.run.plan.inputs import declared, hashes, readable
from walkback.run.plan.schedule import StageScheduler, cores, waits_for
from walkback.run.plan.staleness import Decision
from walkback.run.plan.state import Record, State, load
from walkback.run.tell.failure import KEPT, closed, file_trouble, in_brief, told
from walkback.run.tell.naming import as_known

if TYPE_CHECKING:
    from walkback.run.execute.forking import ForkServer
    from walkback.run.execute.stage import Result


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
    """One run of a project.

    Args:
        run: What its parts share.
        expected: What is to be done as things are now.
    """

    def __init__(self, run: Context, expected: Sequence[Decision]) -> None:
        self.context = run
        self.expected = expected
        self.preparing = Aside(run.steps.prepare if self._report_follows() else lambda: None)
        self.server: ForkServer | None = None
        self.finished: set[str] = set()
        self.request = run.request  # what is forced, is forced once

    def run(self) -> None:
        """Do what is out of date, and nothing else.

        Raises:
            WalkbackError: If anything failed; what was finished before is kept.
            Interrupted: If the user stopped it.
        """
        run = self.context
        leave_out_slow_extras()
        try:
            with only_run(run.project.run_dir):
                self._locked_run()
        except KeyboardInterrupt:
            raise self._interrupted() from None
        except WalkbackError as error:
            text = as_known(run.project, str(error))
            error.args = (closed(text, run.request.again, error.lost or KEPT),)
            raise
        except OSError as error:
            text = as_known(run.project, file_trouble(error))
            raise RunError(closed(text, run.request.again)) from error
        finally:
            self.preparing.end()
            run.progress.stop()

    def _report_follows(self) -> bool:
        """Whether a report will be made: not where a stage that was not asked for is out of date."""
        run = self.context
        later = run.project.stages[len(asked_stages(run.project, run.request)) :]
        stale = {one.name for one in self.expected if one.runs}
        return bool(run.request.formats) and stale.isdisjoint(stage.name for stage in later)

    def _locked_run(self) -> None:
        """Take the copy, work in it, and put what came of it in place."""
        run, known = self.context, self.context.project
        recovered(known)
        old = load(known.run_dir)
        try:
            world = begin_in_copy(run, old)
            self._in_copy(world, old)
        finally:
            with run.stop.deferred():
                keep_memo(run)
                if not run.kept_aside:
                    atomic_files.tidy(leftovers(known.run_dir))
        for line in (*run.last_words, *meanwhile(world, run.state)):
            run.progress.line(line)

    def _in_copy(self, world: World, old: State) -> None:
        run = self.context
        try:
            with modules_of(run.project):
                results.forget_stages_taken_out(run)
                with self._forking():  # its memory is free before the report is set
                    self._stages()
                report_if_complete(run)
        except BaseException as error:
            keep_finished(run, world, old, error)
            raise
        all_in_place(run, world, old, whole=True)

    @contextmanager
    def _forking(self) -> Iterator[None]:
        """Have a process import what the notebooks need, if there is one to execute."""
        from walkback.run.execute.forking import fork_server

        if self.context.steps.server is not None:
            self.server = self.context.steps.server
            yield
            return
        project, sources = self.context.project, self.context.sources
        names = [one.name for one in self.expected if one.runs and one.name != REPORT]
        asked = {module for name in names for module in sources.imports[name]}
        slow = sources.closure.foreign(asked)
        folder = project.root / "notebooks"
        with fork_server(bool(names), folder, variables(project), slow) as server:
            self.server = server
            yield

    def _stages(self) -> None:
        self._check()
        run = self.context
        run.stop.heed()
        stages = asked_stages(run.project, run.request)
        for _ in stages:  # at most as often as one could wait for another
            waits = waits_for(stages, run.state)
            scheduler = StageScheduler(stages, waits, self._begin, self._finish, self._one_failed)
            with run.telling_failures():
                scheduler.run(run.request.jobs or cores(), run.stop)
            self.request = replace(run.request, force=False)
            stages = self._too_soon(stages)

    def _too_soon(self, stages: Sequence[Stage]) -> tuple[Stage, ...]:
        """The stages that ran before others whose results they turned out to read.

        What a stage reads is known once it has run. If another one, that ran at the same time, has
        written a file of these anew, the stage is out of date again.
        """
        run = self.context
        found = outlook(run.project, run.sources, self.request, run.state)
        late = {one.name for one in found if one.runs} & self.finished
        return tuple(stage for stage in stages if stage.name in late)

    def _check(self) -> None:
        """Do the checks again whose files, or whose own results, are not as they were."""
        run = self.context
        due = checks_due(run.project, run.sources, run.state)
        if due:
            keys = {one.name: {"inputs": check_hash(run.project, one, run.sources)} for one in due}
            left = run.steps.check(run.project, list(keys))
            outputs = {path: sha256(content) for path, content in left.items()}
            with run.stop.deferred():
                for path, content in left.items():
                    atomic_files.write_bytes(run.project.out / path, content)
                run.state.checked |= {name: Record(key, {}) for name, key in keys.items()}
                run.state.checked[due[0].name] = Record(keys[due[0].name], outputs)
                run.save()
        run.sources.closure.remember()

    def _begin(self, stage: Stage) -> Callable[[], Executed] | None:
        """What there is to execute for a stage whose inputs are in place; None if nothing."""
        run = self.context
        key = key_of(run.project, stage, run.sources, self.request, run.state)
        found = decision(run.project, stage, key, run.sources, self.request, run.state)
        if not found.runs:
            results.refresh(run, stage, found)
            return None
        run.now.append(stage.name)
        run.progress.begin(stage.name, found.why)
        modules = run.sources.modules[stage.name]
        made = run.state.produced()
        names = readable(run.project, stage, made) | declared(run.project, stage, made)
        before = hashes(run.project, stage, made, names)
        watching = Watching(run.project, stage, modules, made, before, untouched=run.untouched)
        entry = run.ledger.begin(found, key, watching)
        job = self._job(stage, watching)
        return lambda: Executed(key, found, entry.during(job), entry)

    def _job(self, stage: Stage, watching: Watching) -> "Callable[[], Result]":
        from walkback.run.execute.stage import run_stage

        run = self.context
        self.preparing.begin()
        return partial(
            run_stage,
            run.project,
            stage,
            run.sources.documents[stage.name],
            run.stop,
            run.progress,
            run.request,
            watching,
            self.server,
        )

    def _finish(self, stage: Stage, executed: Executed) -> None:
        run, result, found = self.context, executed.result, executed.found
        made = run.state.produced()
        executed.entry.during(
            lambda: refuse_shared(run.project, stage, result.files, made, self.finished)
        )
        key = executed.entry.key = {
            **executed.key,
            **result.read,
            "packages": result.packages,
        }
        with run.stop.deferred():
            results.put_aside(run, stage, key, result)
            run.ended.append((executed.entry, run.state.stages[stage.name].outputs))
        self.finished.add(stage.name)
        run.now.remove(stage.name)
        note = (
            f"  (warnings in {told(results.log_of(run.project.known, stage))})"
            if result.log
            else ""
        )
        run.progress.end(stage.name, "ran", found.why + note)

    def _one_failed(self, stage: Stage, error: Exception, others: list[str]) -> None:
        run = self.context
        if stage.name in run.now:
            run.now.remove(stage.name)
            go_on = f"{' and '.join(others)} {'go' if len(others) > 1 else 'goes'} on to the end"
            run.progress.end(
                stage.name, "failed", f"{as_known(run.project, in_brief(error))}; {go_on}"
            )

    def _interrupted(self) -> Interrupted:
        run = self.context
        place_reached = f" in {' and '.join(run.now)}" if run.now else ""
        error = Interrupted(
            f"Stopped{place_reached}. What was finished is kept, the last report is unchanged.\n"
            f"Go on:  {run.request.again}"
        )
        error.exit_code = run.stop.exit_code
        return error
