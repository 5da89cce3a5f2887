"""Tables of facts: the clusters side by side, or in order of time; each with scope and standing."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from twodeltas import wording
from twodeltas.analysis.models import lines_of
from twodeltas.lookup import split
from twodeltas.markup import escape
from twodeltas.present.dates import worded
from twodeltas.present.markdown import Markdown, cite

SUBJECT = {"en": "Subject", "zh": "主题"}
NOT_CHOSEN = {"en": "no fact chosen", "zh": "未选入事实"}
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
    "corrected": "corrected",
    "not_audited": "read once",
    "not_reachable": "read once",
}
DATA = ["row", "dimension", "theme", "cluster", "scope", "statement", "value", "low", "high",
        "qualifier", "unit", "as_of", "source_id", "locator", "confidence", "audit",
        "caveats"]  # fmt: skip
EVENT_DATA = ["number", "row", "lane", "cluster", "scope", "dimension", "as_of", "statement",
              "source_id", "confidence", "audit", "caveats"]  # fmt: skip


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
        first, before = theme != before, theme
        cells = (_cell(found, row, started_from, first) for row in (a, b))
        rows.append((theme, *cells))
    return pd.DataFrame(rows, columns=[SUBJECT[wording.LANGUAGE.code], left, right])


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
        str(record["confidence"]),
        AUDITS[record["audit"]],
    ]
    return "; ".join(parts)


def listed(events: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The events of a timeline as a table.

    Args:
        events: What `twodeltas.analysis.timeline.events` returned.
        names: Short names by cluster id.

    Returns:
        One row an event: number, date, cluster, and the statement with its source.
    """
    chinese = wording.LANGUAGE.code == "zh"
    rows = [
        {
            "No.": int(event["number"]),
            "Date": worded(str(event["as_of"]), short=True),
            "Cluster": names[str(event["cluster"])],
            "What happened": Markdown(
                escape(event["statement_zh" if chinese else "statement"])
                + f" {cite(split(event['source_id']))}"
            ),
        }
        for _, event in events.iterrows()
    ]
    return pd.DataFrame(rows)


def events_data(events: pd.DataFrame) -> pd.DataFrame:
    """What is written as CSV beside a timeline or its table."""
    return events[EVENT_DATA]


def _cell(
    found: Mapping[str, pd.Series], row: str, started_from: Collection[str], first: bool
) -> str | Markdown:
    """A fact, or what stands where none of a cluster was chosen, on the first line of a theme."""
    if row:
        return fact(found[row], started_from)
    return Markdown(f"*{NOT_CHOSEN[wording.LANGUAGE.code]}*") if first else ""
