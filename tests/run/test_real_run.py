"""What the real report's own run says of itself: closures, files seen, the ledger."""

import json
from pathlib import Path

import pytest

from twodeltas.run.ledger import entries
from twodeltas.run.log import WIDTH, table
from twodeltas.run.state import load

pytestmark = pytest.mark.build
ROOT = Path(__file__).resolve().parents[2]


def test_no_module_was_imported_that_following_imports_misses(built_report: Path):
    for name, record in load(built_report / "run").stages.items():
        modules, beside = record.key["modules"], record.key["beside"]
        assert "src/twodeltas/present/notebook.py" in modules, name
        assert [path for path in beside if path.endswith(".py")] == [], name
        assert any(path.startswith("src/twodeltas/export/fonts/Deltas") for path in beside), name


def test_the_machinery_is_no_input_of_a_chapter(built_report: Path):
    for record in load(built_report / "run").stages.values():
        rooms = {path.split("/")[2] for path in record.key["modules"]}
        assert not rooms & {"run", "export", "cli.py", "parameters.py"}
        assert len(record.key["modules"]) < len(list((ROOT / "src").rglob("*.py"))) / 2


def test_the_ledger_of_the_report(built_report: Path):
    found = entries(built_report / "run")
    assert {entry["state"] for entry in found} == {"done"}
    last = [entry for entry in found if entry["run"] == found[-1]["run"]]
    assert last[-1]["stage"] == "report"
    assert {"python", "pandas", "matplotlib"} <= set(last[-1]["versions"])
    assert max(map(len, table(found))) <= WIDTH
    text = json.dumps([entry["outputs"] for entry in found])
    assert ".staging" not in text
