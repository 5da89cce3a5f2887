"""What a run made, taken out of its own copy and put where readers find it: all of it or nothing."""

import errno
from collections.abc import Iterator, Mapping
from pathlib import Path

from walkback import atomic_files
from walkback.errors import RunError
from walkback.hashing import file_hash
from walkback.paths import near
from walkback.project import Project
from walkback.run.commit import journal
from walkback.run.commit.context import Context
from walkback.run.commit.results import log_of
from walkback.run.plan.state import FILE, Record, State
from walkback.run.plan.strays import strays

_REMEDIES = {
    errno.EISDIR: "A folder has its name: move that folder away.",
    errno.ENOTDIR: "A file stands where its folder should be: move that file away.",
    errno.EEXIST: "A file stands where its folder should be: move that file away.",
    errno.ENOSPC: "Free some space there, or write to another disk with --out DIR.",
    errno.EDQUOT: "Free some space there, or write to another disk with --out DIR.",
}
_REMEDY = (
    "Close it where it is open, make it and its folder writable, or write elsewhere with --out DIR."
)
UNCHANGED = (
    "Nothing was changed: report, values, figures, data and notebooks are those of the last run.\n"
    "What this run finished is kept aside; the next one puts it in place."
)


def put_in_place(run: Context, old: State, *, whole: bool) -> None:
    """Exchange all results that differ, and the state that knows them, or nothing.

    Args:
        run: What was made.
        old: What was remembered before.
        whole: Whether everything asked for is made; else only what is finished counts.

    Raises:
        RunError: If a file cannot be exchanged, naming it.
    """
    known = run.project.known
    changes = dict(_changes(run, old, whole=whole))
    state = Path("report/run") / FILE
    run.state.save(run.project.run_dir)
    if file_hash(run.project.out / state) != file_hash(known.out / state):
        changes[state.as_posix()] = run.project.out / state
    if not changes:
        return
    try:
        journal.put(known.out, known.run_dir, changes)
    except journal.NotPlaced as error:
        run.kept_aside = True
        raise not_placed(known.out, error) from error
    ran = [entry.found.name for entry, _ in run.ended]
    failed = [f"{name}.{kind}" for name in ran for kind in ("ipynb", "log")]
    atomic_files.remove(known.run_dir / "failed", failed)


def recovered(project: Project) -> None:
    """Bring to its end what a run that was killed put in place.

    Raises:
        RunError: If a file cannot be exchanged now, naming it.
    """
    try:
        journal.recover(project.out, project.run_dir)
    except journal.NotPlaced as error:
        raise not_placed(project.out, error) from error


def not_placed(out: Path, error: journal.NotPlaced) -> RunError:
    """What to say of a file that could not be exchanged."""
    number = error.error.errno or 0
    told = RunError(
        f"{near(out / error.path)} could not be replaced: {error.error.strerror}. "
        f"{_REMEDIES.get(number, _REMEDY)}"
    )
    told.lost = UNCHANGED
    return told


def _changes(run: Context, old: State, *, whole: bool) -> Iterator[tuple[str, Path | None]]:
    """By path, the new content of each file that differs from what a record says of it."""
    out, here = run.project.known.out, run.project.out
    before, now = _records(old), _records(run.state)
    for name, record in now.items():
        same = before.get(name) == record
        if same and not whole:
            continue
        for path, digest in record.outputs.items():
            if file_hash(out / path) == digest:
                continue
            if file_hash(here / path) == digest:
                yield path, here / path
            elif not same and name not in run.state.report:
                raise RunError(
                    f"{path} was changed in the run's own copy: nothing was put in place."
                )
    kept = _paths(now)
    gone = {path for path in _paths(before) - kept if (out / path).is_file()}
    yield from ((path, None) for path in sorted(gone))
    yield from _logs(run)
    if whole:
        for path in strays(run.project.known, run.state):
            if path not in gone:
                told = f"{path} is of no cell that ran (JupyterLab may have left it): removed."
                run.last_words.insert(0, told)
                yield path, None


def _records(state: State) -> Mapping[str, Record]:
    return {**state.report, **state.checked, **state.stages}


def _paths(records: Mapping[str, Record]) -> set[str]:
    return {path for record in records.values() for path in record.outputs}


def _logs(run: Context) -> Iterator[tuple[str, Path | None]]:
    """The warnings of the stages that ran; the last ones of those that have none now are deleted."""
    ran = {entry.found.name for entry, _ in run.ended}
    for stage in run.project.stages:
        new, last = log_of(run.project, stage), log_of(run.project.known, stage)
        if stage.name not in ran or file_hash(new) == file_hash(last):
            continue
        if new.is_file() and new.stat().st_size:
            yield last.relative_to(run.project.known.out).as_posix(), new
        elif last.is_file():
            yield last.relative_to(run.project.known.out).as_posix(), None
