"""A project built once, copied for each test; runs that keep what they printed."""

import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.run import tiny
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.commit.begin import run
from walkback.run.commit.context import Steps
from walkback.run.plan.dry_run import Request, outlook, read_sources
from walkback.run.plan.staleness import Decision
from walkback.run.plan.state import load
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop


@dataclass
class Runner:
    """Runs a tiny project in this process."""

    root: Path
    out: Path
    checks: list[list[str]] = field(default_factory=list)
    rendered: list[tuple[str, ...]] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    told: str = ""
    check: Callable[[], None] = lambda: None

    def run(self, **request: object) -> str:
        """Build; returns what was printed, one line a stage; see `told` for what came after."""
        stream = io.StringIO()
        self.run_with(Progress(stream, 8), **request)
        lines, _, self.told = stream.getvalue().partition("Report: ")
        return lines

    def run_with(self, progress: Progress, **request: object) -> None:
        """Build, and tell this progress."""
        steps = Steps(self._check, self._render, lambda: self.prepared.append("prepared"))
        asked = Request(**request)  # type: ignore[arg-type]
        run(read_project(self.root, self.out), asked, steps, progress, Stop())

    def outlook(self, **request: object) -> dict[str, Decision]:
        """What a run would do, by stage."""
        project = read_project(self.root, self.out)
        asked = Request(**request)  # type: ignore[arg-type]
        found = outlook(project, read_sources(project), asked, load(project.run_dir))
        return {one.name: one for one in found}

    def why(self, **request: object) -> dict[str, str]:
        """The reasons of a dry run, by stage."""
        return {name: one.why for name, one in self.outlook(**request).items()}

    def _check(self, _project: Project, names: Sequence[str]) -> dict[str, bytes]:
        self.checks.append(list(names))
        self.check()
        return {"data/processed/sizes.json": b"{}"} if "data" in names else {}

    def _render(
        self, project: Project, folder: Path, formats: tuple[str, ...], _files: Sequence[str]
    ) -> list[Path]:
        self.rendered.append(formats)
        figures = sorted((project.out / "figures").glob("*.svg"))
        content = "".join(path.read_text("utf-8") for path in figures)
        files = [folder / f"tiny.{form}" for form in formats] + [folder / "values.csv"]
        for file in files:
            file.write_text(content, "utf-8")
        return files


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny project, built once, in a folder with a space and Chinese characters."""
    root = tiny.make(tmp_path_factory.mktemp("a project 项目"))
    Runner(root, root).run()
    return root


@pytest.fixture
def runner(built: Path, tmp_path: Path) -> Runner:
    """A copy of the built project: everything is up to date."""
    root = tmp_path / "项目 copy"
    shutil.copytree(built, root)
    return Runner(root, root)
