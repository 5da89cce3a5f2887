"""The wheel: what is in it, and that it works where only it is installed."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
OFFLINE = ["--no-deps", "--no-index"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "-w", str(folder), str(ENGINE)]
    subprocess.run(command, check=True)
    (made,) = folder.glob("walkback-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel, beside the packages of this one."""
    home = tmp_path_factory.mktemp("fresh environment")
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [*PIP, "--python", str(python), "install", *OFFLINE, str(wheel)]
    subprocess.run(command, check=True)
    (packages,) = home.glob("**/site-packages")
    (packages / "lock.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def call(python: Path, folder: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "WALKBACK_"))}
    command = [str(python), *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_everything_that_the_package_reads_is_in_the_wheel(wheel: Path):
    packed = set(zipfile.ZipFile(wheel).namelist())
    source = ENGINE / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "walkback").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - packed == set()
    for name in (
        "walkback/py.typed",
        "walkback/show/slide.typ",
        "walkback/publish/templates/report.typ",
        "walkback/publish/templates/lua/typst.lua",
        "walkback/fonts/WalkbackSans-Regular.ttf",
        "walkback/starter/notebooks/01_rain.ipynb",
        "walkback/starter/gitignore",
    ):
        assert name in packed


def test_the_wheel_carries_its_licences_and_its_readme(wheel: Path):
    with zipfile.ZipFile(wheel) as packed:
        (about,) = [name for name in packed.namelist() if name.endswith("/METADATA")]
        text = packed.read(about).decode("utf-8")
        licences = [name for name in packed.namelist() if "/licenses/" in name]
    assert {name.rpartition("/")[2] for name in licences} == {"LICENSE", "OFL.txt"}
    assert "License-Expression: MIT AND OFL-1.1" in text
    assert "walkback init" in text


def test_a_report_is_laid_out_and_checked_where_only_the_wheel_is_installed(
    installed: Path, tmp_path: Path
):
    where = call(installed, tmp_path, "-c", "import walkback; print(walkback.__file__)")
    assert Path(where).is_relative_to(installed.parent.parent)
    call(installed, tmp_path, "-m", "walkback", "init", "a report")
    lock = (tmp_path / "a report/requirements.lock").read_text("utf-8")
    assert "\npandas==" in lock
    told = call(installed, tmp_path / "a report", "-m", "walkback", "check")
    assert told == "12 rows in 1 table, 1 source: no problem.\n"
    script = installed.with_name(f"walkback{installed.suffix}")
    assert "--dry-run" in call(script, tmp_path, "--help")
