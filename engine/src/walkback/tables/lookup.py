"""Looking a fact up by its row id: `facts["R-07"]` is a `Value` that knows where it comes from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from walkback.errors import AnalysisError
from walkback.tables.problems import nearest
from walkback.values.markdown import Markdown, cite
from walkback.values.number_format import PLAIN, NumberFormat
from walkback.values.value import Origin, Value

SEPARATOR = ";"
_OF_ORIGIN = ("source_id", "source_id_2", "as_of", "locator", "confidence", "audit")
_FEW = 8  # tables that are told by name
_UNBOUNDED = ("about", "expected", "target")  # qualifiers under which no bound is certain


def ids_in(cell: object) -> tuple[str, ...]:
    """The ids in a cell that joins them by `;`; none for an empty or missing cell."""
    text = "" if _absent(cell) else str(cell)
    return tuple(part.strip() for part in text.split(SEPARATOR) if part.strip())


def row_origin(table: str, row: str, record: Mapping[Any, Any]) -> Origin:
    """The origin that a row of a table stands for.

    Args:
        table: Name of the table.
        row: The row's id.
        record: Its cells by column; columns that an origin needs and the table lacks stay empty.
    """
    sources = ids_in(record.get("source_id")) + ids_in(record.get("source_id_2"))
    return Origin(
        table=table,
        row=row,
        sources=tuple(dict.fromkeys(sources)),
        as_of=_text(record, "as_of"),
        locator=_text(record, "locator"),
        confidence=_text(record, "confidence"),
        audit=_text(record, "audit"),
    )


def row_value(
    table: str, row: str, record: Mapping[Any, Any], numbers: NumberFormat = PLAIN
) -> Value:
    """The value of a row with `value, low, high, qualifier, unit`.

    A figure that is only about right, expected or aimed at has no certain bounds. A table without a
    column `qualifier` states its values exactly.

    Args:
        table: Name of the table.
        row: The row's id.
        record: Its cells by column.
        numbers: How the value reads.
    """
    stated = _number(record, "value", math.nan)
    given = _text(record, "qualifier") if "qualifier" in record else "exact"
    qualifier = given or "exact"
    certain = qualifier not in _UNBOUNDED
    default = stated if given == "exact" else math.nan
    low, high = (_number(record, end, default) for end in ("low", "high"))
    return Value(
        number=stated,
        low=low if certain and not math.isnan(low) else -math.inf,
        high=high if certain and not math.isnan(high) else math.inf,
        unit=_text(record, "unit"),
        qualifier=qualifier,
        how="published",
        origins=(row_origin(table, row, record),),
        format=numbers,
    )


def _absent(cell: Any) -> bool:
    return cell is None or bool(pd.isna(cell))


def _text(record: Mapping[Any, Any], column: str) -> str:
    cell = record.get(column)
    return "" if _absent(cell) else str(cell)


def _number(record: Mapping[Any, Any], column: str, missing: float) -> float:
    cell: Any = record.get(column)
    return missing if _absent(cell) else float(cell)


def _numeric(column: pd.Series) -> bool:
    kind = column.dtype
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


class Facts:
    """All rows of several tables, found by their ids; the tables are asked in their order.

    Attributes:
        numbers: How its values read.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], numbers: NumberFormat = PLAIN) -> None:
        self.numbers = numbers
        self._tables = tables

    def row(self, row: str) -> pd.Series:
        """The row with this id.

        Raises:
            AnalysisError: If no table has it.
        """
        table: Any = self._tables[self._table(row)]
        found: pd.Series = table.loc[row]
        return found

    def __getitem__(self, asked: str | tuple[str, str]) -> Value:
        """The value of a row, `facts["M-1"]`, or a number in one of its other columns.

        `facts["M-1", "patents"]` reads such a column. What stands there is exact and has no unit.

        Raises:
            AnalysisError: If no table has the row, or its table holds no such values.
        """
        row, column = asked if isinstance(asked, tuple) else (asked, "value")
        table = self._table(row)
        frame = self._tables[table]
        if column not in frame or not _numeric(frame[column]):
            numbers = ", ".join(str(name) for name in frame if _numeric(frame[name])) or "none"
            raise AnalysisError(
                f"'{row}' is a row of {table}, which has no column '{column}' with numbers (it has: "
                f"{numbers}). Write facts['{row}', 'COLUMN'] for one of these, "
                f"facts.row('{row}') for other cells."
            )
        record: dict[Any, Any] = self.row(row).to_dict()
        if column != "value":
            origin = {name: record.get(name) for name in _OF_ORIGIN}
            record = {**origin, "value": record[column]}
        return row_value(table, row, record, self.numbers)

    def origin(self, row: str) -> Origin:
        """Where a row comes from.

        Raises:
            AnalysisError: If no table has it.
        """
        return row_origin(self._table(row), row, self.row(row).to_dict())

    def sources(self, rows: Iterable[str]) -> list[str]:
        """The sources of several rows, each once.

        Raises:
            AnalysisError: If no table has one of them.
        """
        return list(dict.fromkeys(s for row in rows for s in self.origin(row).sources))

    def cite(self, *rows: str) -> Markdown:
        """A citation of the sources of several rows, for use in prose.

        Raises:
            AnalysisError: If no table has one of them.
        """
        return cite(self.sources(rows))

    def count(self, rows: Iterable[str], unit: str = "") -> Value:
        """How many rows there are, as a value that comes from them.

        Raises:
            AnalysisError: If no table has one of them.
        """
        origins = tuple(Origin(self._table(row), row) for row in rows)
        return Value.exact(
            len(origins), unit, how="counted rows", origins=origins, format=self.numbers
        )

    def _table(self, row: str) -> str:
        """The name of the first table that holds a row."""
        may_hold = getattr(self._tables, "may_hold", None)
        for name in self._tables:
            if may_hold and not may_hold(name, row):
                continue  # not even read
            if row in self._tables[name].index:
                return name
        known = (str(one) for frame in self._tables.values() for one in frame.index)
        meant = nearest(str(row), known)
        few = len(self._tables) <= _FEW
        searched = (
            f"searched: {', '.join(self._tables) or 'none'}" if few else "searched: all tables"
        )
        raise AnalysisError(
            f"No table has a row '{row}' ({searched}) → look its "
            "id up in the first column of data/raw/*.csv"
            + (f"; the nearest is '{meant}'." if meant else ".")
        )
