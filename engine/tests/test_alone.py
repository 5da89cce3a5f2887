"""The engine stands alone: it knows no report, and its environment holds none."""

import re
import sys
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parent.parent
OWN = ENGINE / ".venv"
PLAIN = {
    ".py",
    ".md",
    ".toml",
    ".lua",
    ".typ",
    ".css",
    ".js",
    ".html",
    ".csl",
    ".json",
    ".j2",
    ".csv",
    ".ipynb",
    ".txt",
    "",
}
OF_THE_REPORT = re.compile(
    r"twodeltas|two[- _]deltas|shenzhen|hong ?kong|guangzhou|shanghai|suzhou|\bSHG-|innovation index",
    re.IGNORECASE,
)


@pytest.mark.skipif(Path(sys.prefix) != OWN, reason="only in the engine's own environment")
def test_no_report_can_be_imported_in_the_engines_own_environment():
    assert find_spec("twodeltas") is None
    assert "twodeltas" not in packages_distributions()


def test_no_file_of_the_engine_names_a_report_or_its_subject():
    files = [
        path for path in (ENGINE / "src").rglob("*") if path.suffix in PLAIN and path.is_file()
    ]
    assert len(files) > 100
    named = {
        f"{path.relative_to(ENGINE)}: {found[0]}"
        for path in files
        if (found := OF_THE_REPORT.search(path.read_text("utf-8")))
    }
    assert named == set()
