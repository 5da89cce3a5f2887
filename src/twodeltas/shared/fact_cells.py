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


def fact(lang: str, record: pd.Series, started_from: Collection[str] = ()) -> Markdown:
    """One fact: the statement, its sources, and in italics what it covers, its date and standing.

    Args:
        lang: `en` or `zh`.
        record: A row of the table `evidence`.
        started_from: Sources whose facts are marked with an asterisk where nothing else bears them.
    """
    ids = ids_in(record["source_id"])
    mark = "\\*" if ids and set(ids) <= set(started_from) else ""
    statement = escape(record[STATEMENT[lang]])
    return Markdown(f"{statement} {cite(ids)}{mark} *{escape(standing(lang, record))}*")


def standing(lang: str, record: pd.Series) -> str:
    """Scope, date, kind of source and audit of a fact in a few words."""
    as_of = "" if pd.isna(record["as_of"]) else str(record["as_of"])
    parts = [
        labels("evidence", "scope")[record["scope"]],
        worded(as_of, lang, short=True),
        str(record["confidence"]),
        labels("evidence", "audit", "short")[record["audit"]],
    ]
    return "; ".join(parts)


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
