"""What was saved, added or deleted in the checkout while a run worked on its own copy of it."""

from collections.abc import Iterator

from walkback.hashing import file_hash
from walkback.patterns import find, matches
from walkback.project import FILE, Project
from walkback.run.commit.copied import sign_of
from walkback.run.commit.world import World
from walkback.run.plan.inputs import is_result
from walkback.run.plan.state import State

NOTHING = (0, 0, 0, 0, 0)
TICK = 20_000_000  # nanoseconds by which the time of a file may be behind the clock
_NAMED = 5


def meanwhile(world: World, state: State) -> list[str]:
    """A line for each file that the report depends on and that is another one by now."""
    project = world.project.known
    told = sorted(_differing(world, project, state))
    lines = [f"{path} was {what}." for path, what in told[:_NAMED]]
    left = len(told) - _NAMED
    more = [f"And {left} more: run again to include them."] if left > 0 else []
    return lines + more


def _differing(world: World, project: Project, state: State) -> Iterator[tuple[str, str]]:
    asked, made = _asked(project, state), state.produced()
    known = dict(world.sources())
    for path, copied in known.items():
        if copied.untouched or not (path in asked or matches(path, project.report)):
            continue
        now = file_hash(project.root / path)
        if now is None:
            yield path, "deleted while this ran: run again to leave it out"
        elif now != copied.digest:
            yield path, "saved while this ran: run again to include it"
    for path in _new(project, state, asked):
        if path in known or path in made or is_result(project, path):
            continue
        if (sign_of(project.root / path) or NOTHING)[4] >= world.taken - TICK:
            yield path, "added while this ran: run again to include it"


def _asked(project: Project, state: State) -> set[str]:
    """Every file that a stage read, looked for in vain, or has as its code."""
    keys = [record.key for record in state.stages.values()]
    names = {path for key in keys for part in ("inputs", "modules", "beside") for path in key[part]}
    return {*names, FILE, project.lock}


def _new(project: Project, state: State, asked: set[str]) -> set[str]:
    """The files that are there now and that somebody asked for, by name or by listing a folder."""
    listed = {folder for record in state.stages.values() for folder in record.key["listed"]}
    listed |= {one.rstrip("/") for one in asked if one.endswith("/")}
    there = {path for path in asked if (project.root / path).is_file()}
    inside = find(project.root, [f"{folder}/*" for folder in listed])
    notebooks = find(project.root, ["notebooks/*.ipynb"])
    return {*there, *inside, *find(project.root, project.report), *notebooks}
