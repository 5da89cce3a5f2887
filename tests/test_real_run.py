"""What the real report's own run says of itself: closures, files seen, the ledger."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from walkback import cli
from walkback.report_file import read_project
from walkback.run.commit.ledger import entries
from walkback.run.commit.log import WIDTH, table
from walkback.run.plan.schedule import waits_for
from walkback.run.plan.state import State, load

pytestmark = pytest.mark.build


def test_no_module_was_imported_that_following_imports_misses(built_report: Path):
    for name, record in load(built_report / "run").stages.items():
        modules, beside = record.key["modules"], record.key["beside"]
        assert "src/twodeltas/shared/start.py" in modules, name
        assert [path for path in beside if path.endswith(".py")] == [], name
        assert any(path.startswith("engine/src/walkback/fonts/Walkback") for path in beside), name


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
    waits = waits_for(read_project(ROOT, Path("none")).stages, State())
    assert waits["02_metrics"] == waits["03_collaboration_models"] == {"01_ingest"}
    assert waits["04_recommendations"] == {"01_ingest", "02_metrics"}


def test_every_notebook_is_listed():
    names = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    project = read_project(ROOT, ROOT)
    assert [*(stage.name for stage in project.stages), *project.beside] == names


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout without its results, to be edited."""
    copy = tmp_path_factory.mktemp("a checkout") / "copy"
    parts = ("data", "docs", "engine/src", "notebooks", "src")
    for part in parts:
        shutil.copytree(
            ROOT / part, copy / part, ignore=shutil.ignore_patterns("processed", "__pycache__")
        )
    for file in ("report.toml", "requirements.lock", "run_all.py"):
        shutil.copy(ROOT / file, copy / file)
    return copy


def runs(checkout: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What a run would do, and why."""
    assert cli.main(["--dry-run", "--out", str(out)], checkout) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    parts = [line.split(maxsplit=2) for line in lines]
    return {name: why for name, word, why in parts if word == "runs"}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("data/raw/scores.csv", {"04_recommendations": "input changed: data/raw/scores.csv"}),
        ("data/raw/codings.csv", {"03_collaboration_models", "04_recommendations"}),
        ("data/raw/new.csv", {}),
        ("engine/src/walkback/cli/parse.py", {}),
        ("src/twodeltas/recommendations/charts/chain.py", {"04_recommendations"}),
    ],
)
def test_an_edit_runs_what_reads_it_and_nothing_else(
    built_report: Path, checkout: Path, capsys: pytest.CaptureFixture[str], edit: str, expected: Any
):
    file = checkout / edit
    before = file.read_bytes() if file.exists() else None
    assert runs(checkout, built_report.parent, capsys) == {}
    file.write_bytes((before or b"id\n1\n") + b"\n" + (b"X = 1\n" if edit.endswith("py") else b""))
    found = runs(checkout, built_report.parent, capsys)
    file.unlink() if before is None else file.write_bytes(before)
    report = found.pop("report", "")
    assert set(found) == set(expected)
    assert bool(report) == (before is not None)
    if isinstance(expected, dict):
        assert found == expected
