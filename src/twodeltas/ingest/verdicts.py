"""The claims of the two source documents: what a check found, and how good the check's source is."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from walkback.tables.lookup import ids_in

VERDICTS = ("corroborated", "nuanced", "not_found", "contradicted")
PRIMARY, SECONDARY, SAME_HOUSE, ITSELF = "primary", "secondary", "same house", "the document itself"
BACKING = (PRIMARY, SECONDARY, SAME_HOUSE, ITSELF)


def by_verdict(claims: pd.DataFrame) -> dict[str, list[str]]:
    """The ids of the claims by verdict, all four verdicts included."""
    return {verdict: list(claims.index[claims["check"] == verdict]) for verdict in VERDICTS}


def backing(
    claims: pd.DataFrame,
    references: Mapping[str, Mapping[str, Any]],
    houses: Mapping[str, str],
) -> pd.Series:
    """How far from the claim the best source stands that it was checked against.

    Args:
        claims: The table `claims`.
        references: CSL-JSON entries by id.
        houses: For a document the name of the publishing house behind it; a source by an author of
            that name is no second voice.

    Returns:
        One of `BACKING` by claim.
    """
    found = {
        claim: _backing(ids_in(row["check_source_id"]), row["source_id"], references, houses)
        for claim, row in claims.iterrows()
    }
    return pd.Series(found, name="backing", dtype="string").rename_axis("id")


def _backing(
    sources: Sequence[str],
    document: str,
    references: Mapping[str, Mapping[str, Any]],
    houses: Mapping[str, str],
) -> str:
    """How good the best of the sources is."""
    found = {_distance(source, document, references, houses) for source in sources}
    return next((kind for kind in BACKING if kind in found), ITSELF)


def _distance(
    source: str,
    document: str,
    references: Mapping[str, Mapping[str, Any]],
    houses: Mapping[str, str],
) -> str:
    if source == document:
        return ITSELF
    entry = references[source]
    authors = " ".join(str(author.get("literal", "")) for author in entry.get("author", []))
    if document in houses and houses[document].casefold() in authors.casefold():
        return SAME_HOUSE
    return PRIMARY if entry["custom"]["kind"] == "primary" else SECONDARY


def by_backing(claims: pd.DataFrame, backings: pd.Series) -> pd.DataFrame:
    """Counts of claims with the backing as rows and the verdicts as columns, zeros included."""
    counts = pd.crosstab(backings, claims["check"])
    return counts.reindex(index=list(BACKING), columns=list(VERDICTS), fill_value=0)


def second_hand(table: pd.DataFrame, documents: list[str]) -> list[str]:
    """The ids of the rows that rest on nothing but the documents themselves."""
    return list(table.index[table["source_id"].isin(documents)])
