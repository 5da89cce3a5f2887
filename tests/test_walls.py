"""The walls between the rooms, as pyproject.toml draws them, and one that it cannot draw."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.conftest import ROOT

DRAWING = ("matplotlib", "seaborn", "mpltern")
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
DRAWERS = {
    "twodeltas.shared.point_labels",
    "twodeltas.shared.series_panels",
    "twodeltas.shared.stacked_bars",
    "twodeltas.shared.palette",
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("twodeltas", include_external_packages=True, cache_dir=None)


def draws(module: str) -> bool:
    """Whether a module is there to draw."""
    return ".charts" in module or module in DRAWERS


def test_what_computes_neither_draws_nor_asks_a_chart(graph: grimp.ImportGraph):
    """Tables and words may ask a chart for its marks; what computes asks for none."""
    computing = [
        module
        for module in graph.modules
        if module.startswith("twodeltas.") and not draws(module) and ".tables" not in module
    ]
    assert len(computing) > 60
    asked = {m: graph.find_modules_directly_imported_by(m) for m in computing}
    assert {
        module: found
        for module, imports in asked.items()
        if (found := [one for one in imports if one in DRAWING or ".charts" in one])
    } == {}


def test_the_contracts_are_kept():
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_architecture_says_the_same_as_the_contracts():
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    told = " ".join(Path(ROOT / "docs/architecture.md").read_text("utf-8").split())
    for contract in settings["tool"]["importlinter"]["contracts"]:
        assert contract["name"] in told, f"docs/architecture.md does not say: {contract['name']}"
