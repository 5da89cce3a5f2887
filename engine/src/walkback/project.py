"""What a report is made of and where its parts are: notebooks, checks, folders of code."""

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from walkback.patterns import find
from walkback.report_parts import ReportPart

FILE = "report.toml"
DATA = "data/**"
"""Where a report has what notebooks may read without declaring it."""

PATIENCE = 1800


@dataclass(frozen=True)
class Stage:
    """One notebook. Patterns are relative, with `/`; see `patterns`.

    Attributes:
        name: The notebook's name without suffix.
        inputs: What it reads and cannot be seen to read: files that a compiled library or another
            process opens, or that are neither data nor code.
        outputs: What it promises to write; each pattern must get at least one file. A chapter of
            prose alone promises none.
        timeout: How many seconds one cell may take.
        after: The stages that it waits for in its first run; None for all that write data. Later
            it waits for those whose results it was seen to read.
    """

    name: str
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    timeout: int = PATIENCE
    after: tuple[str, ...] | None = None


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
class Identity:
    """What the documents call themselves.

    Attributes:
        name: Names the files: `report/NAME.html`, `report/NAME.pdf`.
        title: What the report is called where a notebook gives it no title.
        author: Who made it.
        cover: An SVG for the cover, below the checkout; "" for none.
        code: Patterns of the code that made the report, for its record.
        lock: The file that pins the packages.
        command: The command that makes a further report; "" for the main one.
        brief: Whether the PDF has neither a page for the title nor contents, and its chapters begin
            where the last one ended.
        order: The parts of the report, in the order of its readers; none for that of the notebooks.
        claim_words: Whether a sentence with a word that ranks or compares must rest on something, see
            `walkback.notebooks.claim_words`.
    """

    name: str = "report"
    title: str = "Report"
    author: str = ""
    cover: str = ""
    code: tuple[str, ...] = ("src/**/*",)
    lock: str = "requirements.lock"
    command: str = ""
    brief: bool = False
    claim_words: bool = False
    order: tuple[ReportPart, ...] = ()

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """What the documents are made from: the parts, each with the patterns of its files."""
        return {
            "data": ("data/*.csv", "data/*.json", "data/*.geojson", "data/raw/*", "data/raw/*/*"),
            "notebooks": ("notebooks/*.ipynb", FILE),
            "code": self.code,
            "lock": (self.lock,),
        }

    def file(self, form: str) -> str:
        """The file of one format, relative to `out`."""
        return f"report/{self.name}.{form}"


@dataclass(frozen=True)
class Hooks:
    """Functions of the report that the engine calls, each as `module:function`.

    Attributes:
        checks: What is checked beside the data package, see `walkback.tables.check`.
        parameters: What turns given parameters into those that notebooks get; "" for nothing.
        folders: Where their modules are looked for.
    """

    checks: tuple[str, ...] = ()
    parameters: str = ""
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Project:
    """Where things are and what there is to run.

    Attributes:
        root: The checkout; only read.
        out: Where results go.
        stages: The stages, in order.
        lock: The file that pins the packages.
        checks: What is looked at first, in order: the data, then what notebooks cite.
        report: Patterns of what the report depends on beside the executed notebooks.
        identity: What the documents call themselves.
        folders: Where notebooks find modules of the checkout, in the order in which Python looks.
        hooks: Functions of the report that the engine calls.
        begin: The lines of code that a new notebook begins with; none for those of the engine.
        folder: Of a further report, where below `out` each of it has its folder.
        beside: The notebooks of the other reports of the checkout.
        author: The project that this one is a run's own copy of; None for one that is no copy.
    """

    root: Path
    out: Path
    stages: tuple[Stage, ...]
    lock: str = "requirements.lock"
    checks: tuple[Check, ...] = ()
    report: tuple[str, ...] = ()
    identity: Identity = field(default_factory=Identity)
    folders: tuple[str, ...] = ("notebooks", "src")
    hooks: Hooks = field(default_factory=Hooks)
    begin: tuple[str, ...] = ()
    folder: str = ""
    beside: tuple[str, ...] = ()
    author: "Project | None" = None

    @property
    def known(self) -> "Project":
        """The project where its author has it: what messages name, and where a run's own files are."""
        return self.author or self

    @property
    def run_dir(self) -> Path:
        """Where executed notebooks and the state are."""
        return self.out / "report" / "run"

    @property
    def import_paths(self) -> list[Path]:
        """The folders that a notebook imports from, its own aside."""
        return [self.root / folder for folder in self.folders if folder != "notebooks"]

    def source(self, stage: Stage) -> Path:
        """The notebook of a stage, as its author saved it."""
        return self.root / "notebooks" / f"{stage.name}.ipynb"

    def executed(self, stage: Stage) -> Path:
        """The executed copy of a stage's notebook."""
        return self.run_dir / f"{stage.name}.ipynb"

    def staging(self, stage: Stage) -> Path:
        """Where a stage writes while this process runs it; the kernel of a killed one may go on."""
        return self.known.run_dir / ".staging" / str(os.getpid()) / stage.name

    @property
    def places(self) -> list[Path]:
        """The folders that belong to the project: the checkout, and its results elsewhere."""
        if self.author:
            return [self.root, *self.author.places]
        if self.out == self.root:
            return [self.root]
        patterns = [pattern for stage in self.stages for pattern in stage.outputs]
        tops = {pattern.partition("/")[0] for pattern in patterns if "/" in pattern}
        return [self.root, *(self.out / top for top in sorted({*tops, "report"}))]

    def name_of(self, path: str) -> str:
        """An absolute path relative to `out` or to the checkout, with `/`."""
        for base in (self.out, self.root, self.known.out, self.known.root):
            if Path(path).is_relative_to(base):
                return Path(path).relative_to(base).as_posix()
        return Path(path).as_posix()

    def unlisted(self) -> list[str]:
        """A warning for each notebook of `notebooks/` that is no stage of any report."""
        listed = {*(stage.name for stage in self.stages), *self.beside}
        found = find(self.root, ["notebooks/*.ipynb"])
        return [
            f"{path} is in no [[notebook]] of {FILE}: it is not executed and not in the report."
            for path in found
            if PurePosixPath(path).stem not in listed
        ]
