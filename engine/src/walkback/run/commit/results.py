"""What stages wrote: put in place, renewed where only prose changed, deleted where nobody makes it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from walkback import atomic_files
from walkback.hashing import file_hash
from walkback.notebooks.reader import notebook_text
from walkback.project import Project, Stage
from walkback.run.commit.context import Context
from walkback.run.commit.refresh import refreshed
from walkback.run.plan.cache_key import Key
from walkback.run.plan.staleness import Decision
from walkback.run.plan.state import Record
from walkback.run.tell.naming import as_known

if TYPE_CHECKING:
    from walkback.run.execute.stage import Result


def forget_stages_taken_out(run: Context) -> None:
    """Delete what stages wrote that are no longer listed."""
    listed = {stage.name for stage in run.project.stages}
    for name in set(run.state.stages) - listed:
        with run.stop.deferred():
            record = run.state.stages.pop(name)
            _remove_unowned(run, record.outputs)
            run.save()


def put_aside(run: Context, stage: Stage, key: Key, result: "Result") -> None:
    """Take what a stage wrote into the run's own copy, and remember how it was made."""
    out, before = run.project.out, run.state.stages.get(stage.name)
    copy = run.project.executed(stage)
    for path in result.files:
        atomic_files.move(result.staging / path, out / path)
    outputs = {path: file_hash(out / path) or "" for path in result.files}
    name = copy.relative_to(out).as_posix()
    outputs[name] = atomic_files.write(copy, as_known(run.project, result.notebook))
    run.state.stages[stage.name] = Record(key, outputs, run.sources.hashes[stage.name])
    _remove_unowned(run, before.outputs if before else ())
    _keep_log(log_of(run.project, stage), as_known(run.project, result.log))
    run.save()


def _remove_unowned(run: Context, paths: Iterable[str]) -> None:
    atomic_files.remove(run.project.out, set(paths) - set(run.state.produced()))


def _keep_log(log: Path, text: str) -> None:
    atomic_files.write(log, f"{text}\n" if text else "")  # an empty one takes the last one away


def log_of(project: Project, stage: Stage) -> Path:
    """Where the warnings of a stage are kept."""
    return project.run_dir / f"{stage.name}.log"


def refresh(run: Context, stage: Stage, found: Decision) -> None:
    """Put edited prose around the results of an up-to-date stage."""
    record, digest = run.state.stages[stage.name], run.sources.hashes[stage.name]
    if record.source == digest:
        run.progress.skip(stage.name, found.why)
        return
    copy = run.project.executed(stage)
    new = refreshed(run.sources.documents[stage.name], json.loads(copy.read_bytes()))
    with run.stop.deferred():
        name = copy.relative_to(run.project.out).as_posix()
        outputs = {**record.outputs, name: atomic_files.write(copy, notebook_text(new))}
        run.state.stages[stage.name] = replace(record, outputs=outputs, source=digest)
        run.save()
    run.progress.skip(stage.name, f"{found.why} (new text, nothing executed)")
