"""How a run begins in its own copy, and what it takes out of it at its end."""

from contextlib import suppress
from pathlib import Path

from walkback import atomic_files
from walkback.errors import RunError, WalkbackError
from walkback.run.commit.context import Context
from walkback.run.commit.in_place import put_in_place
from walkback.run.commit.own_modules import refuse_other_modules
from walkback.run.commit.world import World, refuse_altered, refuse_another_report, take
from walkback.run.execute.bytecode import forget_stale
from walkback.run.plan.dry_run import read_sources
from walkback.run.plan.module_graph import MEMO
from walkback.run.plan.state import State


def begin_in_copy(run: Context, old: State) -> World:
    """Take the copy: from here on nothing of the checkout is read but what is in it.

    Raises:
        RunError: If something was saved between the reading of what was asked for and the copy.
    """
    asked = run.sources
    for folder in run.project.folders:
        forget_stale(run.project.root / folder)
    world = (run.steps.copies or take)(run.project, old)
    run.project, run.state, run.untouched = world.project, world.state, world.untouched
    refuse_other_modules(world)
    refuse_another_report(run.project)
    run.sources = read_sources(run.project)
    if run.request.given and asked.hashes != run.sources.hashes:
        raise RunError("A notebook was saved just as this run began. Nothing was run.")
    return world


def all_in_place(run: Context, world: World, old: State, *, whole: bool) -> None:
    """Put all results in place, and write down what was executed.

    Raises:
        RunError: If somebody wrote to the copy, or a file cannot be exchanged: nothing has changed.
    """
    with run.stop.deferred():
        try:
            refuse_altered(world, run.state.produced())
            put_in_place(run, old, whole=whole)
        except (WalkbackError, OSError) as error:
            for entry, _ in run.ended:
                entry.failed(error)
            raise
        for entry, outputs in run.ended:
            entry.done(outputs)


def keep_finished(run: Context, world: World, old: State, error: BaseException) -> None:
    """Put what was finished before a failure in place; the failure says so if that cannot be done."""
    try:
        all_in_place(run, world, old, whole=False)
    except (WalkbackError, OSError) as other:
        if isinstance(error, WalkbackError):
            error.args = (f"{error}\n\n{other}",)
            error.lost = getattr(other, "lost", "")


def keep_memo(run: Context) -> None:
    """Keep what was parsed for the next run; it saves time, and is no result."""
    made, kept = run.project.run_dir / MEMO, run.project.known.run_dir / MEMO
    with suppress(OSError):
        if made != kept and made.is_file() and made.read_bytes() != _content(kept):
            atomic_files.write_bytes(kept, made.read_bytes())


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
