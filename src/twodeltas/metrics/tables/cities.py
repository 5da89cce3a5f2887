"""The cells of the table of cities, and the cautions below it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from twodeltas.metrics.cities import INDICATORS
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import row_value
from walkback.values.markdown import Markdown
from walkback.values.number_format import NumberFormat


def city_matrix(
    numbers: NumberFormat, rows: pd.DataFrame, cities: Sequence[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """One row an indicator, one column a city; each cell the latest figure and its year."""
    cells = {(r["city"], r["indicator"]): _dated(numbers, row, r) for row, r in rows.iterrows()}
    words = labels("city_stats", "indicator")
    table: list[dict[str, str | None]] = [
        {"Indicator": words[code], **{names[c]: cells.get((c, code)) for c in cities}}
        for code in INDICATORS
        if any((c, code) in cells for c in cities)
    ]
    return pd.DataFrame(table, dtype=object)


def _dated(numbers: NumberFormat, row: object, record: pd.Series) -> str:
    """A figure with its year; a dagger where the row carries a caution."""
    mark = "†" if pd.notna(record["note"]) else ""
    value = row_value("city_stats", str(row), record.to_dict(), numbers)
    short = value.text.replace(" percent of GDP", "%")
    return f"{short} ({record['as_of']}){mark}"


def sentences(texts: Iterable[str]) -> Markdown:
    """Several notes as one line of Markdown."""
    return Markdown(". ".join(escape(text.rstrip(".")) for text in texts) + ".")
