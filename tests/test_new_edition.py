"""A new edition is a file dropped into `data/raw/editions`: checked, recomputed, in both reports."""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import new_edition
from tests.new_edition import FILE, YEAR
from tests.profile.conftest import Shown, profiles_of, read
from tests.test_other_editions import Chapter

pytestmark = pytest.mark.build
SWAPPED = (40, 41)


def called(root: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, str(root / "run_all.py"), *arguments]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, timeout=500
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="session")
def dropped(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A checkout with an edition of a hundred clusters whose ranks follow from its figures."""

    def fill(folder: Path) -> None:
        new_edition.drop_into(new_edition.copy_to(folder))

    return once("dropped edition", fill)


@pytest.fixture(scope="session")
def profiled(
    dropped: Path, once: Callable[[str, Callable[[Path], None]], Path]
) -> dict[str, Shown]:
    pairs = [("munich", "cologne", YEAR), ("shg", "ss", YEAR), ("newtown-1", "newtown-2", YEAR)]
    return read(once("profiles of it", lambda folder: profiles_of(folder, pairs, dropped)))


def test_the_check_reads_it(dropped: Path):
    code, told = called(dropped, "check")
    assert code == 0, told
    assert FILE not in told


def test_a_profile_of_it_is_made(profiled: dict[str, Shown]):
    assert {name: one.error for name, one in profiled.items() if one.error} == {}
    for one in profiled.values():
        assert f"{YEAR} edition of the Global Innovation Index" in one.text
        assert "2021–2025" in one.text
        assert "venture" in one.text
        assert "invented-2026" in one.text


def test_its_figures_are_in_the_profile(dropped: Path, profiled: dict[str, Shown]):
    with (dropped / FILE).open(encoding="utf-8", newline="") as file:
        rows = {row["cluster"]: row for row in csv.DictReader(file)}
    cells = {c for row in profiled[f"munich cologne {YEAR}"].rows("tbl-standing") for c in row}
    for cluster in ("munich", "cologne"):
        for column in ("pct_applications", "publications", "vc_deals"):
            assert f"{int(rows[cluster][column]):,}" in cells
        assert rows[cluster]["rank"] in cells


def test_it_is_the_latest_that_a_profile_is_made_of(dropped: Path):
    code, told = called(dropped, "profile", "munich", "cologne", "--dry-run")
    assert code == 0, told
    code, told = called(dropped, "profile", "newtown-1", "cologne", "--edition", "2025")
    assert code == 2
    assert f"Both are in {YEAR}" in told


def test_ranks_that_do_not_follow_are_listed_and_nothing_rests_on_them(tmp_path: Path):
    rows = new_edition.drop_into(new_edition.copy_to(tmp_path), SWAPPED)
    code, told = called(tmp_path, "check")
    assert code == 0, told
    wrong = [rows[rank - 1]["id"] for rank in SWAPPED]
    for row in wrong:
        assert row in told
    assert told.count("does not follow from its figures") == 2
    a, b = (row.removeprefix(f"GN-{YEAR}-") for row in wrong)
    folder = tmp_path / "profiles"
    folder.mkdir()
    profiles_of(folder, [(a, b, YEAR)], tmp_path)
    (one,) = read(folder).values()
    assert one.error == ""
    assert "is **not** the published one" in one.text
    assert "Rank and figures do not fit together" in one.text
    assert "should say that it is so in the sum" not in one.text


def test_what_cannot_be_is_refused_with_its_row(tmp_path: Path):
    new_edition.drop_into(new_edition.copy_to(tmp_path))
    path = tmp_path / FILE
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[5].replace("GN-2026-", "GN-2026-x-")]) + "\n", "utf-8")
    code, told = called(tmp_path, "check")
    assert code == 1
    assert f"{FILE}, row 102" in told
    assert "a second time in its edition" in told
    path.write_text("\n".join(line.rpartition(",")[0] for line in lines) + "\n", "utf-8")
    code, told = called(tmp_path, "check")
    assert code == 1
    assert "has no column note" in told


def test_the_main_report_picks_it_up(dropped: Path, tmp_path: Path):
    code, told = called(dropped, "--only", "02", "-p", "draws=100", "--out", str(tmp_path / "out"))
    assert code == 0, told
    chapter = Chapter(tmp_path / "out/report/run/02_metrics.ipynb")
    recomputed = {row[0]: row for row in chapter.rows("tbl-reproduce")}
    assert recomputed[str(YEAR)][1] == "100"
    assert str(YEAR) in {row[0] for row in chapter.rows("tbl-history")}
    given = ("-p", f"edition={YEAR}", "-p", "draws=100")
    code, told = called(dropped, "--only", "02", *given, "--out", str(tmp_path / "other"))
    assert code == 0, told
    other = Chapter(tmp_path / "other/report/run/02_metrics.ipynb")
    assert "metrics-finding-other" in other.shown
