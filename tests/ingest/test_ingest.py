"""Ingest: good data are written whole, bad data are refused with the list of what is wrong."""

import shutil

import pytest

from tests.data.conftest import ROOT
from twodeltas.ingest.ingest import NOT_COPIED, RANKINGS, ingest
from walkback.errors import DataError
from walkback.paths import Paths
from walkback.tables.check import CHECKED, fingerprint
from walkback.tables.package import load_package
from walkback.tables.read import read_processed, read_raw


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    where = Paths(root=ROOT, out=out, write=out)
    return where, ingest(where)


def test_every_table_is_written_and_counted(done):
    where, sizes = done
    folder = where.out / "data" / "processed"
    assert {p.stem for p in folder.glob("*.csv")} == set(sizes)
    assert set(sizes) == {RANKINGS, *load_package(ROOT).raw} - set(NOT_COPIED)
    assert sizes[RANKINGS] == sum(len(read_raw(name, ROOT)) for name in NOT_COPIED[:2])


def test_what_is_read_back_is_what_was_written(done):
    where, sizes = done
    for name in ("evidence", "claims", "gaps", "city_stats"):
        back, raw = read_processed(name, where), read_raw(name, ROOT)
        assert len(back) == sizes[name]
        assert (
            back.astype(object)
            .where(back.notna(), None)
            .equals(raw.astype(object).where(raw.notna(), None))
        ), name


def test_a_second_run_writes_the_same_bytes(done, tmp_path):
    where, sizes = done
    again = Paths(root=ROOT, out=tmp_path, write=tmp_path)
    assert ingest(again) == sizes
    for path in (where.out / "data" / "processed").iterdir():
        assert (tmp_path / "data" / "processed" / path.name).read_bytes() == path.read_bytes()


def test_bad_data_are_refused_before_anything_is_written(copied, tmp_path):
    copied.put("data/raw/evidence.csv", "SHG-003", "unit", "bananas")
    copied.put("data/raw/city_stats.csv", "CS-010", "value", "many")
    out = tmp_path / "out"
    with pytest.raises(DataError) as caught:
        ingest(Paths(root=copied.root, out=out, write=out))
    said = str(caught.value)
    assert "SHG-003" in said
    assert "CS-010" in said
    assert "run_all.py check" in said
    assert "warning" not in said
    assert not out.exists()


def test_data_that_were_checked_a_moment_ago_are_not_checked_again(copied, tmp_path, monkeypatch):
    def examine(*_args, **_more):
        raise AssertionError("it was checked again")

    monkeypatch.setattr("walkback.tables.check.examine", examine)
    monkeypatch.setenv(CHECKED, fingerprint(copied.root))
    where = Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o")
    assert ingest(where)
    copied.put("data/raw/evidence.csv", "SHG-003", "unit", "bananas")
    with pytest.raises(AssertionError, match="checked again"):
        ingest(where)


def test_without_a_manifest_nothing_was_checked(copied, monkeypatch):
    copied.path("data/datapackage.json").write_text("{", "utf-8")
    assert fingerprint(copied.root) == ""
    monkeypatch.setenv(CHECKED, "")
    with pytest.raises(DataError, match="datapackage"):
        ingest(Paths(root=copied.root, out=copied.root, write=copied.root))


def test_a_missing_table_is_told_by_its_file(copied, tmp_path):
    copied.path("data/raw/gaps.csv").unlink()
    with pytest.raises(DataError, match=r"data/raw/gaps\.csv"):
        ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))


def test_a_table_that_a_researcher_adds_is_written_too(copied, tmp_path):
    """A new table only needs its place in the manifest."""
    manifest = copied.text("data/datapackage.json").replace('"name": "gaps"', '"name": "holes"')
    copied.write("data/datapackage.json", manifest.replace("raw/gaps.csv", "raw/holes.csv"))
    shutil.move(copied.path("data/raw/gaps.csv"), copied.path("data/raw/holes.csv"))
    for notebook in copied.path("notebooks").glob("*.ipynb"):
        notebook.unlink()
    sizes = ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))
    assert sizes["holes"] == len(read_raw("gaps", ROOT))


def test_tables_do_not_depend_on_the_text_of_notebooks(copied, tmp_path):
    """A notebook that cannot be read, or cites what is not there, is no business of this stage."""
    (copied.root / "notebooks").mkdir(exist_ok=True)
    (copied.root / "notebooks/05_more.ipynb").write_text("{", "utf-8")
    assert ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))
