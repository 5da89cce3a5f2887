import json
import sys
from pathlib import Path

import pytest

from walkback.errors import UsageError
from walkback.project import Project
from walkback.run.commit.lab import lab_command, lab_variables
from walkback.run.execute.environment import place_variables


@pytest.fixture(autouse=True)
def an_ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests in a container run as root, for whom the command is another."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_root_in_a_container_is_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert "--allow-root" in lab_command(Project(tmp_path, tmp_path, ()), None)


def test_the_notebooks_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", "/mine")
    project = Project(tmp_path, tmp_path / "out", ())
    assert lab_command(project, None) == [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={tmp_path}",
        "--LabApp.default_url=/lab/tree/notebooks",
    ]
    assert place_variables(project) == {
        "WALKBACK_ROOT": str(tmp_path),
        "WALKBACK_OUT": str(tmp_path / "out"),
        "PYTHONPATH": f"{tmp_path}/src:/mine",
    }


def test_cells_are_in_the_page_also_off_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Else jupyterlab-myst misses expressions when all cells run."""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/mine")
    found = lab_variables(Project(tmp_path, tmp_path / "out", ()))["JUPYTER_CONFIG_PATH"].split(":")
    assert found[1:] == ["/mine"]
    text = (Path(found[0]) / "labconfig/default_setting_overrides.json").read_text("utf-8")
    assert json.loads(text)["@jupyterlab/notebook-extension:tracker"] == {"windowingMode": "none"}


def test_a_failed_copy_is_opened(tmp_path: Path):
    copy = tmp_path / "report/run/failed/02 指标.ipynb"
    copy.parent.mkdir(parents=True)
    copy.touch()
    command = lab_command(Project(tmp_path, tmp_path, ()), copy)
    assert command[-1].endswith("/lab/tree/report/run/failed/02%20%E6%8C%87%E6%A0%87.ipynb")
    other = lab_command(Project(tmp_path / "report/run/other", tmp_path, ()), copy)
    assert other[-2:] == [
        f"--ServerApp.root_dir={copy.parent}",
        "--LabApp.default_url=/lab/tree/02%20%E6%8C%87%E6%A0%87.ipynb",
    ]


def test_a_notebook_that_is_not_there(tmp_path: Path):
    with pytest.raises(UsageError, match="is not there"):
        lab_command(Project(tmp_path, tmp_path, ()), tmp_path / "x.ipynb")
