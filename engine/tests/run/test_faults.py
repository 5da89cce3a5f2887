"""What can happen to a run from outside: afterwards the next run ends in the same bytes.

WALKBACK_KILLS=200 pytest tests/run/test_faults.py -k killed kills more often than 30 times;
WALKBACK_SEED=7 kills at other moments.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.run import chain
from walkback.run.commit.ledger import entries

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and file systems of POSIX")

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("WALKBACK_KILLS", "30"))
SEED = int(os.environ.get("WALKBACK_SEED", "1"))
COMMAND = [sys.executable, "-m", "tests.run.chain"]
CHANGES = 810  # how many files a run of four stages opens to write, links, moves or deletes
Bytes = dict[str, bytes]


def start(root: Path, out: Path | None = None, **options: object) -> "subprocess.Popen[str]":
    """Start a run in a process of its own."""
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [*COMMAND, root, out or root],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def finish(root: Path, out: Path | None = None, **options: object) -> tuple[int, str]:
    """A whole run: its exit code, and what it said of failures."""
    process = start(root, out, **options)
    _, told = process.communicate(timeout=120)
    return process.returncode, told


def begun(process: "subprocess.Popen[str]", out: Path) -> None:
    """Wait until a run holds the lock."""
    end = time.monotonic() + 90
    signed = f'"pid": {process.pid},'
    while process.poll() is None:
        assert time.monotonic() < end
        holder = out / "report/run/lock.json"
        if holder.exists() and signed in holder.read_text("utf-8"):
            return
        time.sleep(0.005)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Bytes, Bytes], float]:
    """A project built with data 1, all results for data 0 and 1, and how long a run took."""
    root = chain.make(tmp_path_factory.mktemp("chain"))
    assert finish(root) == (0, "")
    first = chain.results(root)
    chain.change(root, 1)
    process = start(root)
    begun(process, root)
    began = time.monotonic()
    assert process.communicate(timeout=120)[1] == ""
    seconds = time.monotonic() - began
    second = chain.results(root)
    assert set(first) == set(second)
    assert len(first) == 4 * 10 + 2
    assert not any(first[name] == second[name] for name in first if not name.endswith("0.svg"))
    return root, (first, second), seconds


@pytest.fixture
def root(expected: tuple[Path, tuple[Bytes, Bytes], float], tmp_path: Path) -> Path:
    """A copy of the project as it was built with data 1."""
    return Path(shutil.copytree(expected[0], tmp_path / "copy"))


@pytest.fixture
def ends(expected: tuple[Path, tuple[Bytes, Bytes], float]) -> Callable[[Path, int], None]:
    """Runs to the end, and compares with the bytes of a run that nothing happened to."""

    def check(out: Path, number: int) -> None:
        assert finish(out) == (0, "")
        assert chain.results(out) == expected[1][number]
        assert not leftovers(out)

    return check


def leftovers(out: Path) -> list[Path]:
    """Files that nobody is to find after a run."""
    half = [path for path in (out / "report").rglob("*") if path.name.endswith(".part")]
    names = ("report/run/.staging", "report/run/lock.json", "report/run/failed")
    return half + [out / name for name in names if (out / name).exists()]


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A small file system of its own; for the user root alone."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a file system of a given size can be mounted by root alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in a folder can be written, for root neither."""
    if os.geteuid() == 0:
        bound = subprocess.run(["mount", "--bind", folder, folder], capture_output=True)
        if bound.returncode:
            pytest.skip("for root, who may write everywhere, a folder must be mounted read-only")
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    else:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode & 0o555)
    try:
        yield
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", "--lazy", folder], check=True)
        else:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(path.stat().st_mode | 0o200)


