"""What holds of every table that pandas reads: for both houses."""

from pathlib import Path

from spoilable import Spoilable

from walkback.tables.package import load_package
from walkback.tables.read import read_raw

DTYPES = {
    "number": "float64",
    "integer": "Int64",
    "year": "Int64",
    "boolean": "boolean",
    "string": "string",
}


def assert_types_of_the_manifest(root: Path, name: str) -> None:
    """A raw table is indexed by its ids, and its columns have the types that the manifest gives."""
    table = load_package(root).tables[name]
    frame = read_raw(name, root)
    assert frame.index.name == "id", frame.index.name
    assert frame.index.is_unique, frame.index[frame.index.duplicated()]
    kinds = {column: str(dtype) for column, dtype in frame.dtypes.items()}
    asked = {c.name: DTYPES[c.type] for c in table.columns.values() if c.name != "id"}
    assert kinds == asked, set(kinds.items()) ^ set(asked.items())


def assert_every_cell_comes_through(copy: Spoilable, name: str) -> None:
    """What is written in a raw table is what is read as written."""
    rows = copy.rows(f"data/raw/{name}.csv")
    frame = read_raw(name, copy.root, as_written=True)
    read = [[row, *frame.loc[row].fillna("")] for row in frame.index]
    differing = [pair for pair in zip(read, rows[1:], strict=True) if pair[0] != pair[1]]
    assert not differing, differing[:3]
