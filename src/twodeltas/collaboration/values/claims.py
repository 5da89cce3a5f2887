"""What the Yicai digest claims on roles and levels (sec-roles, sec-levels), as it was checked."""

from dataclasses import dataclass

import pandas as pd

DIGEST = "reportify-summary-2025"
ROLES = ("[5]",)  # paragraphs of the digest, as in the column `locator`
LEVELS = ("[17]", "[18]")


@dataclass(frozen=True)
class Claims:
    """Claims with their verdicts.

    Attributes:
        roles: On what each southern city brings.
        levels: On administration and rules.
        documents: The two texts that the work began with, as ids of sources.
    """

    roles: pd.DataFrame
    levels: pd.DataFrame
    documents: set[str]


def of(claims: pd.DataFrame) -> Claims:
    """Choose the claims by the paragraph of the digest that makes them.

    Args:
        claims: The table `claims` by id.
    """
    digest = claims[claims["document"] == DIGEST]
    return Claims(
        roles=digest[digest["locator"].isin(ROLES)],
        levels=digest[digest["locator"].isin(LEVELS)],
        documents=set(claims["document"]),
    )
