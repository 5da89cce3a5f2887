"""Sweeps on this machine: what they make, keep, tell; workers that are killed; Ctrl-C."""

import csv
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading import page, walkback
from tests.sweep import planets

NAMES = ["up-to-mars", "up-to-saturn", "up-to-venus"]
ASKED = ["--last", "mars,saturn,venus", "--format", "html"]


def build(root: Path) -> None:
    planets.copied(root / "planets")
    told = walkback(root / "planets", "sweep", *ASKED, "--workers", "2")
    (root / "said.txt").write_text(told, "utf-8")


@pytest.fixture(scope="module")
def built(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A sweep of three reports; not to be changed."""
    return once("a sweep 扫", build)


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(built / "planets", tmp_path / "planets")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_makes_each_report_as_a_single_run_does(built: Path, tmp_path: Path):
    told = (built / "said.txt").read_text("utf-8")
    assert told.startswith("3 reports; workers: 2 here\ndata checked: 18 rows in 2 tables")
    assert told.count(" done ") == 3
    assert "an hour" in told or "a minute" in told
    root = built / "planets"
    walkback(root, "-p", "last=mars", "--format", "html", "--out", str(tmp_path / "x/up-to-mars"))
    made = planets.documents(root / "report/sweep")
    alone = planets.documents(tmp_path / "x")
    assert {n: d for n, d in made.items() if n.startswith("up-to-mars/")} == alone
    assert len(alone) > 6
    assert not (root / "figures").exists()
    assert not (root / "report/run").exists()


def test_the_index_leads_to_each_report(built: Path):
    folder = built / "planets/report/sweep"
    found = rows(folder)
    assert [row["name"] for row in found] == ["up-to-mars", "up-to-saturn", "up-to-venus"]
    assert [row["its year"] for row in found] == ["1.881", "29.447", "0.615"]
    shown = page(folder / "index.html")
    for row, line in zip(found, shown.select("tbody tr"), strict=True):
        link = line.find("a")["href"]
        assert link == row["files"] == f"{row['name']}/report/planets.html"
        assert (folder / link).is_file()
    assert [b.get_text() for b in shown.select("th button")][:3] == [
        "report",
        "last planet",
        "its year",
    ]


def test_what_is_finished_is_not_done_again(root: Path):
    before = planets.documents(root / "report/sweep")
    told = walkback(root, "sweep", *ASKED)
    assert told.startswith("3 reports, 3 of them up to date\n")
    assert "checked" not in told
    dry = walkback(root, "sweep", "--last", "mars,jupiter", "--format", "html", "--dry-run")
    assert dry.splitlines() == [
        "up-to-mars     up to date",
        "up-to-jupiter  01_orbits: never run",
    ]
    (root / "report/sweep/up-to-mars/figures/fig-law.csv").write_text("edited", "utf-8")
    assert "3 reports, 2 of them up to date" in walkback(root, "sweep", *ASKED)
    assert planets.documents(root / "report/sweep") == before
    ledger = root / "report/sweep/up-to-mars/report/run/ledger.jsonl"
    runs = {json.loads(line)["run"] for line in ledger.read_text("utf-8").splitlines()}
    assert len(runs) == 2


def test_one_that_fails_is_told_and_does_not_stop_the_others(root: Path):
    path = root / "src/planets/law.py"
    text = path.read_text("utf-8")
    source = json.loads((root / "notebooks/02_law.ipynb").read_text("utf-8"))
    cell = next(
        c
        for c in source["cells"]
        if c["cell_type"] == "code" and "parameters" not in c["metadata"].get("tags", [])
    )
    cell["source"] = [*cell["source"], "\nassert last != 'saturn', 'no rings, please'"]
    (root / "notebooks/02_law.ipynb").write_text(json.dumps(source), "utf-8")
    told = walkback(root, "sweep", *ASKED, code=1)
    assert path.read_text("utf-8") == text
    assert told.count(" done ") == 2
    assert "up-to-saturn failed." in told
    assert "no rings, please" in told
    folder = root / "report/sweep/up-to-saturn"
    assert "jupyter" in told or "lab" in told
    assert "report/sweep/up-to-saturn/report/run/failed/02_law.ipynb" in told
    assert (folder / "report/run/failed/02_law.ipynb").is_file()
    assert "no rings, please" in (folder / "failed.txt").read_text("utf-8")
    assert "-p last=saturn" in told  # how the one report is made alone
    failed = {row["name"]: row["failed"] for row in rows(root / "report/sweep")}
    assert [name for name, why in failed.items() if why] == ["up-to-saturn"]
    cell["source"] = cell["source"][:-1]
    (root / "notebooks/02_law.ipynb").write_text(json.dumps(source), "utf-8")
    walkback(root, "sweep", *ASKED)
    assert not (folder / "failed.txt").exists()
    assert not (folder / "report/run/failed").exists() or not list(
        (folder / "report/run/failed").iterdir()
    )


def folder_name(argument: str) -> str:
    return Path(argument).name


def test_a_killed_worker_costs_only_its_job(built: Path, tmp_path: Path):
    root = planets.copied(tmp_path / "planets")
    process = planets.started(root, *ASKED, "--workers", "2")
    scratch = root / "report/sweep/.work/scratch"
    planets.until(lambda: list(scratch.glob("worker-*/up-to-*")))
    with planets.nothing_left(process):
        busy = {path.parent.name for path in scratch.glob("worker-*/up-to-*")}
        at_work = [w for w in planets.workers(process) if busy & {*map(folder_name, w.cmdline())}]
        at_work[0].kill()
        told = planets.ended(process)
    assert told.count("it is tried once more") == 1
    assert "SIGKILL" in told
    assert told.count(" done ") == 3
    expected = planets.documents(built / "planets/report/sweep")
    assert planets.documents(root / "report/sweep") == expected
    assert not scratch.exists()


def test_a_process_that_takes_the_place_of_another_makes_the_same(built: Path, tmp_path: Path):
    root = planets.copied(tmp_path / "planets")
    one_job_each = (
        "import sys\n"
        "from walkback.sweep import process\n"
        "process.MOST_CALLS = 1\n"
        "from walkback.cli import main\n"
        f"sys.exit(main({['sweep', *ASKED, '--workers', '1']!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", one_job_each],
        cwd=root,
        env=planets.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    expected = planets.documents(built / "planets/report/sweep")
    assert planets.documents(root / "report/sweep") == expected


def test_ctrl_c_ends_it_and_keeps_what_is_finished(built: Path, tmp_path: Path):
    root = planets.copied(tmp_path / "planets")
    process = planets.started(root, *ASKED, "--workers", "1")
    planets.until(lambda: list((root / "report/sweep").glob("up-to-*/report/run/state.json")))
    with planets.nothing_left(process):
        process.send_signal(signal.SIGINT)
        told = planets.ended(process, 130)
    assert "Stopped. What was finished is kept;" in told
    assert "Go on:  " in told
    assert not (root / "report/sweep/.work/scratch").exists()
    states = [row["failed"] for row in rows(root / "report/sweep")]
    assert "" in states
    assert "not made yet" in states
    assert f"{states.count('')} of them up to date" in walkback(root, "sweep", *ASKED)


def test_when_it_is_killed_its_workers_go_too(tmp_path: Path):
    root = planets.copied(tmp_path / "planets")
    process = planets.started(root, *ASKED, "--workers", "2")
    planets.until(lambda: list((root / "report/sweep").glob(".work/scratch/worker-*/up-to-*")))
    with planets.nothing_left(process):
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        (["--on", "moon"], 2, "--on moon: write here, local, or the address of a Dask scheduler"),
        (["--on", "tcp://127.0.0.1:1"], 3, "--on tcp://127.0.0.1:1: no scheduler answers there"),
        (["--workers", "0"], 2, "--workers 0: a worker or more is needed."),
        (["--last", "mars,vulcan"], 2, "no planet 'vulcan' after the first"),
        (["--last", "mars,mars"], 2, "sweep: up-to-mars is asked for twice: keep one."),
        (["--last"], 2, "--last: write the value"),
        (["--last", "mars", "--last", "venus"], 2, "--last is given twice: keep one."),
        (["--lsat", "mars"], 2, "--lsat is no option of it"),
        (["--only", "01"], 2, "--only belongs to build, not to sweep."),
        (["mars"], 2, "mars: only"),
        (["--planets", "none.csv"], 1, "none.csv: is missing"),
    ],
)
def test_wrong_usage(built: Path, tmp_path: Path, typed: list[str], code: int, message: str):
    told = walkback(built / "planets", "sweep", "--out", str(tmp_path), *typed, code=code)
    assert told.replace("error    ", "").startswith(message) or message in told.splitlines()[-1]
    assert not list(tmp_path.glob("up-to-*"))


def test_all_that_is_wrong_with_a_file_is_told_at_once(built: Path, tmp_path: Path):
    (tmp_path / "jobs.csv").write_text("last\nmars\nvulcan\nplanet x\n", "utf-8")
    file = str(tmp_path / "jobs.csv")
    told = walkback(built / "planets", "sweep", "--planets", file, "--out", str(tmp_path), code=2)
    assert "jobs.csv, row 3, column last" in told
    assert "jobs.csv, row 4, column last" in told
    assert told.endswith("2 problems; nothing was run.\n")


def test_faulty_data_stop_it_before_anything_is_made(built: Path, tmp_path: Path):
    root = planets.copied(tmp_path / "planets")
    path = root / "data/raw/orbits.csv"
    path.write_text(path.read_text("utf-8").replace("1.881", "one or two"), "utf-8")
    told = walkback(root, "sweep", *ASKED, code=1)
    assert "one or two" in told
    assert not list((root / "report/sweep").glob("up-to-*"))
