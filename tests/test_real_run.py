"""What the real report's own run says of itself: closures, files seen, the ledger."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from walkback.report_file import read_project
from walkback.run.commit.ledger import entries
from walkback.run.commit.log import WIDTH, table
from walkback.run.plan.schedule import waits_for
from walkback.run.plan.state import load

pytestmark = pytest.mark.build


def test_no_module_was_imported_that_following_imports_misses(built_report: Path):
    for name, record in load(built_report / "run").stages.items():
        modules, beside = record.key["modules"], record.key["beside"]
        assert "src/twodeltas/shared/start.py" in modules, name
        assert [path for path in beside if path.endswith(".py")] == [], name
        assert any(path.startswith("engine/src/walkback/fonts/Deltas") for path in beside), name


def test_the_machinery_is_no_input_of_a_chapter(built_report: Path):
    for record in load(built_report / "run").stages.values():
        engine = {p.split("/")[3] for p in record.key["modules"] if p.startswith("engine/")}
        assert not engine & {"run", "publish", "cli.py"}
        code = [*(ROOT / "src").rglob("*.py"), *(ROOT / "engine/src").rglob("*.py")]
        assert len(record.key["modules"]) < len(code) / 2


def test_the_ledger_of_the_report(built_report: Path):
    found = entries(built_report / "run")
    assert {entry["state"] for entry in found} == {"done"}
    last = [entry for entry in found if entry["run"] == found[-1]["run"]]
    assert last[-1]["stage"] == "report"
    assert {"python", "pandas", "matplotlib"} <= set(last[-1]["versions"])
    assert max(map(len, table(found))) <= WIDTH
    text = json.dumps([entry["outputs"] for entry in found])
    assert ".staging" not in text


def test_the_longest_notebook_waits_for_the_first_alone():
    waits = waits_for(read_project(ROOT, Path("none")).stages, {})
    assert waits["02_metrics"] == waits["03_collaboration_models"] == {"01_ingest"}
    assert waits["04_recommendations"] == {"01_ingest", "02_metrics"}


def test_every_notebook_is_listed():
    names = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    assert [stage.name for stage in read_project(ROOT, ROOT).stages] == names
