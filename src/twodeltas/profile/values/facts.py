"""What was collected on collaboration inside two clusters, and the facts that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from twodeltas.shared.evidence_counts import DIMENSIONS, PAIR_SCOPES, READ_TWICE, rows
from walkback.tables.lookup import ids_in
from walkback.values.value import Value

if TYPE_CHECKING:
    from twodeltas.shared.start import Notebook

SHOWN = 5  # facts of one cluster
BARRED = ("target", "expected")  # what did not happen yet


@dataclass(frozen=True)
class Collected:
    """The facts of two clusters.

    Attributes:
        facts: How many facts there are, by cluster.
        numeric: How many of them state a number.
        ties: How many ties between organisations there are.
        shown: The rows of `evidence` that are shown, by cluster.
    """

    facts: Mapping[str, Value]
    numeric: Mapping[str, Value]
    ties: Mapping[str, Value]
    shown: Mapping[str, pd.DataFrame]

    @property
    def any(self) -> bool:
        """Whether there is a fact on any of the two."""
        return bool(self.having)

    @property
    def having(self) -> list[str]:
        """The clusters with facts."""
        return [cluster for cluster, n in self.facts.items() if n.number]

    @property
    def lacking(self) -> list[str]:
        """The clusters without."""
        return [cluster for cluster, n in self.facts.items() if not n.number]

    @property
    def all_shown(self) -> pd.DataFrame:
        """The rows that are shown, of both clusters."""
        return pd.concat(self.shown.values())

    @property
    def sources(self) -> list[str]:
        """The sources of the facts that are shown."""
        cells = self.all_shown["source_id"]
        return list(dict.fromkeys(source for cell in cells for source in ids_in(cell)))


def collected(nb: Notebook) -> Collected:
    """Look up what was collected of the pair of a notebook."""
    evidence, edges = nb.raw["evidence"], nb.raw["edges"]
    own = {cluster: evidence.loc[rows(evidence, cluster=cluster)] for cluster in nb.pair}
    numeric = {cluster: found.index[found["value"].notna()] for cluster, found in own.items()}
    count = nb.facts.count
    return Collected(
        facts={cluster: count(map(str, found.index)) for cluster, found in own.items()},
        numeric={cluster: count(map(str, found)) for cluster, found in numeric.items()},
        ties={cluster: count(rows(edges, cluster=cluster)) for cluster in nb.pair},
        shown={cluster: chosen(found, cluster) for cluster, found in own.items()},
    )


def chosen(facts: pd.DataFrame, cluster: str) -> pd.DataFrame:
    """The facts that are shown of a cluster: of each subject the latest that was read twice.

    Facts about the cluster's own cities come first, then those with a number; what is only
    expected or aimed at is left out.

    Args:
        facts: Rows of the table `evidence` about the cluster.
        cluster: Its id.
    """
    sound = facts[facts["audit"].isin(READ_TWICE) & ~facts["qualifier"].isin(BARRED)]
    keys = pd.DataFrame(
        {
            "dimension": sound["dimension"].map({d: i for i, d in enumerate(DIMENSIONS)}),
            "other": sound["scope"] != PAIR_SCOPES.get(cluster, cluster),
            "wordy": sound["value"].isna(),
            "as_of": sound["as_of"].fillna("").astype(str).str[-4:],
        }
    )
    order = keys.sort_values(
        ["dimension", "other", "wordy", "as_of"],
        ascending=[True, True, True, False],
        kind="stable",
    )
    best = order[~order.duplicated("dimension")].index
    return sound.loc[best[:SHOWN]]
