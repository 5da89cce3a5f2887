"""A sweep of real profiles: the same as profiles alone, and an index that says what they say."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT
from twodeltas.sweep.row import row
from walkback.errors import AnalysisError

pytestmark = pytest.mark.build
PAIRS = "a,b,edition\nmunich,cologne,2023\nshg,ss,2025\nsilicon valley,boston,2017\n"
DOCUMENTS = re.compile(r"(figures/.*|report/run/.*\.ipynb|report/[^/]+\.(html|csv))")


def run_all(*arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "run_all.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of two pairs."""
    out = tmp_path_factory.mktemp("sweep")
    lines = PAIRS.splitlines()[:3]
    (out / "pairs.csv").write_text("\n".join(lines), "utf-8")
    told = run_all(
        "sweep", "--pairs", str(out / "pairs.csv"), "--format", "html", "--out", str(out)
    )
    assert told.count(" done ") == 2
    return out


def documents(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if path.is_file() and DOCUMENTS.fullmatch(name)
    }


def test_each_is_what_the_profile_alone_is(sweep: Path, tmp_path: Path):
    typed = ["munich", "cologne", "--edition", "2023", "--format", "html", "--out", str(tmp_path)]
    run_all("profile", *typed)
    alone = documents(tmp_path / "report/profiles/munich-cologne-2023")
    assert len(alone) > 8
    assert documents(sweep / "munich-cologne-2023") == alone


def test_the_index_says_what_the_reports_say(sweep: Path):
    with (sweep / "index.csv").open(encoding="utf-8", newline="") as file:
        one, other = csv.DictReader(file)
    assert (one["cluster"], one["rank"], one["other cluster"], one["its rank"]) == (
        "Munich",
        "22",
        "Cologne",
        "25",
    )
    assert (one["ahead"], one["how sure"]) == ("Munich", "Not sure: the order hangs on the recipe.")
    assert one["PCT share, %"] == "0.8 and 0.6"
    assert one["deals share, %"] == ""
    assert other["deals share, %"] != ""
    assert other["ahead"] == "Shenzhen–Hong Kong–Guangzhou"
    for found in (one, other):
        page = (sweep / found["files"]).read_text("utf-8")
        text = " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())
        for column in ("how sure", "ahead"):
            assert found[column].rstrip(".") in text
        tight = re.sub(r"[\s\u00ad]", "", text)
        for sentence in re.split(r"(?<=\.) ", found["what would turn it"]):
            assert re.sub(r"\s|\.$", "", sentence) in tight  # a reference may stand before the stop


def test_results_that_are_none_of_a_profile(sweep: Path, tmp_path: Path):
    parameters = {"pair": ["munich", "cologne"], "edition": 2023}
    folder = shutil.copytree(sweep / "munich-cologne-2023", tmp_path / "x")
    assert row(ROOT, parameters, folder)["rank"] == 22
    (folder / "report/run/profile.ipynb").unlink()
    with pytest.raises(AnalysisError, match=r"profile\.ipynb of the profile cannot be read"):
        row(ROOT, parameters, folder)
    (folder / "figures/tbl-standing.csv").unlink()
    with pytest.raises(AnalysisError, match=r"tbl-standing\.csv of the profile cannot be read"):
        row(ROOT, parameters, folder)


def test_a_wrong_file_runs_nothing(tmp_path: Path):
    (tmp_path / "pairs.csv").write_text(PAIRS, "utf-8")
    typed = ["sweep", "--pairs", str(tmp_path / "pairs.csv"), "--out", str(tmp_path / "out")]
    told = run_all(*typed, code=2)
    assert "row 4, column a: no cluster called 'silicon valley'" in " ".join(told.split())
    assert not (tmp_path / "out").exists()
