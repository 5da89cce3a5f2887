"""What a stage reads: what it was seen to read when it last ran, and what it declares besides."""

from collections.abc import Iterable, Mapping

from walkback.errors import RunError
from walkback.hashing import file_hashes, sha256
from walkback.patterns import find, matches
from walkback.project import DATA, FILE, Project, Stage
from walkback.run.plan.looked import LINK, asked_now

ABSENT = ""
"""What stands for the hash of a file that is not there: that it appears is a change, too."""


def is_result(project: Project, name: str) -> bool:
    """Whether a path is in a place for results."""
    return matches(name, [pattern for stage in project.stages for pattern in stage.outputs])


def earlier(project: Project, stage: Stage) -> set[str]:
    """The stages before one, and the checks, whose results it may read."""
    names = [one.name for one in project.stages]
    return {*names[: names.index(stage.name)], *(check.name for check in project.checks)}


def readable(project: Project, stage: Stage, produced: Mapping[str, str]) -> set[str]:
    """Every file that a stage may read without declaring it: data, and results of earlier stages."""
    before = earlier(project, stage)
    results = {path for path, maker in produced.items() if maker in before}
    data = {path for path in find(project.root, [DATA, FILE]) if not is_result(project, path)}
    return results | data


def declared(project: Project, stage: Stage, produced: Mapping[str, str]) -> set[str]:
    """The files that fit what a stage declares.

    Raises:
        RunError: If a pattern finds nothing.
    """
    allowed, found = earlier(project, stage), set()
    for pattern in stage.inputs:
        made = {p for p in find(project.out, [pattern]) if produced.get(p) in allowed}
        raw = {p for p in find(project.root, [pattern]) if not is_result(project, p)}
        if not made | raw:
            raise RunError(
                f"{stage.name} reads {pattern}, but there is no such file. Restore it, or mend "
                f"the list of inputs in {FILE}."
            )
        found |= made | raw
    return found


def hashes(
    project: Project, stage: Stage, produced: Mapping[str, str], names: Iterable[str]
) -> dict[str, str]:
    """The hash of each file as it is now, by name; `ABSENT` for one that is not there.

    What a stage produced is looked for in `out`, anything else below the checkout. What this stage
    or a later one wrote is there for nobody.
    """
    allowed, asked = earlier(project, stage), sorted(names)
    made = [name for name in asked if produced.get(name) in allowed]
    own = [name for name in set(asked).difference(made) if not is_result(project, name)]
    found = file_hashes(project.out, made) | file_hashes(project.root, own)
    return {name: found.get(name) or ABSENT for name in asked}


def listings(folders: Iterable[str], files: Iterable[str]) -> dict[str, str]:
    """The hash of the names in each folder, as far as they are of these files or lead to them."""
    known = list(files)
    found = {}
    for folder in sorted(folders):
        prefix = f"{folder}/"
        inside = (path.removeprefix(prefix) for path in known if path.startswith(prefix))
        names = sorted({path.partition("/")[0] for path in inside})
        found[folder] = sha256("\n".join(names).encode())
    return found


def answers(
    project: Project, stage: Stage, produced: Mapping[str, str], names: Iterable[str]
) -> dict[str, str]:
    """What is told now of paths that a stage asked for without opening them, see `looked`.

    What this stage or a later one wrote is there for nobody.
    """
    allowed = earlier(project, stage)
    found = {}
    for name in names:
        maker = produced.get(name.removesuffix(LINK))
        result = maker is not None or is_result(project, name.removesuffix(LINK))
        hidden = result and maker not in allowed
        base = project.out if result else project.root
        found[name] = "" if hidden else asked_now(str(base / name))
    return found
