"""What a notebook did with the files of the project, held against what its stage declares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from walkback.patterns import fixed_folder, matches
from walkback.project import DATA, FILE, Project, Stage
from walkback.run.plan.inputs import ABSENT, earlier, is_result, listings
from walkback.run.plan.looked import LINK

_DATA = fixed_folder(DATA)
_OUTSIDE = (
    "it is outside of the checkout, where nobody else has it; put data below "
    f"{_DATA}/ and code below src/"
)
Spot = list[int]
"""Execution count and line of the cell in which it happened; empty where it was in none."""


@dataclass(frozen=True)
class Seen:
    """What the hook in the kernel saw, by absolute path.

    Attributes:
        read: Files opened.
        listed: Folders whose content was asked for.
        written: Files that it tried to write where it must not.
        looked: What was asked for without being opened, and what it was told to be.
        links: Links of which it was asked where they lead, and what was told.
        modules: Modules of the project, or installed in place, whose source was loaded.
        imported: The first names of all modules that were imported.
        peak: The most memory that the kernel had at once, in bytes; None if nobody knows.
    """

    read: Mapping[str, Spot] = field(default_factory=dict)
    listed: Mapping[str, Spot] = field(default_factory=dict)
    written: Mapping[str, Spot] = field(default_factory=dict)
    looked: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
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

    @property
    def journal(self) -> Path:
        """Where processes that its kernel forks tell what they saw."""
        return self.write.with_suffix(".seen")

    def beside(self) -> list[str]:
        """What modules read beside themselves, and modules that no import statement names.

        Files below `src` that are no Python source, or whose very text was read; files that were
        looked for there in vain; folders there, or around them, that were listed (with `/` at the
        end); modules that were loaded in a way that cannot be found by reading code; settings of the
        user and packages installed in place, by their whole paths.
        """
        seen = self.seen or Seen()
        loaded = {self.project.name_of(path) for path in seen.modules} - set(self.modules)
        read = {self.project.name_of(path) for path in seen.read}
        names = {name for name in read if self._is_code(name) or _of_the_user(name)}
        folders = {self.project.name_of(path) for path in seen.listed if Path(path).is_dir()}
        names |= {f"{name}/" for name in folders if self._is_code(f"{name}/") or name in self._tops}
        return sorted(names | {name for name in loaded if self._is_code(name) or _outside(name)})

    @property
    def _tops(self) -> set[str]:
        """The checkout itself and the folder of notebooks: there is code in them, and other files."""
        return {".", *self.project.folders}

    def inputs(self) -> dict[str, str]:
        """The files that it read, code aside, each with the hash that it had when it began.

        A file that was looked for and not found is one of them: that it appears is a change. So is
        a result of an earlier stage that was only asked for: it must be there first. So is whatever
        the stage declares, because what reads it may not be seen.
        """
        seen = self.seen or Seen()
        names = {self.project.name_of(path) for path in (*seen.read, *seen.modules)}
        names |= {n for n in map(self.project.name_of, seen.looked) if n in self._fed}
        names |= {name for name in self.before if matches(name, self.stage.inputs)}
        read = {name for name in names - set(self.modules) if not self._is_code(name)}
        return {name: self.before.get(name, ABSENT) for name in sorted(read) if not _outside(name)}

    @property
    def _fed(self) -> set[str]:
        """The results of earlier stages."""
        return {name for name in self.produced if name in self.before}

    def looked(self) -> dict[str, str]:
        """What it asked for without opening it, and what it was told; results are in their place."""
        seen = self.seen or Seen()
        asked = {self.project.name_of(path): kind for path, kind in seen.looked.items()}
        asked |= {self.project.name_of(p) + LINK: to for p, to in seen.links.items()}
        return {name: told for name, told in sorted(asked.items()) if not self._of_results(name)}

    def _of_results(self, name: str) -> bool:
        """Whether a path is a folder of results or around one: a run makes them when it needs them."""
        folders = {fixed_folder(one) for stage in self.project.stages for one in stage.outputs}
        folders |= {"report", "report/run"}
        return any(f"{one}/".startswith(f"{name}/") for one in folders if one)

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
            for path, spot in {**self._loaded(), **seen.read}.items()
            if Path(path).is_file() and (why := self._why_not(path))
        ]
        told += [
            ([], f"{name} was looked for", self._whose(name))
            for path, kind in seen.looked.items()
            if kind == "file" and self._too_late(name := self.project.name_of(path))
        ]
        told += [
            (
                spot,
                f"the folder {name} was listed",
                _OUTSIDE if _outside(name) else self._declare(f"{name}/*"),
            )
            for path, spot in seen.listed.items()
            if (name := self.project.name_of(path)) and not self._may_list(name)
        ]
        return [f"  {what}{where(spot)}: {why}." for spot, what, why in told]

    def _loaded(self) -> dict[str, Spot]:
        """The modules of the project that were loaded, as files that were read."""
        modules = (self.seen or Seen()).modules
        return {path: [] for path in modules if not _outside(self.project.name_of(path))}

    def _too_late(self, name: str) -> bool:
        """Whether a result is of this stage or a later one, or of nobody."""
        made = self.produced.get(name) in earlier(self.project, self.stage)
        return is_result(self.project, name) and not made

    def _whose(self, name: str) -> str:
        maker = self.produced.get(name)
        if maker is None:
            return "it is in a place for results, but no stage wrote it"
        return f"{maker} writes it, and a stage can read only what an earlier one wrote"

    def _why_not(self, path: str) -> str:
        """Why a file must not be read, or "" if it may."""
        name = self.project.name_of(path)
        if _outside(name):
            return "" if _of_the_user(name) else _OUTSIDE
        if not Path(path).is_relative_to(self.project.root) and not self.untouched(path):
            return (
                "it was read by its full path, and is not as it was when this run began; write its "
                "path from the notebook"
            )
        if any(part.startswith(".") for part in name.split("/")):
            return "it is hidden, and hidden files are no part of a report: give it another name"
        if "__pycache__" in name.split("/"):
            return "it is bytecode, which Python makes anew: read its source"
        if name in self.modules or self._is_code(name):
            return ""
        maker = self.produced.get(name)
        if self._too_late(name) or (maker and maker not in earlier(self.project, self.stage)):
            return self._whose(name)
        if maker and not Path(path).is_relative_to(self.project.out):
            return f"results are in {self.project.known.out}, see WALKBACK_OUT"
        if maker or name == FILE or matches(name, [DATA, *self.stage.inputs]):
            return ""
        return f"it is neither data nor code; put it below {_DATA}/, or {self._declare(name)}"

    def _declare(self, name: str) -> str:
        return f'add "{name}" to the inputs of {self.stage.name} in {FILE}'

    def _may_list(self, name: str) -> bool:
        """Whether files that are declared are in a folder, below it or around it."""
        if _of_the_user(name):
            return True
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


def _outside(name: str) -> bool:
    """Whether a name, see `Project.name_of`, is of a path outside of the project."""
    return Path(name).is_absolute()


def _of_the_user(name: str) -> bool:
    """Whether a path is of the user's own settings: hidden, below the home folder."""
    if not _outside(name) or not Path(name).is_relative_to(Path.home()):
        return False
    return Path(name).relative_to(Path.home()).parts[:1][0].startswith(".")


def spots(counts: Mapping[int, int]) -> Callable[[Spot], str]:
    """What says where something happened.

    Args:
        counts: The number of each cell, by execution count.
    """

    def where(spot: Spot) -> str:
        known = spot and spot[0] in counts
        return f" in cell {counts[spot[0]]}, line {spot[1]}" if known else ""

    return where
