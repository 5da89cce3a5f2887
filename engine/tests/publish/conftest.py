"""A sample project, its merged notebook, and its report built once for all tests."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from tests.publish.sample import NOTEBOOKS, prose, save, write_project
from walkback.publish import html
from walkback.publish.build import build_report, read_notebooks
from walkback.publish.document import document
from walkback.publish.exporters import new_state
from walkback.publish.gathered import State
from walkback.publish.merge import merge
from walkback.publish.pandoc import convert


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh sample project."""
    write_project(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report of the sample project: HTML, PDF, values.csv."""
    folder = tmp_path_factory.mktemp("sample")
    run = write_project(folder)
    build_report(run, folder / "report", folder, ["html", "pdf"], NOTEBOOKS)
    return folder / "report"


@pytest.fixture
def state(project: Path) -> State:
    """What an export of the sample project starts from."""
    return new_state(project / "report" / "run", merge([("a", new_notebook())]), project)


@pytest.fixture(scope="session")
def converted() -> dict[tuple[str, str], str]:
    """What was converted before, by the cells as JSON and the format."""
    return {}


@pytest.fixture
def convert_cells(project: Path, converted: dict[tuple[str, str], str]) -> Callable[..., str]:
    """Export a chapter of the given cells after the sample's own, as Typst or HTML text."""

    def run(*cells: NotebookNode, to: str = "typst") -> str:
        key = json.dumps([{**cell, "id": ""} for cell in cells]), to  # ids are random
        if key not in converted:
            converted[key] = convert_anew(project, cells, to)
        return converted[key]

    return run


def convert_anew(project: Path, cells: Sequence[NotebookNode], to: str) -> str:
    """The text that Pandoc makes of the sample and the cells."""
    folder = project / "report" / "run"
    save(folder / "05_more.ipynb", new_notebook(cells=[prose("# More {#sec-more}"), *cells]))
    merged = merge(read_notebooks(folder, [*NOTEBOOKS, "05_more"]))
    state = new_state(folder, merged, project)
    return convert(
        document(merged, state).tree,
        to="html5" if to == "html" else to,
        template="html.html" if to == "html" else "report.typ",
        references=state.sources.listed,
        variables={"words": state.words},
    )


@pytest.fixture(scope="module")
def no_fonts() -> Iterator[None]:
    """Cutting fonts costs a hundred times what the words cost, and is tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "font_faces", lambda _page: "")
        yield
