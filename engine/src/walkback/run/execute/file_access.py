"""What a notebook did with the files of the project, held against what its stage declares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from walkback.patterns import fixed_folder, matches
from walkback.project import DATA, FILE, Project, Stage
from walkback.run.plan.inputs import ABSENT, is_result, listings

_DATA = fixed_folder(DATA)
Spot = list[int]
"""Execution count and line of the cell in which it happened; empty where it was in none."""


@dataclass(frozen=True)
class Seen:
    """What the hook in the kernel saw, by absolute path.

    Attributes:
        read: Files opened.
        listed: Folders whose content was asked for.
        written: Files that it tried to write where it must not.
        modules: Modules of the project that were imported.
        imported: The first names of all modules that were imported.
        peak: The most memory that the kernel had at once, in bytes; None if nobody knows.
    """

    read: Mapping[str, Spot] = field(default_factory=dict)
    listed: Mapping[str, Spot] = field(default_factory=dict)
    written: Mapping[str, Spot] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    peak: int | None = None


@dataclass
class Watching:
    """One execution that is watched, and what came of it.

    Attributes:
        project: Where things are.
        stage: What is executed.
        modules: The modules that its imports reach, relative to the checkout.
        produced: Which stage wrote which file of `out`.
        before: The hash of each file that it may read, by name, as it was when it began.
        seen: What was seen, None as long as nobody told.
        untouched: Whether a file outside of the run's own copy still is as it was copied.
    """

    project: Project
    stage: Stage
    modules: Mapping[str, str]
    produced: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=dict)
    seen: Seen | None = None
    untouched: Callable[[str], bool] = lambda _path: True

    @property
    def write(self) -> Path:
        """The folder in which it may do anything."""
        return self.project.staging(self.stage)

    def beside(self) -> list[str]:
        """What modules read beside themselves, and modules that no import statement names.

        Files below `src` that are no Python source, folders there that were listed (with `/` at
        the end), and modules that were loaded in a way that cannot be found by reading code.
        """
        seen = self.seen or Seen()
        files = [path for path in (*seen.read, *seen.modules) if Path(path).is_file()]
        names = {self.project.name_of(path) for path in files}
        names |= {f"{self.project.name_of(path)}/" for path in seen.listed if Path(path).is_dir()}
        return sorted(name for name in names - set(self.modules) if self._is_code(name))

    def inputs(self) -> dict[str, str]:
        """The files that it read, code aside, each with the hash that it had when it began.

        A file that was looked for and not found is one of them: that it appears is a change.
        """
        names = {self.project.name_of(path) for path in (self.seen or Seen()).read}
        read = {name for name in names - set(self.modules) if not self._is_code(name)}
        return {name: self.before.get(name, ABSENT) for name in sorted(read)}

    def listed(self) -> dict[str, str]:
        """The folders of data whose names it asked for, each with the hash of these."""
        folders = {self.project.name_of(path) for path in (self.seen or Seen()).listed}
        data = {name for name in folders if f"{name}/".startswith(f"{_DATA}/")}
        return listings(data, self.before)

    def problems(self, where: Callable[[Spot], str]) -> list[str]:
        """What it did and its stage does not declare, one line each.

        Args:
            where: Says `in cell 3, line 2` for a spot.
        """
        if self.seen is None:
            return ["  its kernel did not say which files it had read."]
        seen = self.seen
        told = [
            (
                spot,
                f"{self.project.name_of(path)} was written",
                "a notebook writes below WALKBACK_WRITE",
            )
            for path, spot in seen.written.items()
        ]
        told += [
            (spot, f"{self.project.name_of(path)} was read", why)
            for path, spot in seen.read.items()
            if Path(path).is_file() and (why := self._why_not(path))
        ]
        told += [
            (spot, f"the folder {name} was listed", self._declare(f"{name}/*"))
            for path, spot in seen.listed.items()
            if (name := self.project.name_of(path)) and not self._may_list(name)
        ]
        return [f"  {what}{where(spot)}: {why}." for spot, what, why in told]

    def _why_not(self, path: str) -> str:
        """Why a file must not be read, or "" if it may."""
        name = self.project.name_of(path)
        if not Path(path).is_relative_to(self.project.root) and not self.untouched(path):
            return (
                "it was read by its full path, and is not as it was when this run began; write its "
                "path from the notebook"
            )
        if name in self.modules or self._is_code(name):
            return ""
        names = [stage.name for stage in self.project.stages]
        maker = self.produced.get(name)
        if maker in names[names.index(self.stage.name) :]:
            return f"{maker} writes it, and a stage can read only what an earlier one wrote"
        if maker is None and is_result(self.project, name):
            return "it is in a place for results, but no stage wrote it"
        if maker and not Path(path).is_relative_to(self.project.out):
            return f"results are in {self.project.known.out}, see WALKBACK_OUT"
        if maker or name == FILE or matches(name, [DATA, *self.stage.inputs]):
            return ""
        return f"it is neither data nor code; put it below {_DATA}/, or {self._declare(name)}"

    def _declare(self, name: str) -> str:
        return f'add "{name}" to the inputs of {self.stage.name} in {FILE}'

    def _may_list(self, name: str) -> bool:
        """Whether files that are declared are in a folder, below it or around it."""
        if name in {".", _DATA, *self.project.folders} or self._is_code(f"{name}/"):
            return True
        results = [pattern for stage in self.project.stages for pattern in stage.outputs]
        if matches(name, [DATA]) and not any(fixed_folder(one) == name for one in results):
            return True
        folders = [f"{fixed_folder(pattern)}/" for pattern in self.stage.inputs]
        return any(one.startswith(f"{name}/") or f"{name}/".startswith(one) for one in folders)

    def _is_code(self, name: str) -> bool:
        """Whether a name is of a module, or of a file or folder beside one."""
        folder = next((one for one in self.project.folders if name.startswith(f"{one}/")), "")
        return bool(folder) and (folder != "notebooks" or name.endswith(".py"))


def spots(counts: Mapping[int, int]) -> Callable[[Spot], str]:
    """What says where something happened.

    Args:
        counts: The number of each cell, by execution count.
    """

    def where(spot: Spot) -> str:
        known = spot and spot[0] in counts
        return f" in cell {counts[spot[0]]}, line {spot[1]}" if known else ""

    return where
