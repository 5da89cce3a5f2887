"""How the codes of a column read: the labels that the data package gives them (`x-labels`).

    "x-labels": {"en": {"carries_over": {"one": "carries over", "many": "carry over"}, …}}

By language, each code has its words, or several wordings by name. A column has labels for all of its
codes or for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from walkback import paths
from walkback.errors import DataError
from walkback.tables.package import MANIFEST, load_package
from walkback.tables.problems import nearest, quoted

if TYPE_CHECKING:
    from pathlib import Path


def labels(
    table: str, column: str, wording: str = "", *, lang: str = "en", root: Path | None = None
) -> dict[str, str]:
    """The words of each code of a column, in the order of the data package.

    Args:
        table: The table's name, such as `codes`.
        column: The column's name, such as `lever`.
        wording: Which of several wordings; empty where a code has one.
        lang: The language of the words.
        root: The checkout; without it the current one.

    Raises:
        DataError: If the data package has no such column, or it has no such labels.
    """
    tables = load_package(root or paths.current().root).tables
    if table not in tables:
        raise DataError(f"There is no table {quoted(table)} → {_meant(table, tables)}")
    columns = tables[table].columns
    if column not in columns:
        raise DataError(f"Table {table} has no column {quoted(column)} → {_meant(column, columns)}")
    given = columns[column].labels.get(lang)
    if given is None:
        raise DataError(
            f"The codes of {table}.{column} have no labels in {quoted(lang)} → add x-labels in {MANIFEST}"
        )
    for words in given.values():
        if wording not in words:
            ways = ", ".join(quoted(way) for way in words if way) or "one wording without a name"
            raise DataError(
                f"The labels of {table}.{column} have no wording {quoted(wording)} → they have {ways}"
            )
    return {code: words[wording] for code, words in given.items()}


def _meant(name: str, known: Any) -> str:
    meant = nearest(name, known)
    return f"did you mean {meant}?" if meant else f"it is one of {', '.join(known)}"
