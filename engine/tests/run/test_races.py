"""What researchers do while the report builds: it shows one moment, and the next run does the rest.

Each race is done at a known place: a cell, or the rendering, waits until it has been done. Afterwards
the report must be that of the files as they were when the run began, byte for byte; after the next run,
that of the files as they are. `make campaign` does each of them at each place.
"""

import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from walkback.errors import SetupError, WalkbackError
from walkback.project import Project

ALL = "WALKBACK_CAMPAIGN" in os.environ
RESULTS = ("data/processed", "figures", "report")
ASIDE = {"state.json", "syntax.json", "ledger.jsonl", "lock", "failed"}
BARRIER = """\
import time
from pathlib import Path
spot = Path("{spot}")
if spot.exists():
    (spot / "{place}").write_text("")
    end = time.monotonic() + 60
    while not (spot / "{place} done").exists() and time.monotonic() < end:
        time.sleep(0.01)
    _ = None
"""
LATE = "from kit import late\nfrom importlib import resources\n"
Race = Callable[[Path], object]


def make(root: Path, spot: Path) -> Path:
    """The tiny project; its notebooks wait at `spot`, then import a module and read a template."""
    tiny.make(root)
    (root / "src/kit/late.py").write_text("WORD = 'late'\n", "utf-8")
    (root / "src/kit/template.txt").write_text("template", "utf-8")
    (root / "data/raw/other.csv").write_text("other\n", "utf-8")
    read = tiny.READ.replace("from kit.helper", LATE + "from kit.helper").replace(
        "_ = (write",
        "text += late.WORD + resources.files('kit').joinpath('template.txt').read_text()\n"
        'text += " ".join(sorted(p.name for p in (root / "data/raw").iterdir()))\n_ = (write',
    )
    use = tiny.USE.replace("<svg>{len(words)}", "<svg>{' '.join(words)} {len(words)}")
    use = use.replace(
        "from pathlib", "from kit.cli import NAME\nfrom kit.late import WORD\nfrom pathlib"
    )
    (root / "src/kit/cli.py").write_text("NAME = 'cli'\n", "utf-8")
    again = 'raw = (Path(os.environ["WALKBACK_ROOT"]) / "data/raw/words.csv").read_text()'
    tiny.save(
        root / "notebooks/01_read.ipynb",
        tiny.prose("# Reading\n\nWords."),
        tiny.code(BARRIER.format(spot=spot, place="01")),
        tiny.code(read),
    )
    tiny.save(
        root / "notebooks/02_use.ipynb",
        tiny.prose("# Using {#sec-use}"),
        tiny.code('edition = 2025\nshape = "round"', "parameters"),
        tiny.code(BARRIER.format(spot=spot, place="02")),
        tiny.code(f"{use}\n{again}\nraw, WORD, NAME, __import__('kit').__file__"),
        tiny.prose("There are {eval}`len(words)` words."),
    )
    return root


