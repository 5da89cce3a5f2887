"""Claims of the documents that the work began with: their verdicts, rules and languages, as cells."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import Facts, ids_in
from walkback.values.markdown import Markdown, cite, strong

CHECK = "check_source_id"


def claims(table: pd.DataFrame) -> pd.DataFrame:
    """Id, claim with its quotation, verdict with its rule, what the check found, and its sources."""
    words, names = labels("claims", "check"), labels("claims", "rule", "name")
    rows = [
        {
            "No.": str(claim),
            "Claim, and the words of the text": _quoted(row.to_dict()),
            "Verdict": _verdict(row["check"], words[row["check"]], names[row["rule"]]),
            "What the check found": row["note"] if pd.notna(row["note"]) else None,
            "Rows": ", ".join(ids_in(row["check_rows"])) or None,
            "Checked against": cite(ids_in(row[CHECK])),
        }
        for claim, row in table.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def _quoted(row: Mapping[Any, Any]) -> Markdown:
    quotes = [f"“{row['quote']}”", *([row["quote_zh"]] if pd.notna(row["quote_zh"]) else [])]
    return Markdown(f"{escape(row['statement'])} *{escape(' '.join(quotes))}*")


def _verdict(verdict: str, words: str, rule: str) -> Markdown:
    """The verdict and its rule in words; bold where the claim does not simply hold."""
    told = escape(words) if verdict == "corroborated" else strong(words)
    return Markdown(f"{told} ({escape(rule[:1].lower() + rule[1:])})")


def checked(facts: Facts, *rows: str) -> Markdown:
    """A citation of what claims were held against; of any other row, of its sources.

    `facts.cite` leads from a claim to the document that makes it.

    Args:
        facts: Every claim and fact by its row.
        rows: Ids of claims, and of facts that say the same.
    """
    found: list[str] = []
    for row in rows:
        record = facts.row(row)
        found += ids_in(record["check_source_id"]) if CHECK in record else facts.sources([row])
    return cite(found)


def differences(table: pd.DataFrame) -> pd.DataFrame:
    """Where two languages of a document differ: place, both quotations, in what, claims touched.

    Args:
        table: The table `language_differences` by id.
    """
    words, more = (labels("language_differences", name) for name in ("kind", "stronger"))
    rows = [
        {
            "English": f"“{row['quote']}”",
            "Chinese": row["quote_zh"],
            "In what; who claims more": f"{words[row['kind']]}; {more[row['stronger']]}",
            "The difference": row["difference"],
            "Claims": ", ".join(ids_in(row["claims"])),
        }
        for _, row in table.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def rules(counts: Mapping[str, int], gives: Mapping[str, str]) -> pd.DataFrame:
    """The rules of the verdicts, in the order of the data package, with how many claims each decided.

    Args:
        counts: Claims by rule.
        gives: The verdict of each rule.
    """
    names, when = labels("claims", "rule", "name"), labels("claims", "rule", "when")
    verdicts = labels("claims", "check")
    rows = [
        {
            "Rule": strong(names[rule]),
            "It holds where": when[rule],
            "Verdict": verdicts[gives[rule]],
            "Claims": counts.get(rule, 0),
        }
        for rule in names
    ]
    return pd.DataFrame(rows, dtype=object)
