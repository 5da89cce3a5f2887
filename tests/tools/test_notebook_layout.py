"""Notebooks are laid out as JupyterLab saves them, so that an edited sentence is one changed line."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT

TOOL = ROOT / "tools/notebook_layout.py"
SHIPPED = sorted(
    path
    for folder in ("notebooks", "engine/examples", "engine/src/walkback/starter")
    for path in (ROOT / folder).rglob("*.ipynb")
)


def tool(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_shipped_notebooks_are_laid_out_so():
    assert len(SHIPPED) >= 7
    done = tool(*SHIPPED)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_an_edited_sentence_is_a_change_of_one_line(path, tmp_path):
    document = nbformat.read(path, as_version=4)
    cell = next(c for c in document.cells if c.cell_type == "markdown" and "." in c.source)
    cell.source = cell.source.replace(".", ", as was said.", 1)
    nbformat.write(document, tmp_path / "edited.ipynb")
    old, new = (p.read_text("utf-8").split("\n") for p in (path, tmp_path / "edited.ipynb"))
    assert len(old) == len(new)
    assert sum(one != other for one, other in zip(old, new, strict=True)) == 1


def test_another_layout_is_told_and_mended(tmp_path):
    one = tmp_path / "指标.ipynb"
    text = SHIPPED[0].read_text("utf-8")
    one.write_text(json.dumps(json.loads(text)), "utf-8")
    told = tool(one)
    assert told.returncode == 1
    assert str(one) in told.stdout
    assert "make fix" in told.stdout
    assert tool("--write", one).returncode == 0
    assert one.read_text("utf-8") == text
    assert tool(one).returncode == 0
