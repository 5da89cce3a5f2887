"""What must be the same wherever a job runs: code, data, notebooks, lock, packages, Python.

Each is a part: a list of names with a hash or a version each. A worker compares one hash a part before
every job, and gives the list where it differs, so that the files can be named.
"""

import platform
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import walkback
from walkback.errors import RunError
from walkback.hashing import file_hash, file_hashes, sha256
from walkback.patterns import find, matches
from walkback.project import DATA, FILE, Project
from walkback.report_file import read_project
from walkback.run.plan.cache_key import environment, packages
from walkback.tables.sizes import FILE as SIZES

Part = dict[str, str]
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE | re.ASCII)
_NO_CODE = (DATA, FILE, "notebooks/**/*")
_NAMED = 3  # names that are told of a part


class Unlike(RunError):  # noqa: N818 - it says what was found
    """A worker has another code, data, lock or Python than the one who asks.

    Attributes:
        found: What it has, for each part that differs.
    """

    def __init__(self, told: str, found: Mapping[str, Part] | None = None) -> None:
        super().__init__(told, found)
        self.found = dict(found or {})

    def __str__(self) -> str:
        return str(self.args[0])


def parts(project: Project) -> dict[str, Part]:
    """All that a report depends on here, by part.

    Args:
        project: The report; where its results are does not matter.
    """
    root = project.root
    notebooks = [f"notebooks/{stage.name}.ipynb" for stage in project.stages]
    folders = [f"{one}/**/*" for one in project.folders if one != "notebooks"]
    shown = find(root, project.report)
    code = {*find(root, folders), *(path for path in shown if not matches(path, _NO_CODE))}
    return {
        "Python": {"Python": platform.python_version()},
        "lock": {project.lock: file_hash(root / project.lock) or "is missing"},
        "packages": _packages(project),
        "walkback": _hashes(Path(walkback.__file__).parent, ["**/*"]),
        "code": _hashed(root, code - {project.lock}),
        "notebooks": _hashes(root, [FILE, *notebooks, "notebooks/**/*.py"]),
        "data": _hashed(root, _data(project)),
    }


def digests(found: Mapping[str, Part]) -> dict[str, str]:
    """One hash for each part."""
    return {
        name: sha256("\n".join(f"{key} {part[key]}" for key in sorted(part)).encode())
        for name, part in found.items()
    }


def refuse_unlike(project: Project, asked: Mapping[str, str]) -> None:
    """Refuse to work for somebody whose parts are others.

    Args:
        project: The report as it is here.
        asked: The hashes of their parts.

    Raises:
        Unlike: Naming the parts that differ.
    """
    own = parts(project)
    here = digests(own)
    if differing := [name for name in own if here[name] != asked.get(name)]:
        raise Unlike(
            f"its {' and '.join(differing)} {'is' if len(differing) == 1 else 'are'} another's",
            {name: own[name] for name in differing},
        )


def explained(error: Unlike, own: Mapping[str, Part]) -> str:
    """What exactly is another's, for a reader.

    Args:
        error: What a worker refused with.
        own: The parts of the one who asked.
    """
    told = [
        f"{name} ({', '.join(_names(own.get(name, {}), found))})"
        for name, found in error.found.items()
    ]
    return f"{error}: {'; '.join(told)}" if told else str(error)


def _names(own: Part, found: Part) -> list[str]:
    """The first few things that differ: versions told, files only named."""
    names = sorted(name for name in own.keys() | found.keys() if own.get(name) != found.get(name))
    few = [_told(name, own.get(name, ""), found.get(name, "")) for name in names[:_NAMED]]
    more = len(names) - len(few)
    return [*few, f"and {more} more"] if more else few


def _told(name: str, here: str, there: str) -> str:
    if len(here) == len(there) == 64:  # hashes
        return name
    if 64 in {len(here), len(there)}:
        return f"{name} is only {'here' if here else 'there'}"
    return f"{name} is {there or 'missing'} there and {here or 'missing'} here"


def _hashes(folder: Path, patterns: Iterable[str]) -> Part:
    return _hashed(folder, find(folder, patterns))


def _hashed(folder: Path, paths: Iterable[str]) -> Part:
    return {name: digest or "" for name, digest in file_hashes(folder, sorted(paths)).items()}


def _data(project: Project) -> list[str]:
    """All files of data that neither a notebook of any report nor a check writes."""
    main = read_project(project.root, project.root)
    results = [pattern for one in (*main.stages, *project.stages) for pattern in one.outputs]
    found = find(project.root, [DATA])
    return [path for path in found if not matches(path, [*results, SIZES])]


def _packages(project: Project) -> Part:
    """The installed version of each package that the lock pins."""
    lock = project.root / project.lock
    text = lock.read_text("utf-8", "replace") if lock.is_file() else ""
    pinned = {_plain(name) for name in _PINNED.findall(text)}
    found = packages(environment(project)["packages"])
    return {_plain(name): version for name, version in found.items() if _plain(name) in pinned}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
