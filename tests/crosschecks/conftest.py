"""The real tables, with some cells changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from walkback.tables.package import load_package
from walkback.tables.sheet import Sheet, read_table

Change = Callable[..., dict[str, Sheet]]


@pytest.fixture(scope="session")
def sheets() -> dict[str, Sheet]:
    """All tables as they are."""
    return {name: read_table(ROOT, table) for name, table in load_package(ROOT).raw.items()}


@pytest.fixture
def changed(sheets: Mapping[str, Sheet]) -> Change:
    """Changes cells of a row; without cells the row is left out."""

    def change(table: str, row: str, /, **cells: str) -> dict[str, Sheet]:
        sheet = sheets[table]
        records = [
            replace(record, cells={**record.cells, **cells}) if record["id"] == row else record
            for record in sheet.records
            if cells or record["id"] != row
        ]
        assert tuple(records) != sheet.records
        return {**sheets, table: replace(sheet, records=tuple(records))}

    return change
