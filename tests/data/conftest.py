"""Copies of the real data that a test may spoil."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from walkback.paths import find_root
from walkback.tables.check import check_data
from walkback.tables.problems import Problem

ROOT = find_root(Path(__file__).parent)
TODAY = date(2027, 6, 15)


class Copy:
    """A copy of `data/` and `notebooks/` in a folder of its own."""

    def __init__(self, root: Path, *, fresh: bool = True) -> None:
        self.root = root
        if fresh:
            self._fill(root)

    def _fill(self, root: Path) -> None:
        shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw")
        for name in ("report.toml", "run_all.py"):
            shutil.copy(ROOT / name, root / name)
        for name in ("datapackage.json", "references.json", "clusters.csv"):
            shutil.copy(ROOT / "data" / name, root / "data" / name)
        (root / "notebooks").mkdir()
        for path in (ROOT / "notebooks").glob("*.ipynb"):
            shutil.copy(path, root / "notebooks" / path.name)

    def path(self, file: str) -> Path:
        return self.root / file

    def text(self, file: str) -> str:
        return self.path(file).read_bytes().decode("utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        data = text.encode("utf-8") if isinstance(text, str) else text
        self.path(file).write_bytes(data)

    def edit(self, file: str, old: str, new: str) -> None:
        text = self.text(file)
        assert old in text
        self.write(file, text.replace(old, new, 1))

    def rows(self, file: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.text(file), newline="")))

    def save(self, file: str, rows: list[list[str]]) -> None:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        self.write(file, buffer.getvalue())

    def put(self, file: str, row_id: str, column: str, cell: str) -> int:
        """Write a cell; the row as a spreadsheet numbers it."""
        rows = self.rows(file)
        at = next(number for number, row in enumerate(rows) if row[0] == row_id)
        rows[at][rows[0].index(column)] = cell
        self.save(file, rows)
        return at + 1

    def keep(self, *tables: str) -> None:
        """Leave only these tables and the sources that they cite, so that a check is quick."""
        for notebook in (self.root / "notebooks").iterdir():
            notebook.unlink()
        manifest = json.loads(self.text("data/datapackage.json"))
        kept = [item for item in manifest["resources"] if item["name"] in tables]
        self.write("data/datapackage.json", json.dumps({**manifest, "resources": kept}, indent=1))
        for path in (self.root / "data" / "raw").glob("*.csv"):
            if path.stem not in tables:
                path.unlink()
        text = "".join(self.text(f"data/{item['path']}") for item in kept)
        sources = json.loads(self.text("data/references.json"))
        cited = [source for source in sources if source["id"] in text]
        self.write("data/references.json", json.dumps(cited, indent=1))

    def check(self, today: date = TODAY) -> list[Problem]:
        return check_data(self.root, today)


@pytest.fixture(scope="session")
def baseline() -> set[Problem]:
    """What the check says about the data as they are."""
    return set(check_data(ROOT, TODAY))


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = Copy(tmp_path_factory.mktemp("small"))
    copy.keep("clusters", "cities", "units", "city_stats", "gii_clusters_2025")
    assert [str(p) for p in copy.check() if p.severity == "error"] == []
    return copy.root


@pytest.fixture
def small(small_root: Path, tmp_path: Path) -> Copy:
    """A copy with five of the tables, which is quicker to check."""
    shutil.copytree(small_root, tmp_path / "small")
    return Copy(tmp_path / "small", fresh=False)


@pytest.fixture
def copied(tmp_path: Path) -> Copy:
    return Copy(tmp_path)
