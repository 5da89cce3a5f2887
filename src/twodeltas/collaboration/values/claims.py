"""What the Yicai digest claims on roles and levels (sec-roles, sec-levels), as it was checked."""

from dataclasses import dataclass

import pandas as pd

from twodeltas.shared.coverage import count
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

DIGEST = "reportify-summary-2025"
ROLES = ("[5]",)  # paragraphs of the digest, as in the column `locator`
LEVELS = ("[17]", "[18]")


@dataclass(frozen=True)
class Claims:
    """Claims with their verdicts.

    Attributes:
        roles: On what each southern city brings.
        levels: On administration and rules.
        n_levels_hold: Those of them that hold as written.
        documents: The two texts that the work began with, as ids of sources.
    """

    roles: pd.DataFrame
    levels: pd.DataFrame
    n_levels_hold: Value
    documents: set[str]


def of(numbers: NumberFormat, claims: pd.DataFrame) -> Claims:
    """Choose the claims by the paragraph of the digest that makes them.

    Args:
        numbers: How the values read.
        claims: The table `claims` by id.
    """
    digest = claims[claims["source_id"] == DIGEST]
    levels = digest[digest["locator"].isin(LEVELS)]
    return Claims(
        roles=digest[digest["locator"].isin(ROLES)],
        levels=levels,
        n_levels_hold=count(numbers, "claims", levels.index[levels["check"] == "corroborated"]),
        documents=set(claims["source_id"]),
    )