def living(root: Path) -> list[psutil.Process]:
    """The kernels of a project and their server: they work in its folder of notebooks."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if Path(process.cwd()).is_relative_to(root):
                found.append(process)
    return found


def kill_by_the_clock(root: Path, seconds: float) -> None:
    """Kill a run some time after it began."""
    process = start(root)
    begun(process, root)
    time.sleep(seconds)
    process.kill()
    process.communicate(timeout=20)


def kill_by_the_file(root: Path, change: int) -> None:
    """Kill a run before it changes files for the n-th time: most often while it moves results."""
    code, told = finish(root, env=os.environ | {"WALKBACK_CRASH": str(change)})
    assert (code, told) in {(-signal.SIGKILL, ""), (0, "")}


def test_killed_at_any_moment(
    root: Path,
    expected: tuple[Path, tuple[Bytes, Bytes], float],
    ends: Callable[[Path, int], None],
):
    """One to three kills, each followed at once by the next run, then one that may end."""
    chance, kills, number = random.Random(SEED), 0, 1  # noqa: S311
    while kills < KILLS:
        number = 1 - number
        chain.change(root, number)
        for _ in range(chance.randint(1, 3)):
            if kills % 2:
                kill_by_the_clock(root, chance.uniform(0, 1.1 * expected[2]))
            else:
                kill_by_the_file(root, chance.randint(1, CHANGES))
            kills += 1
        ends(root, number)
    assert not psutil.wait_procs(living(root), timeout=10)[1]


def test_stopped_at_any_moment(
    root: Path,
    expected: tuple[Path, tuple[Bytes, Bytes], float],
    ends: Callable[[Path, int], None],
):
    chance = random.Random(SEED)  # noqa: S311
    chain.change(root, 0)
    for signum in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] * 2:
        process = start(root)
        begun(process, root)
        time.sleep(chance.uniform(0, 0.5 * expected[2]))
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signum)
        _, told = process.communicate(timeout=20)
        assert "Traceback" not in told
        assert process.returncode in {0, 128 + signum}
        assert not psutil.wait_procs(family, timeout=5)[1]
        assert not leftovers(root)
    ends(root, 0)


@pytest.mark.parametrize("free", [0, 24, 56])
def test_a_full_disk(
    root: Path, tmp_path: Path, expected: tuple[Path, tuple[Bytes, Bytes], float], free: int
):
    with disk(tmp_path / "small", "4m") as out:
        shutil.copytree(root, out, dirs_exist_ok=True)
        chain.change(out, 0)
        room = shutil.disk_usage(out).free - free * 1024
        (out / "filler").write_bytes(bytes(room))
        code, told = finish(out)
        assert code == 1
        assert "No space left on device" in told
        assert "Go on:        python run_all.py" in told
        assert told.endswith("What was finished before is kept; the last report is unchanged.\n")
        for name in ("report/chain.html", "report/values.csv"):
            assert (out / name).read_bytes() == expected[1][1][name]
        assert not [path for path in leftovers(out) if path.name != "failed"]
        (out / "filler").unlink()
        assert finish(out) == (0, "")
        assert chain.results(out) == expected[1][0]
        assert not [path for path in leftovers(out) if path.name != "failed"]


def test_files_that_may_not_grow(root: Path, ends: Callable[[Path, int], None]):
    """The other way in which a write fails in its middle; it needs no root."""
    chain.change(root, 0)
    limit = (3000, 3000)
    code, told = finish(root, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert code == 1
    assert "Traceback" not in told
    assert told.endswith("What was finished before is kept; the last report is unchanged.\n")
    shutil.rmtree(root / "report/run/failed", ignore_errors=True)
    ends(root, 0)


def test_a_folder_that_cannot_be_written(root: Path, ends: Callable[[Path, int], None]):
    chain.change(root, 0)
    with read_only(root / "report"):
        code, told = finish(root)
    assert code == 1
    assert told.startswith("A file could not be read or written: ")
    assert str(root / "report/run") in told
    assert "Make it writable, or write elsewhere with --out DIR." in told
    ends(root, 0)


def test_a_checkout_that_cannot_be_written(
    root: Path, tmp_path: Path, expected: tuple[Path, tuple[Bytes, Bytes], float]
):
    out = tmp_path / "out"
    with read_only(root):
        assert finish(root, out) == (0, "")
    assert chain.results(out) == expected[1][1]
    assert chain.results(root) == expected[1][1]


def test_a_clock_that_was_set_back(root: Path, ends: Callable[[Path, int], None]):
    before = len(entries(root / "report/run"))
    for seconds in (4_000_000_000, 1, 0):
        for path in root.rglob("*"):
            os.utime(path, (seconds, seconds))
        ends(root, 1)
    assert len(entries(root / "report/run")) == before  # nothing was executed
    chain.change(root, 0)  # as many bytes as before
    os.utime(root / chain.DATA, (0, 0))  # and as old
    ends(root, 0)


def test_two_runs_at_once(root: Path, ends: Callable[[Path, int], None]):
    chain.change(root, 0)
    first = start(root)
    begun(first, root)
    code, told = finish(root)
    assert first.communicate(timeout=120)[1] == ""
    assert code == 1
    assert told.startswith(f"Another run is writing to {root} (process {first.pid}, since 20")
    ends(root, 0)


def test_torn_files_heal(root: Path, ends: Callable[[Path, int], None]):
    state, ledger = root / "report/run/state.json", root / "report/run/ledger.jsonl"
    before = len(entries(root / "report/run"))
    state.write_bytes(state.read_bytes()[: state.stat().st_size // 2])
    (root / "report/run/syntax.json").write_bytes(b'{"')
    ledger.write_bytes(ledger.read_bytes() + b'{"run": "2026')
    (root / "report/run/state.json.part").write_bytes(b"{")
    ends(root, 1)
    assert len(entries(root / "report/run")) == before + 5  # all four and the report ran anew
    assert not (root / "report/run/state.json.part").exists()


REPORT, VALUES, FIGURE = "report/chain.html", "report/values.csv", "figures/04_both.3.svg"
EXECUTED, TABLE = "report/run/02_left.ipynb", "data/processed/03_right.csv"


@contextmanager
def immutable(path: Path) -> Iterator[None]:
    """A file that nobody can replace, as one that is open in a viewer on Windows."""
    if subprocess.run(["chattr", "+i", path], capture_output=True).returncode:
        pytest.skip("the user root alone can make a file immutable, and not on each file system")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", path], check=True)


@pytest.mark.parametrize("name", [REPORT, FIGURE, EXECUTED, TABLE])
def test_one_file_that_cannot_be_replaced(
    root: Path,
    expected: tuple[Path, tuple[Bytes, Bytes], float],
    ends: Callable[[Path, int], None],
    name: str,
):
    """All stays as it was, and the next run executes nothing: it puts in place what is ready."""
    chain.change(root, 0)
    with immutable(root / name):
        before = len(entries(root / "report/run"))
        code, told = finish(root)
        assert (code, chain.results(root)) == (1, expected[1][1])
        assert told.startswith(f"{root / name} could not be replaced: Operation not permitted. ")
        assert "Close it where it is open" in told
        assert "Nothing was changed: report, values, figures, data and notebooks are those" in told
        states = [one["state"] for one in entries(root / "report/run")[before:]]
        assert states == ["failed"] * 5
    before = len(entries(root / "report/run"))
    ends(root, 0)
    assert len(entries(root / "report/run")) == before


@pytest.mark.parametrize("name", [REPORT, FIGURE])
def test_a_folder_in_the_place_of_a_file(
    root: Path, expected: tuple[Path, tuple[Bytes, Bytes], float], name: str
):
    chain.change(root, 0)
    (root / name).unlink()
    (root / name).mkdir()
    code, told = finish(root)
    left = {path: content for path, content in expected[1][1].items() if path != name}
    assert (code, chain.results(root)) == (1, left)
    assert f"{root / name} could not be replaced: Is a directory. A folder has its name" in told
    (root / name).rmdir()
    assert finish(root) == (0, "")
    assert chain.results(root) == expected[1][0]


def test_a_folder_of_results_that_cannot_be_written(
    root: Path, expected: tuple[Path, tuple[Bytes, Bytes], float], ends: Callable[[Path, int], None]
):
    chain.change(root, 0)
    with read_only(root / "figures"):
        code, told = finish(root)
    assert (code, chain.results(root)) == (1, expected[1][1])
    assert told.startswith(f"{root}/figures/")
    assert ".staging" not in told
    ends(root, 0)


def test_a_full_disk_at_some_changes_of_a_file(
    root: Path, expected: tuple[Path, tuple[Bytes, Bytes], float], ends: Callable[[Path, int], None]
):
    """Results of the stages that are finished, or none; never a part of them."""
    chance = random.Random(SEED)  # noqa: S311
    for number in sorted(chance.sample(range(1, CHANGES), 4 if KILLS == 30 else KILLS)):
        shutil.rmtree(root)
        shutil.copytree(expected[0], root)
        chain.change(root, 0)
        full_at(root, expected[1], number)
        ends(root, 0)


def full_at(root: Path, results: tuple[Bytes, Bytes], number: int) -> None:
    """A run whose disk is full at one change; the last report stays whole, or there is the new one."""
    code, told = finish(root, env=os.environ | {"WALKBACK_FULL": str(number)})
    assert "Traceback" not in told, number
    assert code in {0, 1}
    report = {name: (root / name).read_bytes() for name in (REPORT, VALUES)}
    assert report in [{name: one[name] for name in report} for one in results], number
    for stage in chain.FLOW:
        made = {n: c for n, c in chain.results(root).items() if Path(n).name.startswith(stage)}
        whole = [{n: c for n, c in one.items() if n in made} for one in results]
        assert made in whole, number
    shutil.rmtree(root / "report/run/failed", ignore_errors=True)
