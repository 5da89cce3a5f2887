"""How far the facts on collaboration were checked, what that changed, and how recent they are."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from twodeltas.shared import coverage, dates
from twodeltas.shared.evidence_counts import READ_TWICE
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

NEARLY_ALL = 0.95  # of the numbers
RECENT = 2018  # the first year of the recent facts
HOW_CELLS = "counted changed cells"


@dataclass(frozen=True)
class Audit:
    """The values of the section on the second reading.

    Attributes:
        n_facts: Facts on collaboration.
        n_twice: Facts that were read twice.
        n_confirmed: Facts that the second reading confirmed.
        n_corrected: Facts that it corrected.
        n_once: Facts that were read once.
        n_lost: Facts whose source could not be reached again.
        n_numeric: Facts with a number.
        n_numeric_twice: Those of them that were read twice.
        n_wordy: Facts without a number.
        n_wordy_twice: Those of them that were read twice.
        n_governance: Facts on governance.
        n_governance_once: Those of them that were not read twice.
        changed_share: Corrected facts among those read twice.
        primary_share: Facts with a primary source among all.
        n_shared: How many facts on shared facilities there are.
        n_shared_twice: How many of them were read twice.
        nearly_all_numbers: Whether nearly all facts with a number were read twice.
        wordy_mostly_on: The dimensions with most facts without a number.
    """

    n_facts: Value
    n_twice: Value
    n_confirmed: Value
    n_corrected: Value
    n_once: Value
    n_lost: Value
    n_numeric: Value
    n_numeric_twice: Value
    n_wordy: Value
    n_wordy_twice: Value
    n_governance: Value
    n_governance_once: Value
    changed_share: Value
    primary_share: Value
    n_shared: int
    n_shared_twice: int
    nearly_all_numbers: bool
    wordy_mostly_on: list[str]


def audit(numbers: NumberFormat, evidence: pd.DataFrame) -> Audit:
    """Count the facts by what a second reading found.

    Args:
        numbers: How the values read.
        evidence: The table `evidence` by id.
    """
    state, dimension = evidence["audit"], evidence["dimension"]
    twice, numeric = state.isin(READ_TWICE), coverage.with_number(evidence)
    governance, shared = dimension == "governance", dimension == "shared_facilities"

    def n_facts(chosen: pd.Series) -> Value:
        return coverage.count(numbers, "evidence", evidence.index[chosen])

    n_all = coverage.count(numbers, "evidence", evidence.index)
    n_twice, n_corrected = n_facts(twice), n_facts(state == "corrected")
    n_numeric, n_numeric_twice = n_facts(numeric), n_facts(numeric & twice)
    return Audit(
        n_facts=n_all,
        n_twice=n_twice,
        n_confirmed=n_facts(state == "confirmed"),
        n_corrected=n_corrected,
        n_once=n_facts(state == "not_audited"),
        n_lost=n_facts(state == "not_reachable"),
        n_numeric=n_numeric,
        n_numeric_twice=n_numeric_twice,
        n_wordy=n_facts(~numeric),
        n_wordy_twice=n_facts(~numeric & twice),
        n_governance=n_facts(governance),
        n_governance_once=n_facts(governance & ~twice),
        changed_share=coverage.share(n_corrected, n_twice),
        primary_share=coverage.share(n_facts(evidence["confidence"] == "primary"), n_all),
        n_shared=int(shared.sum()),
        n_shared_twice=int((shared & twice).sum()),
        nearly_all_numbers=n_numeric_twice.number >= NEARLY_ALL * n_numeric.number,
        wordy_mostly_on=list(dimension[~numeric].mode()),
    )


@dataclass(frozen=True)
class Corrections:
    """What the second reading changed.

    Attributes:
        kinds: See `twodeltas.shared.coverage.changes`.
        n_cells: Cells that were changed.
        n_numbers: Those that change a number, its unit or how exact it is.
        n_city_cells: Those in the city statistics.
        facts: Ids of the facts on collaboration that were changed.
    """

    kinds: pd.DataFrame
    n_cells: Value
    n_numbers: Value
    n_city_cells: Value
    facts: list[str]


def corrections(numbers: NumberFormat, table: pd.DataFrame) -> Corrections:
    """Count the changed cells by kind.

    Args:
        numbers: How the values read.
        table: The table `corrections` by id.
    """
    kinds = coverage.changes(table)

    def n_cells(ids: pd.Index | list[str]) -> Value:
        return coverage.count(numbers, "corrections", ids, HOW_CELLS)

    changed = {name: list(ids) for name, ids in zip(kinds["kind"], kinds["ids"], strict=True)}
    return Corrections(
        kinds=kinds,
        n_cells=n_cells(table.index),
        n_numbers=n_cells(changed.get("number", [])),
        n_city_cells=n_cells(table.index[table["table"] == "city_stats"]),
        facts=list(table.loc[table["table"] == "evidence", "row"].unique()),
    )


@dataclass(frozen=True)
class Years:
    """For which years the facts hold.

    Attributes:
        year: The last year that each fact holds for, missing without a date; by id.
        span: From which year to which, in words.
        n_before: How many facts hold for years before the recent ones.
        n_recent: Facts that hold for recent years.
        n_undated: Facts without a date.
        recent_share: Recent facts among all.
    """

    year: pd.Series
    span: str
    n_before: int
    n_recent: Value
    n_undated: Value
    recent_share: Value


def years(numbers: NumberFormat, evidence: pd.DataFrame) -> Years:
    """Count the facts by the last year that they hold for.

    Args:
        numbers: How the values read.
        evidence: The table `evidence` by id.
    """
    year = coverage.years(evidence["as_of"]).rename("year")
    recent = (year >= RECENT).fillna(value=False)
    n_recent = coverage.count(numbers, "evidence", evidence.index[recent])
    return Years(
        year=year,
        span=dates.span(year.dropna()),
        n_before=int((year < RECENT).sum()),
        n_recent=n_recent,
        n_undated=coverage.count(numbers, "evidence", evidence.index[year.isna()]),
        recent_share=coverage.share(n_recent, coverage.count(numbers, "evidence", evidence.index)),
    )
