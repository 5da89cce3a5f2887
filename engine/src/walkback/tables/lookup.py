"""Looking a fact up by its row id: `facts["R-07"]` is a `Value` that knows where it comes from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from walkback.errors import AnalysisError
from walkback.values.markdown import Markdown, cite
from walkback.values.value import Origin, Value

NO_ORIGIN = Origin("", "")


def split(cell: Any) -> tuple[str, ...]:
    """The parts of a multi-valued cell."""
    text = "" if cell is None or cell is pd.NA or cell != cell else str(cell)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def origin(table: str, row: str, record: Mapping[Any, Any]) -> Origin:
    """The origin that a row of a table stands for."""

    def text(column: str) -> str:
        cell = record.get(column)
        return "" if cell is None or pd.isna(cell) else str(cell)

    sources = split(record.get("source_id")) + split(record.get("source_id_2"))
    return Origin(
        table=table,
        row=row,
        sources=tuple(dict.fromkeys(sources)),
        as_of=text("as_of"),
        locator=text("locator"),
        confidence=text("confidence"),
        audit=text("audit"),
    )


def value_of(table: str, row: str, record: Mapping[Any, Any]) -> Value:
    """The value of a row with `value, low, high, qualifier, unit`.

    A table without a column `qualifier` states its values exactly.
    """

    def number(column: str, missing: float) -> float:
        cell = record.get(column)
        return missing if cell is None or pd.isna(cell) else float(cell)

    stated = number("value", math.nan)
    qualifier = record.get("qualifier", "exact")
    loose = qualifier in {"about", "expected", "target"}
    default = stated if qualifier == "exact" and not math.isnan(stated) else math.nan
    low, high = number("low", default), number("high", default)
    return Value(
        number=stated,
        low=-math.inf if math.isnan(low) or loose else low,
        high=math.inf if math.isnan(high) or loose else high,
        unit=str(record["unit"]) if pd.notna(record.get("unit")) else "",
        qualifier=str(qualifier) if pd.notna(qualifier) else "exact",
        how="published",
        origins=(origin(table, row, record),),
    )


class Facts:
    """All rows of several tables, found by their ids."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = dict(tables)
        self._home = {row: name for name, frame in self._tables.items() for row in frame.index}

    def row(self, row: str) -> pd.Series:
        """The row with this id.

        Raises:
            AnalysisError: If no table has it.
        """
        if row not in self._home:
            raise AnalysisError(
                f"No table has a row '{row}': look its id up in the first column of "
                f"data/raw/*.csv ({', '.join(self._tables)} were searched)."
            )
        found: Any = self._tables[self._home[row]].loc[row]
        return found

    def __getitem__(self, row: str) -> Value:
        """The value of a row, with its origin."""
        return value_of(self._home.get(row, ""), row, self.row(row).to_dict())

    def origin(self, row: str) -> Origin:
        """Where a row comes from."""
        record = self.row(row)
        return origin(self._home[row], row, record.to_dict())

    def sources(self, rows: Iterable[str]) -> list[str]:
        """The sources of several rows, each once."""
        return list(dict.fromkeys(s for row in rows for s in self.origin(row).sources))

    def cite(self, *rows: str) -> Markdown:
        """A citation of the sources of several rows, for use in prose."""
        return cite(self.sources(rows))

    def count(self, rows: Iterable[str], unit: str = "") -> Value:
        """How many rows there are, as a value that comes from them."""
        ids = list(rows)
        origins = tuple(Origin(self._home[row], row) for row in ids)
        return Value.exact(len(ids), unit, how="counted rows", origins=origins)
