"""Claims of the documents that the work began with, each with its verdict, as the cells of a table."""

import pandas as pd

from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in
from walkback.values.markdown import Markdown, cite, strong


def claims(table: pd.DataFrame) -> pd.DataFrame:
    """Id, claim, verdict, what the check found, and the source it was checked against."""
    words = labels("claims", "check")
    rows = [
        {
            "No.": str(claim),
            "Claim": row["statement"],
            "Verdict": _verdict(row["check"], words[row["check"]]),
            "What the check found": row["note"] if pd.notna(row["note"]) else None,
            "Source": cite(ids_in(row["source_id"])),
        }
        for claim, row in table.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def _verdict(verdict: str, words: str) -> str | Markdown:
    """The verdict in words; bold where the claim does not simply hold."""
    return words if verdict == "corroborated" else strong(words)
