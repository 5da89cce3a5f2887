"""A table of facts, the two clusters beside each other, each fact with scope, date and standing."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from twodeltas import wording
from twodeltas.analysis.models import lines_of
from twodeltas.lookup import split
from twodeltas.markup import escape
from twodeltas.present.dates import worded
from twodeltas.present.markdown import Markdown, cite

NOTHING = {"en": "nothing found", "zh": "未找到"}
SCOPES = {
    "shg": "the three cities",
    "gba": "Bay Area",
    "hong_kong_mainland": "Hong Kong and the mainland",
    "province": "Guangdong alone",
    "single_city": "one city",
    "shanghai_suzhou": "Shanghai–Suzhou",
    "jkt": "Jiading–Kunshan–Taicang",
    "demonstration_zone": "demonstration zone",
    "g60": "G60 corridor",
    "yrd": "delta-wide",
    "suzhou": "Suzhou alone",
}
AUDITS = {
    "confirmed": "read twice",
    "corrected": "read twice, corrected",
    "not_audited": "read once",
    "not_reachable": "read once",
}
DATA = ["row", "dimension", "theme", "cluster", "scope", "statement", "value", "low", "high",
        "qualifier", "unit", "as_of", "source_id", "locator", "confidence", "audit",
        "caveats"]  # fmt: skip


def side_by_side(
    facts: pd.DataFrame,
    names: Mapping[str, str],
    pair: Sequence[str] = ("shg", "ss"),
    started_from: Collection[str] = (),
) -> pd.DataFrame:
    """The cells of the table.

    Args:
        facts: What `twodeltas.analysis.models.side_by_side` returned.
        names: The heads of the two columns, by cluster id.
        pair: The clusters, left and right.
        started_from: Ids of the documents that the project started from; a fact that stands on one
            of them alone is marked with an asterisk.

    Returns:
        One row a line: the theme, then one column a cluster, named by `names`.
    """
    found = {str(record["row"]): record for _, record in facts.iterrows()}
    left, right = (names[cluster] for cluster in pair)
    rows, before = [], ""
    for theme, a, b in lines_of(facts, pair):
        first = theme != before
        rows.append(
            {
                "": theme if first else "",
                left: _cell(found, a, started_from, first),
                right: _cell(found, b, started_from, first),
            }
        )
        before = theme
    return pd.DataFrame(rows, columns=["", left, right])


def data(facts: pd.DataFrame) -> pd.DataFrame:
    """What is written as CSV beside the table."""
    return facts[DATA]


def fact(record: pd.Series, started_from: Collection[str] = ()) -> Markdown:
    """One fact: the statement, its sources, and in italics what it covers, its date and standing."""
    chinese = wording.LANGUAGE.code == "zh"
    ids = split(record["source_id"])
    mark = "\\*" if ids and set(ids) <= set(started_from) else ""
    statement = escape(record["statement_zh" if chinese else "statement"])
    return Markdown(f"{statement} {cite(ids)}{mark} *{escape(standing(record))}*")


def standing(record: pd.Series) -> str:
    """Scope, date, kind of source and audit of a fact in a few words."""
    as_of = "" if pd.isna(record["as_of"]) else str(record["as_of"])
    parts = [
        SCOPES[record["scope"]],
        worded(as_of, short=True),
        f"{record['confidence']} source",
        AUDITS[record["audit"]],
    ]
    return "; ".join(parts)


def _cell(
    found: Mapping[str, pd.Series], row: str, started_from: Collection[str], first: bool
) -> str | Markdown:
    """A fact, or what stands where a cluster has none on the first line of a theme."""
    if row:
        return fact(found[row], started_from)
    return Markdown(f"*{NOTHING[wording.LANGUAGE.code]}*") if first else ""
