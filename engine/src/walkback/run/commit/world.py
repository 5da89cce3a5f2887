"""The copy of the checkout that a run works on: what it saw at its start is all that it ever sees."""

import contextlib
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from walkback.atomic_files import empty
from walkback.errors import RunError
from walkback.hashing import file_hash
from walkback.patterns import fixed_folder
from walkback.project import FILE, Hooks, Project
from walkback.report_file import read_project
from walkback.run.commit.copied import Copied, Sign, copy, holds, results, sign_of, sources
from walkback.run.plan.state import State, load

FOLDER = "world"
_TRIES = 40
_PAUSE = 0.05


@dataclass
class World:
    """The copy, and what it was made from.

    Attributes:
        project: The project in it: its root and its folder of results are the copy.
        state: What earlier runs finished, one that was killed included.
        taken: When all was as it is in the copy, in nanoseconds.
        files: What was copied, by path.
        signs: What the system said of each copy when it was made.
    """

    project: Project
    state: State = field(default_factory=State)
    taken: int = 0
    files: dict[str, Copied] = field(default_factory=dict)
    signs: dict[str, Sign | None] = field(default_factory=dict)

    def sources(self) -> Iterator[tuple[str, Copied]]:
        """The files that no notebook writes."""
        return ((path, one) for path, one in self.files.items() if not one.made)

    def untouched(self, path: str) -> bool:
        """Whether a file of the checkout itself still is as it was copied."""
        copied = self.files.get(self.project.name_of(path))
        return copied is not None and copied.untouched

    def altered(self, made: Collection[str]) -> list[str]:
        """The copies of sources that somebody wrote to, which nobody should; results aside."""
        root, copied = self.project.root, (path for path, _ in self.sources())
        return [p for p in copied if p not in made and sign_of(root / p) != self.signs[p]]


def folder(project: Project) -> Path:
    """Where the copy of a project is made."""
    return project.run_dir / ".staging" / FOLDER


def take(
    project: Project, state: State, shared: Path | None = None, last: World | None = None
) -> World:
    """Copy all that a run may read, as it is at one moment.

    Files are read until none of them has changed since it was: so there was a moment at which all were
    as they were read, also when somebody switches branches meanwhile.

    Args:
        project: What is run.
        state: What earlier runs finished.
        shared: Where the copy is made if runs one after another share it; None for one of this run.
        last: The copy of the run before, in that very place; what is still right of it is kept.

    Raises:
        RunError: If they never stand still.
        OSError: If there is no room for it.
    """
    earlier = _set_aside(project)
    root = (shared or empty(folder(project))) if last else empty(shared or folder(project))
    world = World(
        replace(project, root=root, out=root, hooks=_hooks(project, root), author=project)
    )
    if last:
        world.files, world.signs = _only_sources(last)
    world.state, kept = with_unfinished(state, earlier)
    for number in range(_TRIES):
        world.taken = time.time_ns()
        found = {path: (project.root / path, False) for path in sources(project)}
        found |= {path: (project.out / path, True) for path in results(project, world.state)}
        found |= {path: (place, True) for path, place in kept.items()}
        changed = [path for path, at in found.items() if not holds(world.files.get(path), *at)]
        gone = [path for path in world.files if path not in found]
        if number and not changed and not gone:
            _link_the_rest(project, world)
            return world
        if number > 1:
            time.sleep(_PAUSE)
        for path in gone:
            (root / path).unlink(missing_ok=True)
            del world.files[path], world.signs[path]
        for path in changed:
            _copy(world, path, *found[path])
    raise RunError(
        f"Files of {project.root} change all the time ({', '.join(changed[:3])}): wait until what "
        "writes them has ended. Nothing was run."
    )


def _only_sources(last: World) -> tuple[dict[str, Copied], dict[str, Sign | None]]:
    """Delete all of a copy that is no source as it was copied; what is left, with its signs."""
    root, altered = last.project.root, set(last.altered(()))
    files = {path: one for path, one in last.sources() if path not in altered}
    for here, folders, names in os.walk(root, topdown=False):
        inner = Path(here).relative_to(root)
        links = [name for name in folders if Path(here, name).is_symlink()]
        if inner.name == "__pycache__":  # held to the hash of its source, see `fresh_code`
            continue
        for name in (*names, *links):
            if (inner / name).as_posix() not in files:
                Path(here, name).unlink()
        if not os.listdir(here) and inner != Path():  # noqa: PTH208
            Path(here).rmdir()
    return files, {path: last.signs[path] for path in files}


