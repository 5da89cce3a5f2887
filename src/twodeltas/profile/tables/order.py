"""The cells of the tables on the order of two clusters: recipes; facts on collaboration."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from twodeltas.profile.order import (
    AHEAD_OR_LEVEL,
    BEHIND_OR_LEVEL,
    FIRST,
    LEVEL,
    OPEN,
    SECOND,
)
from twodeltas.shared.evidence_counts import DIMENSIONS
from twodeltas.shared.fact_cells import facts
from twodeltas.shared.profile import Profile
from walkback.tables.labels import labels
from walkback.values.number_format import plain

NAMES = {"sum of shares": "mean of shares, in the order of their sum"}


def recipes(table: pd.DataFrame, a: Profile, b: Profile) -> pd.DataFrame:
    """Who is ahead under each recipe, whatever the figures are that are not known sharply.

    Args:
        table: See `twodeltas.profile.order.Order.recipes`.
        a: The first cluster.
        b: The second.
    """
    ahead = {
        FIRST: a.name,
        SECOND: b.name,
        LEVEL: "level",
        OPEN: "cannot be told",
        AHEAD_OR_LEVEL: f"{a.name}, or level",
        BEHIND_OR_LEVEL: f"{b.name}, or level",
        "": "cannot be computed",
    }
    return pd.DataFrame(
        [
            {
                "Recipe": _capital(NAMES.get(row["recipe"], row["recipe"])),
                "Ahead": ahead[row["order"]],
                f"Lead of {a.name}": lead(row["low"], row["high"]),
                "Note": row["note"] or None,
            }
            for row in table.to_dict("records")
        ],
        dtype=object,
    ).dropna(axis=1, how="all")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def lead(low: float, high: float) -> str | None:
    """A lead in the score of a recipe, or the interval that it must lie in."""
    if math.isnan(low):
        return None
    if math.isinf(low) or math.isinf(high):
        known = low if math.isinf(high) else high
        if math.isinf(known):
            return "not limited"
        return f"at {'least' if math.isinf(high) else 'most'} {_number(known)}"
    first, last = _number(low), _number(high)
    return first if first == last else f"{first} to {last}"


def _number(x: float) -> str:
    """Two decimals, more where two would read as nothing; a whole number as it is."""
    if float(x).is_integer():
        return plain(x, 0)
    digits = 2
    while 0 < abs(x) < 0.5 * 10**-digits and digits < 4:
        digits += 1
    text = f"{x:.{digits}f}"
    return text.replace("-", "−") if float(text) else "0"


def collected(rows: pd.DataFrame, lang: str, names: Mapping[str, str]) -> pd.DataFrame:
    """The facts that are shown, by cluster and subject.

    Args:
        rows: Rows of the table `evidence`.
        lang: The language of the statements.
        names: Names by cluster id.
    """
    subjects = labels("evidence", "dimension", "name")
    order = sorted(
        range(len(rows)),
        key=lambda i: (
            list(names).index(rows["cluster"].iloc[i]),
            DIMENSIONS.index(rows["dimension"].iloc[i]),
        ),
    )
    chosen = rows.iloc[order]
    return pd.DataFrame(
        {
            "Cluster": [names[c] for c in chosen["cluster"]],
            "Subject": [_capital(subjects[d]) for d in chosen["dimension"]],
            "Fact": facts(lang, chosen),
        },
        dtype=object,
    )
