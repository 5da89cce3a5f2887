"""Copies of the real data that a test may spoil."""

import json
import shutil
from pathlib import Path

import pytest
from spoilable import TODAY, Spoilable

from walkback.paths import find_root
from walkback.tables.check import check_data
from walkback.tables.problems import Problem

ROOT = find_root(Path(__file__).parent)


class Copy(Spoilable):
    """A copy of `data/` and `notebooks/` in a folder of its own."""

    def __init__(self, root: Path, *, fresh: bool = True) -> None:
        super().__init__(root)
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
