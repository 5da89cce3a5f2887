"""Ingest: the editions of the ranking in one table, sizes of all tables; bad data are refused."""

import pytest

from tests.data.conftest import ROOT
from twodeltas.ingest.ingest import RANKINGS, ingest
from twodeltas.shared.tidy import TABLES, TYPES
from walkback.errors import DataError
from walkback.paths import Paths
from walkback.tables.check import CHECKED
from walkback.tables.package import load_package
from walkback.tables.read import read_processed, read_raw


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    where = Paths(root=ROOT, out=out, write=out)
    return where, ingest(where)


def test_only_what_is_new_is_written(done):
    where, sizes = done
    assert [p.name for p in (where.out / "data/processed").iterdir()] == ["rankings.csv"]
    assert sizes[RANKINGS] == sum(len(read_raw(name, ROOT)) for name in TABLES.values())


def test_every_table_is_counted(done):
    _, sizes = done
    left_out = {*TABLES.values(), "clusters"}
    assert set(sizes) == {RANKINGS, *load_package(ROOT).raw} - left_out
    assert sizes["evidence"] == len(read_raw("evidence", ROOT))


def test_what_is_read_back_has_the_declared_types(done):
    where, _ = done
    back = read_processed(RANKINGS, TYPES, where)
    assert {str(back[name].dtype) for name in TYPES} == {"float64"}
    assert str(back["edition"].dtype) == "string"
    assert back.loc["2025-shg", "rank"] == 1


def test_a_second_run_writes_the_same_bytes(done, tmp_path):
    where, sizes = done
    again = Paths(root=ROOT, out=tmp_path, write=tmp_path)
    assert ingest(again) == sizes
    file = "data/processed/rankings.csv"
    assert (tmp_path / file).read_bytes() == (where.out / file).read_bytes()


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


def test_a_run_that_has_checked_the_data_is_believed(copied, tmp_path, monkeypatch):
    copied.put("data/raw/evidence.csv", "SHG-003", "unit", "bananas")
    monkeypatch.setenv(CHECKED, "1")
    assert ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))


def test_a_missing_table_is_told_by_its_file(copied, tmp_path):
    copied.path("data/raw/gaps.csv").unlink()
    with pytest.raises(DataError, match=r"data/raw/gaps\.csv"):
        ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))


def test_a_table_that_a_researcher_adds_is_counted_too(copied, tmp_path):
    """A new table only needs its place in the manifest."""
    manifest = copied.text("data/datapackage.json").replace('"name": "gaps"', '"name": "holes"')
    copied.write("data/datapackage.json", manifest.replace("raw/gaps.csv", "raw/holes.csv"))
    copied.path("data/raw/gaps.csv").rename(copied.path("data/raw/holes.csv"))
    for notebook in copied.path("notebooks").glob("*.ipynb"):
        notebook.unlink()
    sizes = ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))
    assert sizes["holes"] == len(read_raw("gaps", ROOT))


def test_tables_do_not_depend_on_the_text_of_notebooks(copied, tmp_path):
    """A notebook that cannot be read, or cites what is not there, is no business of this stage."""
    (copied.root / "notebooks").mkdir(exist_ok=True)
    (copied.root / "notebooks/05_more.ipynb").write_text("{", "utf-8")
    assert ingest(Paths(root=copied.root, out=tmp_path / "o", write=tmp_path / "o"))
