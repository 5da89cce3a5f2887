"""Series over time: which points may be joined is read from the data, never decided in a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from walkback.errors import AnalysisError

COLUMNS = ["value", "unit", "qualifier", "as_of", "source_id", "caveats"]


@dataclass(frozen=True)
class Line:
    """What is drawn as one line, or as single points.

    Attributes:
        panel: The panel that it stands in.
        of: The name of a `series` of the data, or the ids of single rows. Only the points of a
            series are joined, because only they share definition and scope.
        name: The words beside the line; empty for none.
        colour: A key of the colours of the chart.
        notes: Words beside single points, by row id.
    """

    panel: str
    of: str | Sequence[str]
    name: str = ""
    colour: str = "first"
    notes: Mapping[str, str] | None = None


def points(tables: Mapping[str, pd.DataFrame], lines: Sequence[Line]) -> pd.DataFrame:
    """The points of some lines, in order of time.

    Args:
        tables: Tables with `value, unit, qualifier, as_of, source_id`, by name, indexed by `id`.
        lines: What to draw.

    Returns:
        One row a point: `panel, series` (the name), `segment` (the series of the data; empty for a
        point that stands alone), `row, table, year` (decimal), `colour, note` and the columns of
        the tables. A row that repeats another (`duplicate_of`) is left out.

    Raises:
        AnalysisError: If a series or row is unknown, has no value or no date, or a panel mixes units.
    """
    pool = pd.concat(
        [table.assign(table=name) for name, table in tables.items()], sort=False
    ).rename_axis("row")
    parts = [_one(pool, line, place) for place, line in enumerate(lines)]
    found = pd.concat(parts, ignore_index=True)
    _check_units(found)
    return found


def _one(pool: pd.DataFrame, line: Line, place: int) -> pd.DataFrame:
    """The points of one line."""
    named = isinstance(line.of, str)
    chosen = pool[pool["series"] == line.of] if named else pool[pool.index.isin(line.of)]
    if "duplicate_of" in chosen:
        chosen = chosen[chosen["duplicate_of"].isna()]
    missing = [] if named else [row for row in line.of if row not in chosen.index]
    if chosen.empty or missing:
        raise AnalysisError(
            f"{', '.join(missing) or line.of}: no such series or row → look at the columns id and "
            "series of data/raw/evidence.csv and knowledge_flows.csv."
        )
    if chosen["value"].isna().any() or chosen["as_of"].isna().any():
        bare = chosen.index[chosen["value"].isna() | chosen["as_of"].isna()]
        raise AnalysisError(f"{', '.join(bare)}: without value or date it cannot be drawn.")
    notes = line.notes or {}
    part = chosen[["table", *COLUMNS]].reset_index()
    part.insert(0, "panel", line.panel)
    part["series"], part["line"] = line.name, place
    part["segment"] = str(line.of) if named else ""
    part["colour"] = line.colour
    part["note"] = [notes.get(row, "") for row in part["row"]]
    part["year"] = part["as_of"].map(decimal_year)
    return part.sort_values("year", kind="stable")


def _check_units(found: pd.DataFrame) -> None:
    for panel, group in found.groupby("panel"):
        units = sorted(set(group["unit"].fillna("")))
        if len(units) > 1:
            raise AnalysisError(f"'{panel}' mixes {', '.join(units)} → draw them in two panels.")


def decimal_year(as_of: str) -> float:
    """The middle of an ISO year, month, day or interval as a decimal year.

    Raises:
        ValueError: If it is none of these.
    """
    if "/" in as_of:
        first, last = as_of.split("/")
        return (decimal_year(first) + decimal_year(last)) / 2
    parts = [int(part) for part in as_of.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    day = parts[2] - 1 if len(parts) == 3 else 15
    return parts[0] + (parts[1] - 1) / 12 + day / 365.25


def ends(table: pd.DataFrame, name: str) -> tuple[str, str]:
    """The ids of the first and the last row of a series; rows that repeat another are left out.

    Args:
        table: A table with `series, as_of`, indexed by `id`.
        name: The name of the series.

    Raises:
        AnalysisError: If the series has fewer than two rows.
    """
    own = table[table["series"] == name]
    if "duplicate_of" in own:
        own = own[own["duplicate_of"].isna()]
    if len(own) < 2:
        raise AnalysisError(f"{name}: growth needs a series of two rows or more.")
    order = own["as_of"].map(decimal_year).sort_values(kind="stable").index
    return str(order[0]), str(order[-1])


def moves(found: pd.DataFrame) -> pd.DataFrame:
    """How each series went from its first point to its last.

    Args:
        found: What `points` returned. Points that stand alone belong to no series.

    Returns:
        One row a series of two points or more, by its name in the data: `first, last` (values),
        `times` (last over first), `grown` (last above first) and `stood` (two points that follow
        each other are equal).
    """
    joined = found[found["segment"] != ""].sort_values("year", kind="stable")
    values = {name: own["value"] for name, own in joined.groupby("segment") if len(own) > 1}
    ends = pd.DataFrame(
        [(own.iloc[0], own.iloc[-1], bool((own.diff() == 0).any())) for own in values.values()],
        index=pd.Index(values, name="segment"),
        columns=["first", "last", "stood"],
    )
    return ends.assign(times=ends["last"] / ends["first"], grown=ends["last"] > ends["first"])


CLOSED, REOPENED = "SHG-166", "SHG-169"  # when ordinary travel to the mainland ended and resumed


def closed(evidence: pd.DataFrame) -> tuple[float, float]:
    """From when to when the border between Hong Kong and the mainland was closed, in decimal years.

    Args:
        evidence: The table `evidence` by id.
    """
    first, last = (decimal_year(str(evidence.loc[row, "as_of"])) for row in (CLOSED, REOPENED))
    return first, last