def put(path: str, text: str) -> Race:
    """Save a file."""

    def race(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return race


def replaced(path: str, old: str, new: str) -> Race:
    """Save a file as most editors do: a new one takes its place."""

    def race(root: Path) -> None:
        tiny.edit(shutil.copy(root / path, root / f"{path}~"), old, new)
        (root / f"{path}~").replace(root / path)

    return race


def edited(path: str, old: str, new: str) -> Race:
    return lambda root: tiny.edit(root / path, old, new)


def there_and_back(path: str, text: str) -> Race:
    """Another branch is checked out, and the old one again before the run ends."""
    kept = {}

    def race(root: Path) -> Callable[[], object]:
        kept[root] = (root / path).read_bytes()
        (root / path).write_text(text, "utf-8")
        return lambda: (root / path).write_bytes(kept[root])

    return race


def moved_away(folder: str) -> Race:
    """A folder has another name for a while, and another one stands in its place."""

    def race(root: Path) -> Callable[[], object]:
        (root / folder).rename(root / f"{folder}-old")
        shutil.copytree(root / f"{folder}-old", root / folder)
        for path in (root / folder).rglob("*.*"):
            if path.is_file():
                path.write_text("other\n", "utf-8")

        def back() -> None:
            shutil.rmtree(root / folder)
            (root / f"{folder}-old").rename(root / folder)

        return back

    return race


def deleted(path: str) -> Race:
    def race(root: Path) -> None:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink(missing_ok=True)

    return race


def both(*races: Race) -> Race:
    def race(root: Path) -> None:
        for one in races:
            one(root)

    return race


SAVED = "{} was saved while this ran: run again to include it."
RACES: dict[str, tuple[Race, str]] = {
    "a table": (put("data/raw/words.csv", "six seven\n"), SAVED.format("data/raw/words.csv")),
    "a table, replaced": (
        replaced("data/raw/words.csv", "one", "eleven"),
        SAVED.format("data/raw/words.csv"),
    ),
    "a table there and back": (there_and_back("data/raw/words.csv", "six\n"), ""),
    "a module there and back": (there_and_back("src/kit/late.py", "WORD = 'branch'\n"), ""),
    "a template there and back": (there_and_back("src/kit/template.txt", "branch"), ""),
    "the folder of data moved away and back": (moved_away("data/raw"), ""),
    "the folder of code moved away and back": (moved_away("src/kit"), ""),
    "a module imported late": (
        put("src/kit/late.py", "WORD = 'other'\n"),
        SAVED.format("src/kit/late.py"),
    ),
    "a module imported by both": (
        edited("src/kit/helper.py", "upper()", "lower()"),
        SAVED.format("src/kit/helper.py"),
    ),
    "a template": (put("src/kit/template.txt", "other"), SAVED.format("src/kit/template.txt")),
    "a new table in a folder that is listed": (
        put("data/raw/new.csv", "new\n"),
        "data/raw/new.csv was added while this ran: run again to include it.",
    ),
    "a table deleted that is listed": (
        deleted("data/raw/other.csv"),
        "data/raw/other.csv was deleted while this ran",
    ),
    "prose": (
        edited("notebooks/02_use.ipynb", "There are", "I count"),
        SAVED.format("notebooks/02_use.ipynb"),
    ),
    "code of a notebook": (
        edited("notebooks/02_use.ipynb", "> 2", "> 4"),
        SAVED.format("notebooks/02_use.ipynb"),
    ),
    "code of the notebook that runs": (
        edited("notebooks/01_read.ipynb", "text = upper", "text = 2 * upper"),
        SAVED.format("notebooks/01_read.ipynb"),
    ),
    "the lock": (put("lock.txt", "pinned==2\n"), SAVED.format("lock.txt")),
    "what the report reads": (put("notes.txt", "noted"), SAVED.format("notes.txt")),
    "the references": (
        put("data/references.json", "[ ]"),
        "data/references.json was added while this ran: run again to include it.",
    ),
    "the list of notebooks": (
        edited("report.toml", "[report]", '[report]\ntitle = "New"'),
        SAVED.format("report.toml"),
    ),
    "a new notebook": (
        lambda root: tiny.save(root / "notebooks/03_new.ipynb", tiny.prose("# New")),
        "notebooks/03_new.ipynb was added while this ran: run again to include it.",
    ),
    "a result of 01": (put("data/processed/words.csv", "LAB\n"), ""),
    "a figure": (put("figures/round.svg", "<svg>LAB</svg>"), ""),
    "a stray figure": (put("figures/fig-lab.svg", "<svg>LAB</svg>"), ""),
    "an executed copy": (put("report/run/01_read.ipynb", "{}"), ""),
    "all figures deleted": (deleted("figures"), ""),
    "all results deleted": (both(deleted("figures"), deleted("data/processed")), ""),
    "the last report deleted": (deleted("report/tiny.html"), ""),
    "two at once": (
        both(put("data/raw/words.csv", "six\n"), put("figures/round.svg", "<svg>LAB</svg>")),
        SAVED.format("data/raw/words.csv"),
    ),
}
PLACES = ("01", "02", "report")
SAMPLE = {
    ("a table", "01"),
    ("a table there and back", "02"),
    ("a module imported late", "01"),
    ("prose", "01"),
    ("a result of 01", "02"),
    ("a figure", "report"),
    ("all figures deleted", "report"),
    ("the folder of code moved away and back", "01"),
    ("the references", "report"),
    ("two at once", "02"),
}
CASES = [pair for pair in itertools.product(RACES, PLACES) if ALL or pair in SAMPLE]


class Racing(Runner):
    """Runs a project in which something waits for a race."""

    spot: Path

    def _render(
        self, project: Project, folder: Path, formats: tuple[str, ...], files: object
    ) -> list[Path]:
        wait_at(self.spot, "report")
        texts = [project.executed(stage).read_text("utf-8") for stage in project.stages]
        texts += [(project.root / "notes.txt").read_text("utf-8")]
        texts += [(project.root / "lock.txt").read_text("utf-8")]
        found = super()._render(project, folder, formats, [])
        for path in found:
            path.write_text("".join([path.read_text("utf-8"), *texts]), "utf-8")
        return found


def wait_at(spot: Path, place: str) -> None:
    if spot.exists():
        (spot / place).write_text("")
        end = time.monotonic() + 60
        while not (spot / f"{place} done").exists() and time.monotonic() < end:
            time.sleep(0.01)


@contextmanager
def racing(spot: Path, place: str, race: Race, root: Path) -> Iterator[None]:
    """Have another process do something at a place of the run inside, and undo it before its end."""
    spot.mkdir()
    pid = os.fork()
    if pid == 0:
        try:
            _race(spot, place, race, root)
        except BaseException:  # noqa: BLE001 - the code says it
            os._exit(1)
        os._exit(0)
    try:
        yield
    finally:
        shutil.rmtree(spot)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _race(spot: Path, place: str, race: Race, root: Path) -> None:
    """Let the run go on at each place; what is to be undone is undone at the next one."""
    undo: object = None
    for name in PLACES:
        while not (spot / name).exists() and spot.exists():
            time.sleep(0.01)
        if callable(undo):
            undo()
        undo = race(root) if name == place else None
        if spot.exists():
            (spot / f"{name} done").write_text("")
    while spot.exists():
        time.sleep(0.01)
    if callable(undo):
        undo()


def results(out: Path) -> dict[str, bytes]:
    files = [path for name in RESULTS for path in (out / name).rglob("*") if path.is_file()]
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files if p.name not in ASIDE}


