"""The cells of the table of cities, and the cautions below it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from twodeltas.metrics.cities import INDICATORS
from walkback.markup import escape
from walkback.tables.lookup import value_of
from walkback.values.markdown import Markdown


def city_matrix(
    rows: pd.DataFrame, cities: Sequence[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """One row an indicator, one column a city; each cell the latest figure and its year."""
    cells = {(r["city"], r["indicator"]): _dated(row, r) for row, r in rows.iterrows()}
    table: list[dict[str, str | None]] = [
        {"Indicator": words, **{names[c]: cells.get((c, code)) for c in cities}}
        for code, words in INDICATORS.items()
        if any((c, code) in cells for c in cities)
    ]
    return pd.DataFrame(table, dtype=object)


def _dated(row: object, record: pd.Series) -> str:
    """A figure with its year; a dagger where the row carries a caution."""
    mark = "†" if pd.notna(record["note"]) else ""
    value = value_of("city_stats", str(row), record.to_dict())
    short = value.text.replace(" percent of GDP", "%")
    return f"{short} ({record['as_of']}){mark}"


def sentences(texts: Iterable[str]) -> Markdown:
    """Several notes as one line of Markdown."""
    return Markdown(". ".join(escape(text.rstrip(".")) for text in texts) + ".")
