"""Reads `notebooks/stages.toml`: the stages in order, and what each reads and writes."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from twodeltas.errors import SetupError
from twodeltas.run.patterns import find

FILE = "notebooks/stages.toml"
PATIENCE = 1800
_EXPECTED = {
    "stage": {"name", "inputs", "outputs", "timeout"},
    "code": {"lock"},
    "check": {"name", "inputs", "modules"},
    "report": {"inputs"},
}


@dataclass(frozen=True)
class Stage:
    """One notebook. Patterns are relative, with `/`; see `patterns`.

    Attributes:
        name: The notebook's name without suffix.
        inputs: What it reads.
        outputs: What it promises to write; each pattern must get at least one file. A chapter of
            prose alone promises none.
        timeout: How many seconds one cell may take.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    timeout: int = PATIENCE


@dataclass(frozen=True)
class Check:
    """Something that is looked at before any notebook is executed.

    Attributes:
        name: What it is called.
        inputs: Patterns of the files that it looks at.
        modules: The modules that do it, by dotted name.
    """

    name: str
    inputs: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    """Where things are and what there is to run.

    Attributes:
        root: The checkout; only read.
        out: Where results go.
        stages: The stages, in order.
        lock: The file that pins the packages.
        checks: What is looked at first, in order.
        report: Patterns of what the report depends on beside the executed notebooks.
    """

    root: Path
    out: Path
    stages: tuple[Stage, ...]
    lock: str = "requirements.lock"
    checks: tuple[Check, ...] = ()
    report: tuple[str, ...] = ()

    @property
    def run_dir(self) -> Path:
        """Where executed notebooks and the state are."""
        return self.out / "report" / "run"

    def source(self, stage: Stage) -> Path:
        """The notebook of a stage, as its author saved it."""
        return self.root / "notebooks" / f"{stage.name}.ipynb"

    def executed(self, stage: Stage) -> Path:
        """The executed copy of a stage's notebook."""
        return self.run_dir / f"{stage.name}.ipynb"

    def staging(self, stage: Stage) -> Path:
        """Where a stage writes while this process runs it; the kernel of a killed one may go on."""
        return self.run_dir / ".staging" / str(os.getpid()) / stage.name

    @property
    def places(self) -> list[Path]:
        """The folders that belong to the project: the checkout, and its results elsewhere."""
        if self.out == self.root:
            return [self.root]
        patterns = [pattern for stage in self.stages for pattern in stage.outputs]
        tops = {pattern.partition("/")[0] for pattern in patterns if "/" in pattern}
        return [self.root, *(self.out / top for top in sorted({*tops, "report"}))]

    def name_of(self, path: str) -> str:
        """An absolute path relative to `out` or to the checkout, with `/`."""
        for base in (self.out, self.root):
            if Path(path).is_relative_to(base):
                return Path(path).relative_to(base).as_posix()
        return Path(path).as_posix()

    def unlisted(self) -> list[str]:
        """A warning for each notebook of `notebooks/` that is no stage."""
        listed = {stage.name for stage in self.stages}
        found = find(self.root, ["notebooks/*.ipynb"])
        return [
            f"{path} is in no [[stage]] of {FILE}: it is not executed and not in the report."
            for path in found
            if PurePosixPath(path).stem not in listed
        ]


def read_project(root: Path, out: Path) -> Project:
    """The project below `root`.

    Raises:
        SetupError: If the file is missing or says something that cannot be meant.
    """
    try:
        table = tomllib.loads((root / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SetupError(f"{FILE} is missing in {root}: it lists the notebooks to run.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"{FILE} is not valid TOML: {error}. Mend that place.") from None
    _refuse_unknown(table)
    return Project(
        root=root,
        out=out,
        stages=_stages(root, table),
        lock=str(table.get("code", {}).get("lock", "requirements.lock")),
        checks=tuple(_check(entry) for entry in table.get("check", [])),
        report=_patterns(table.get("report", {}), "inputs", "[report]"),
    )


def _refuse_unknown(table: dict[str, Any]) -> None:
    for section, content in table.items():
        if section not in _EXPECTED:
            known = ", ".join(sorted(_EXPECTED))
            raise SetupError(f"{FILE}: no section {section!r} is known; known are {known}.")
        for part in content if isinstance(content, list) else [content]:
            _refuse_keys(section, part)


def _refuse_keys(section: str, part: Any) -> None:
    expected = _EXPECTED[section]
    if not isinstance(part, dict):
        raise SetupError(f"{FILE}: write [{section}] or [[{section}]] with keys below it.")
    if unknown := set(part) - expected:
        raise SetupError(
            f"{FILE}: {section} has the unknown key {sorted(unknown)[0]!r}; known are "
            f"{', '.join(sorted(expected))}."
        )


def _check(entry: Any) -> Check:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise SetupError(f"{FILE}: write [[check]] with a name, inputs and modules below it.")
    name = entry["name"]
    where = f"check {name}"
    return Check(name, _patterns(entry, "inputs", where), _patterns(entry, "modules", where))


def _stages(root: Path, table: dict[str, Any]) -> tuple[Stage, ...]:
    given = table.get("stage", [])
    if not isinstance(given, list) or not given:
        raise SetupError(f"{FILE} lists no stage: write one [[stage]] for each notebook.")
    stages = tuple(_stage(root, entry, number) for number, entry in enumerate(given, start=1))
    names = [stage.name for stage in stages]
    for name in names:
        if names.count(name) > 1:
            raise SetupError(f"{FILE}: the stage {name!r} is listed twice: delete one.")
    return stages


def _stage(root: Path, entry: dict[str, Any], number: int) -> Stage:
    name = entry.get("name")
    if not isinstance(name, str) or not name or PurePosixPath(name).name != name:
        raise SetupError(
            f"{FILE}: stage {number} needs name = the notebook's name without .ipynb, got {name!r}."
        )
    if not (root / "notebooks" / f"{name}.ipynb").is_file():
        raise SetupError(f"{FILE} lists {name!r}, but notebooks/{name}.ipynb is not there.")
    where = f"stage {name}"
    return Stage(
        name,
        _patterns(entry, "inputs", where),
        _patterns(entry, "outputs", where),
        _timeout(entry.get("timeout", PATIENCE), where),
    )


def _timeout(given: Any, where: str) -> int:
    if type(given) is not int or given < 1:
        raise SetupError(f"{FILE}: {where}: timeout must be a number of seconds, got {given!r}.")
    return given


def _patterns(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = entry.get(key, [])
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise SetupError(f"{FILE}: {where}: {key} must be a list of patterns, got {given!r}.")
    for pattern in given:
        path = PurePosixPath(pattern)
        if not pattern or path.is_absolute() or ".." in path.parts or "\\" in pattern:
            raise SetupError(
                f"{FILE}: {where}: the pattern {pattern!r} must be relative, with / and without .."
            )
    return tuple(given)
