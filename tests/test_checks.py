"""The check before anything runs knows the tables and the reasoning that rests on them."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import new_edition
from tests.conftest import ROOT
from twodeltas import checks
from walkback import cli
from walkback.errors import DataError
from walkback.tables.check import Tables, require
from walkback.tables.check_command import check_command
from walkback.tables.package import load_package
from walkback.tables.sheet import read_table


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real data and notebooks, to be spoilt."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns("processed"))
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "report.toml", root)
    return root


def tables(root: Path) -> Tables:
    """What a check of the report's own is called with, where no error was found before."""
    return Tables(root, {n: read_table(root, t) for n, t in load_package(root).raw.items()}, True)


@pytest.fixture
def misled(checkout: Path) -> Iterator[None]:
    """The same with an action that names another lever than the one that leads to it."""
    file = checkout / "data/raw/actions.csv"
    whole = file.read_bytes()
    head, first, *rest = list(csv.reader(io.StringIO(whole.decode())))
    place = head.index("lever")
    first[place] = "rules" if first[place] != "rules" else "money"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, first, *rest])
    yield
    file.write_bytes(whole)


def test_the_real_data_are_sound(checkout: Path, capsys: pytest.CaptureFixture[str]):
    assert list(checks.chain(tables(checkout))) == []
    assert not require(checkout).failed
    assert not require(checkout, citations_alone=True).failed
    assert check_command(checkout) == 0
    assert "broken" not in capsys.readouterr().out


def test_without_its_tables_there_is_no_chain(checkout: Path):
    manifest = checkout / "data/datapackage.json"
    whole = manifest.read_text("utf-8")
    manifest.write_text(whole.replace('"name": "links"', '"name": "steps"'), "utf-8")
    assert list(checks.chain(tables(checkout))) == []
    manifest.write_text(whole, "utf-8")


@pytest.mark.usefixtures("misled")
def test_a_broken_chain_is_told_before_any_notebook_runs(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(
        DataError, match=r"data/raw/actions\.csv \(id AC-01\), column lever: .* → make"
    ):
        require(checkout)
    assert cli.main(["check"], checkout) == 1
    assert "data/raw/actions.csv (id AC-01), column lever:" in capsys.readouterr().out
    (checkout / "requirements.lock").write_text("", "utf-8")
    assert cli.main(["--out", str(tmp_path / "out")], checkout) == 1
    told = capsys.readouterr()
    assert "01_ingest" not in told.out
    assert "data/raw/actions.csv (id AC-01), column lever:" in told.err
    assert "Nothing was run." in told.err


def test_where_tables_are_unsound_they_are_not_held_against_each_other(checkout: Path):
    read = tables(checkout)
    assert list(checks.crosschecks(read)) == []
    doubled = {**read.sheets, "settlements": replace(read.sheets["settlements"], records=())}
    assert len(list(checks.crosschecks(Tables(read.root, doubled, True)))) > 400
    assert list(checks.crosschecks(Tables(read.root, doubled, False))) == []


def test_a_further_edition_is_held_against_its_own_ranks(tmp_path: Path):
    rows = new_edition.drop_into(new_edition.copy_to(tmp_path), (40, 41))
    given = tables(tmp_path)
    found = list(checks.further_editions(given))
    assert {problem.row_id for problem in found} == {rows[39]["id"], rows[40]["id"]}
    fewer = {name: sheet for name, sheet in given.sheets.items() if name != "gii_clusters_2025"}
    assert list(checks.further_editions(replace(given, sheets=fewer))) == []
