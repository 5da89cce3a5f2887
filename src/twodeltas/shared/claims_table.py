"""Claims of the documents that the work began with, each with its verdict, as the cells of a table."""

import pandas as pd

from walkback.tables.lookup import split
from walkback.values.markdown import Markdown, cite, strong

VERDICT_NAMES = {
    "corroborated": "corroborated",
    "nuanced": "nuanced",
    "not_found": "not found",
    "contradicted": "contradicted",
}


def claims(table: pd.DataFrame) -> pd.DataFrame:
    """Id, claim, verdict, what the check found, and the source it was checked against."""
    rows = [
        {
            "No.": str(claim),
            "Claim": row["statement"],
            "Verdict": _verdict(row["check"]),
            "What the check found": row["note"] if pd.notna(row["note"]) else None,
            "Source": cite(split(row["source_id"])),
        }
        for claim, row in table.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def _verdict(verdict: str) -> str | Markdown:
    """The verdict in words; bold where the claim does not simply hold."""
    words = VERDICT_NAMES[verdict]
    return words if verdict == "corroborated" else strong(words)
