"""One fact in a cell, with its scope and standing; events in order of time."""

from collections.abc import Collection, Mapping

import pandas as pd

from twodeltas.shared.dates import worded
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in
from walkback.values.markdown import Markdown, cite

STATEMENT = {"en": "statement", "zh": "statement_zh"}  # the column by language
EVENT_DATA = ["number", "row", "lane", "cluster", "scope", "dimension", "as_of", "statement",
              "source_id", "confidence", "audit", "caveats"]  # fmt: skip


def facts(lang: str, rows: pd.DataFrame, started_from: Collection[str] = ()) -> list[Markdown]:
    """Each fact in a cell: the statement, its sources, and in italics area, date and standing.

    Args:
        lang: `en` or `zh`.
        rows: Rows of the table `evidence`.
        started_from: Sources whose facts are marked with an asterisk where nothing else bears them.
    """
    scopes, audits = labels("evidence", "scope"), labels("evidence", "audit", "short")
    cells = []
    for _, row in rows.iterrows():
        ids = ids_in(row["source_id"])
        mark = "\\*" if ids and set(ids) <= set(started_from) else ""
        as_of = "" if pd.isna(row["as_of"]) else str(row["as_of"])
        standing = [
            scopes[row["scope"]],
            worded(as_of, lang, short=True),
            str(row["confidence"]),
            audits[row["audit"]],
        ]
        statement = escape(row[STATEMENT[lang]])
        cells.append(Markdown(f"{statement} {cite(ids)}{mark} *{escape('; '.join(standing))}*"))
    return cells


def listed(lang: str, events: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The events of a timeline as a table.

    Args:
        lang: `en` or `zh`.
        events: What `twodeltas.collaboration.timeline.events` returned.
        names: Short names by cluster id.

    Returns:
        One row an event: number, date, cluster, and the statement with its source.
    """
    rows = [
        {
            "No.": int(event["number"]),
            "Date": worded(str(event["as_of"]), lang, short=True),
            "Cluster": names[str(event["cluster"])],
            "What happened": Markdown(
                escape(event[STATEMENT[lang]]) + f" {cite(ids_in(event['source_id']))}"
            ),
        }
        for _, event in events.iterrows()
    ]
    return pd.DataFrame(rows)


def events_data(events: pd.DataFrame) -> pd.DataFrame:
    """What is written as CSV beside a timeline or its table."""
    return events[EVENT_DATA]