def _set_aside(project: Project) -> Path:
    """Where the copy of a run is that was killed, or could not put its results in place."""
    last, aside = folder(project), folder(project).with_name("earlier")
    if last.exists():
        shutil.rmtree(aside, ignore_errors=True)
        last.rename(aside)
    return aside


def with_unfinished(state: State, earlier: Path) -> tuple[State, dict[str, Path]]:
    """What is remembered, with all that an earlier run finished in its copy and did not put in place.

    Args:
        state: What is remembered.
        earlier: The copy of that run, if there is one.

    Returns:
        Both together, and the place of each file that is still in that copy.
    """
    there = load(earlier / "report/run")
    kept: dict[str, Path] = {}
    merged = State(dict(state.stages), dict(state.report), dict(state.checked))
    for own, other in (
        (merged.checked, there.checked),
        (merged.stages, there.stages),
        (merged.report, there.report),
    ):
        for name, record in other.items():
            files = {path: earlier / path for path in record.outputs}
            whole = all(file_hash(files[path]) == found for path, found in record.outputs.items())
            if own.get(name) != record and whole:
                own[name], kept = record, kept | files
    return merged, kept


def _hooks(project: Project, root: Path) -> Hooks:
    hooks = project.hooks
    inside = (one.relative_to(project.root) for one in hooks.folders)
    return replace(hooks, folders=tuple(root / one for one in inside))


def _copy(world: World, path: str, place: Path, made: bool) -> None:
    target = world.project.root / path
    try:
        known = copy(place, target, made)
    except OSError as error:  # no room: the author knows the folder of runs
        folder_known = str(world.project.known.run_dir)
        raise OSError(error.errno, error.strerror, folder_known) from error
    if known is not None:
        world.files[path], world.signs[path] = known, sign_of(target)


def _link_the_rest(project: Project, world: World) -> None:
    """Links to what a run may not read, so that it is told when a notebook does all the same."""
    root = world.project.root
    folders = {parent for path in world.files for parent in Path(path).parents}
    outputs = [Path(fixed_folder(one)) for stage in project.stages for one in stage.outputs]
    own = {Path(tree) for tree in ("data", "report", *project.folders)}
    own.update(*([one, *one.parents] for one in outputs if one != Path()))
    own.discard(Path())
    for inner in folders:
        if any(inner == one or one in inner.parents for one in own):
            continue
        for name in _names(project.root / inner):
            copy = root / inner / name
            if inner / name not in own and not os.path.lexists(copy):
                with contextlib.suppress(OSError):
                    copy.symlink_to(project.root / inner / name)


def _names(folder: Path) -> Iterable[str]:
    with contextlib.suppress(OSError):
        return os.listdir(folder)  # noqa: PTH208 - names alone are wanted
    return []


def refuse_altered(world: World, made: Collection[str]) -> None:
    """Refuse what was made while somebody wrote to the copy.

    Args:
        world: The copy.
        made: The results of this run.

    Raises:
        RunError: Naming the first file.
    """
    for path in world.altered(made):
        raise RunError(
            f"{path} was changed in the run's own copy, by a notebook or by another program: what was "
            "made of it is not kept. A notebook writes below WALKBACK_WRITE alone."
        )


def refuse_another_report(project: Project) -> None:
    """Refuse to go on where the file that lists the notebooks was saved before it was copied.

    Raises:
        RunError: If it says something else by now.
    """
    identity = project.identity
    found = read_project(project.root, project.out, identity.command)
    if identity.command:  # its name is a pattern in the file
        found = replace(found, identity=replace(found.identity, name=identity.name))
    if found != replace(project, author=None):
        raise RunError(f"{FILE} was saved just as this run began. Nothing was run.")