def sources_alone(root: Path, to: Path) -> Path:
    """A checkout with the same files, nothing of it executed."""
    aside = shutil.ignore_patterns("processed", "figures", "__pycache__", "run", "*.html", "*.pdf")
    shutil.copytree(root, to, ignore=aside)
    shutil.rmtree(to / "report", ignore_errors=True)
    return to


def named(path: Path, found: dict[str, bytes]) -> dict[str, bytes]:
    """Results without the name of the folder in which they were made."""
    return {name: content.replace(str(path).encode(), b"ROOT") for name, content in found.items()}


def built_alone(root: Path, spot: Path, tmp: Path, name: str) -> dict[str, bytes]:
    """The results that the files of a checkout give, in a folder of their own."""
    copy = sources_alone(root, tmp / name)
    runner = Racing(copy, copy)
    runner.spot = spot
    runner.run()
    return named(copy, results(copy))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, bytes]]:
    """The project as it was laid out, and its results as another run made them."""
    folder = tmp_path_factory.mktemp("races")
    spot = folder / "spot"
    root = make(folder / "project", spot)
    runner = Racing(root, root)
    runner.spot = spot
    runner.run()
    return root, spot, named(root, results(root))


@pytest.mark.parametrize(("name", "place"), CASES, ids=[f"{n}, {p}" for n, p in CASES])
def test_a_race(name: str, place: str, first: tuple[Path, Path, dict[str, bytes]], tmp_path: Path):
    made, spot, expected = first
    race, told = RACES[name]
    root = Path(shutil.copytree(made, tmp_path / "project"))
    runner = Racing(root, root)
    runner.spot = spot
    with racing(spot, place, race, root):
        printed = runner.run(force=True) + runner.told
    assert told in printed
    assert ("while this ran" in printed) == bool(told)
    assert named(root, results(root)) == expected
    assert not (root / "report/run/.staging").exists()
    if name == "a new notebook":
        return
    later = built_alone(root, spot, tmp_path, "alone")
    due = [why for why in runner.why().values() if why != "up to date"]
    runner.run()
    assert named(root, results(root)) == later
    if later != expected:
        assert due
    assert set(runner.why().values()) == {"up to date"}


def test_a_notebook_deleted_meanwhile(first: tuple[Path, Path, dict[str, bytes]], tmp_path: Path):
    made, spot, expected = first
    root = Path(shutil.copytree(made, tmp_path / "project"))
    runner = Racing(root, root)
    runner.spot = spot
    with racing(spot, "01", deleted("notebooks/02_use.ipynb"), root):
        printed = runner.run(force=True) + runner.told
    assert "notebooks/02_use.ipynb was deleted while this ran" in printed
    assert named(root, results(root)) == expected
    with pytest.raises(SetupError, match="02_use"):
        runner.run()


@pytest.mark.parametrize("path", ["figures/round.svg", "data/processed/words.csv"])
def test_a_result_written_over_after_the_run_is_restored_by_the_next(
    path: str, first: tuple[Path, Path, dict[str, bytes]], tmp_path: Path
):
    made, spot, expected = first
    root = Path(shutil.copytree(made, tmp_path / "project"))
    runner = Racing(root, root)
    runner.spot = spot
    (root / path).write_text("LAB", "utf-8")
    assert f"output edited: {path}" in runner.why().values()
    runner.run()
    assert named(made, named(root, results(root))) == expected


def test_a_notebook_that_writes_to_the_copy_by_a_program(tmp_path: Path):
    """What no hook sees is seen at the end: nothing made of it is kept."""
    root = tiny.make(tmp_path / "project")
    runner = Runner(root, root)
    runner.run()
    before = results(root)
    notebook = root / "notebooks/01_read.ipynb"
    more = (
        'import subprocess\nsubprocess.run(["sh", "-c", "echo x > ../data/raw/words.csv"])\ntext ='
    )
    tiny.edit(notebook, "text =", more)
    with pytest.raises(WalkbackError, match="was changed in the run's own copy"):
        runner.run()
    assert results(root) == before
