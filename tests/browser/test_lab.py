"""Run All: in JupyterLab with Chromium, and in an ordinary kernel as VS Code and nbmake have it."""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.conftest import ROOT
from walkback.notebooks.code_prose import shown
from walkback.notebooks.expressions import expressions
from walkback.report_file import read_project
from walkback.run.commit.lab import lab_command, lab_variables

pytestmark = pytest.mark.build

Once = Callable[[str, Callable[[Path], None]], Path]
CHECKOUT = ("data", "docs", "notebooks", "src", "report.toml", "requirements.lock")
EVERY = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
NAMES = [name for name in EVERY if name[0].isdigit()]  # those of the main report
FALSE = (  # of branches that do not hold for the data as they are shipped
    "two innovation clusters compared",
    "The counts that were supplied",
    "One gap weighs heavily",
    "every share of the pair that this edition counts is printed",
)
LONGEST = 240  # seconds that one notebook may take
CELLS = "return document.querySelectorAll('.jp-Notebook .jp-Cell').length"
BUSY = """
const status = document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status;
const waiting = [...document.querySelectorAll('.jp-InputPrompt')];
return status !== 'idle' || waiting.some((prompt) => prompt.textContent.includes('*'));
"""


@pytest.fixture(scope="session")
def run_through(once: Once) -> Path:
    """A copy of the checkout in which all notebooks were run in order, in ordinary kernels."""
    return once("run all", run_all_in_kernels) / "checkout"


def run_all_in_kernels(folder: Path) -> None:
    """What `jupyter execute`, nbmake and VS Code do: the notebook's folder, no variable of ours."""
    root = folder / "checkout"
    root.mkdir()
    for name in CHECKOUT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    own = {k: v for k, v in os.environ.items() if not k.startswith("WALKBACK_")}
    for name in EVERY:
        notebook = nbformat.read(root / "notebooks" / name, as_version=4)
        place = {"metadata": {"path": str(root / "notebooks")}}
        NotebookClient(notebook, timeout=LONGEST, resources=place).execute(env=own)
        nbformat.write(notebook, folder / name)


def pictures(cells: list[dict[str, Any]]) -> int:
    """How many figures the cells hold."""
    return sum("image/png" in output.get("data", {}) for c in cells for output in _outputs(c))


def _outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    outputs: list[dict[str, Any]] = cell.get("outputs", [])
    return outputs


@pytest.mark.parametrize("name", NAMES)
def test_run_all_runs_in_an_ordinary_kernel_and_says_nothing_false(name, run_through):
    cells = nbformat.read(run_through.parent / name, as_version=4).cells
    text = "\n".join(shown(cell) for cell in cells)
    assert [words for words in FALSE if words in text] == []
    calls = [c for c in cells if c.cell_type == "code" and c.source.startswith("show_figure(")]
    assert pictures(cells) >= len(calls) > 0


def test_the_profile_runs_in_an_ordinary_kernel(run_through):
    cells = nbformat.read(run_through.parent / "profile.ipynb", as_version=4).cells
    assert pictures(cells) > 3
    assert "Who is ahead" in "\n".join(shown(cell) for cell in cells)


def test_the_words_of_branches_that_do_not_hold_are_in_the_notebooks():
    """Else the test above could not fail."""
    sources = [
        " ".join("".join(cell["source"]).split())
        for name in NAMES
        for cell in json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]
    ]
    assert [words for words in FALSE if not any(words in text for text in sources)] == []


@pytest.fixture(scope="module")
def lab(run_through: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab, started as `run_all.py lab` starts it."""
    project, own = read_project(run_through, run_through), tmp_path_factory.mktemp("jupyter")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=tried")
    places = {
        f"JUPYTER{p}_DIR": str(own / p) for p in ("_CONFIG", "LAB_SETTINGS", "LAB_WORKSPACES")
    }
    with (own / "log").open("w") as log:
        server = subprocess.Popen(
            [*lab_command(project, None), *options],
            env=os.environ | lab_variables(project) | places,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.wait(30)


def wait_until(done: Callable[[], Any], seconds: float) -> Any:
    """What `done` gives once it gives something; an error of the browser counts as nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.5)
    raise AssertionError(f"not done after {seconds} s: {done}")


def command(driver: webdriver.Chrome, menu: str, item: str) -> None:
    """Choose a command in the menus of JupyterLab."""
    bar = driver.find_elements(By.CSS_SELECTOR, ".lm-MenuBar-item")
    next(entry for entry in bar if entry.text.strip() == menu).click()
    wait_until(
        lambda: driver.find_elements(By.CSS_SELECTOR, f'.lm-Menu-item[data-command="{item}"]'), 10
    )[0].click()


def at_rest(driver: webdriver.Chrome) -> bool:
    """Whether nothing runs for three seconds; between two cells the kernel is idle for a moment."""
    for _ in range(6):
        if driver.execute_script(BUSY):
            return False
        time.sleep(0.5)
    return True


def reached(driver: webdriver.Chrome, address: str) -> bool:
    try:
        driver.get(address)
    except Exception:  # noqa: BLE001 - the server is not there yet
        return False
    return True


def stripped(path: Path) -> str:
    """The notebook after `make fix`."""
    shown = subprocess.run(["make", "-n", "fix"], cwd=ROOT, capture_output=True, text=True).stdout
    line = next(line for line in shown.splitlines() if "-m nbstripout" in line)
    options = [part for part in shlex.split(line)[1:] if not part.endswith(".ipynb")]
    subprocess.run([sys.executable, *options, str(path)], check=True)
    return path.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_run_all_in_jupyterlab(name, lab, driver, run_through):
    wait_until(lambda: reached(driver, f"{lab}/lab/tree/notebooks/{name}?token=tried&reset"), 60)
    wait_until(lambda: driver.execute_script(CELLS) > 5, 90)
    wait_until(lambda: not driver.execute_script(BUSY), 60)  # the kernel is there
    command(driver, "Run", "runmenu:run-all")
    wait_until(lambda: driver.execute_script(BUSY), 20)
    wait_until(lambda: at_rest(driver), LONGEST)
    blocks = "return document.querySelectorAll('.jp-MarkdownCell p .jp-RenderedMarkdown').length"
    assert driver.execute_script(blocks) == 0  # what {eval} gives stands in the line
    command(driver, "File", "docmanager:save")
    path = run_through / "notebooks" / name
    wait_until(lambda: '"image/png"' in path.read_text("utf-8"), 30)
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert [c["id"] for c in cells for o in _outputs(c) if o["output_type"] == "error"] == []
    plain = nbformat.read(run_through.parent / name, as_version=4).cells
    assert pictures(cells) == pictures(plain) > 0
    values = [one for c in cells for one in c["metadata"].get("user_expressions", [])]
    asked = [
        e for c in cells if c["cell_type"] == "markdown" for e in expressions("".join(c["source"]))
    ]
    assert len(values) == len(asked) > 0
    assert [one["expression"] for one in values if one["result"]["status"] != "ok"] == []
    assert stripped(path) == (ROOT / "notebooks" / name).read_text("utf-8")
