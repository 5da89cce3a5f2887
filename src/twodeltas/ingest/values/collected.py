"""What was collected: rows, sources, and the languages and kinds of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from twodeltas.shared import coverage
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Collected:
    """The values of the section on what was collected.

    Attributes:
        kinds: `language, kind` of every source, works on method left out.
        sources: The ids of these sources, those first that most rows name.
        n_rows: Rows of all tables.
        n_tables: Tables.
        n_sources: Sources.
        n_primary: Primary sources.
        n_copies: Sources that were read as a copy on another site.
        n_english: Sources in English.
        n_chinese: Sources in Chinese.
        n_chinese_primary: Primary ones of these.
        n_chinese_copies: Copies among these.
        primary_share: Primary sources among all.
    """

    kinds: pd.DataFrame
    sources: list[str]
    n_rows: Value
    n_tables: int
    n_sources: Value
    n_primary: Value
    n_copies: Value
    n_english: Value
    n_chinese: Value
    n_chinese_primary: Value
    n_chinese_copies: Value
    primary_share: Value


def collected(
    numbers: NumberFormat,
    sizes: Mapping[str, int],
    tables: Mapping[str, pd.DataFrame],
    references: Mapping[str, Mapping[str, Any]],
) -> Collected:
    """Count tables, rows and sources.

    Args:
        numbers: How the values read.
        sizes: The number of rows by table.
        tables: The tables whose rows cite sources, by name.
        references: CSL-JSON entries by id.
    """
    kinds = coverage.by_language(references)

    def n_sources(**codes: str) -> Value:
        chosen = kinds
        for column, code in codes.items():
            chosen = chosen[chosen[column] == code]
        return coverage.count(numbers, "references", chosen.index)

    n_all, n_primary = n_sources(), n_sources(kind="primary")
    return Collected(
        kinds=kinds,
        sources=coverage.most_used(tables.values(), kinds.index),
        n_rows=coverage.total(numbers, sizes),
        n_tables=len(sizes),
        n_sources=n_all,
        n_primary=n_primary,
        n_copies=n_sources(kind="copy"),
        n_english=n_sources(language="en"),
        n_chinese=n_sources(language="zh"),
        n_chinese_primary=n_sources(language="zh", kind="primary"),
        n_chinese_copies=n_sources(language="zh", kind="copy"),
        primary_share=coverage.share(n_primary, n_all),
    )
