"""The values of 01_ingest, section by section, each computed when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from twodeltas.ingest.values import audit, claims, collected, gaps
from twodeltas.ingest.values.audit import Audit, Corrections, Years
from twodeltas.ingest.values.claims import Claims
from twodeltas.ingest.values.collected import Collected
from twodeltas.ingest.values.gaps import DoubtedPlace, Gaps
from twodeltas.shared import bounds, coverage, editions, profile
from twodeltas.shared.profile import Profile
from walkback.tables.read import read_references
from walkback.values.value import Value

if TYPE_CHECKING:
    from twodeltas.shared.start import Notebook

DOUBTED = ("ss", "vc")  # the cluster and the metric whose place a single digest states
LATEST = 2025  # the edition that the gaps and the claims are about


class Values:
    """What the prose of the chapter quotes: `v.audit.n_twice`, `v.gaps.n_held`.

    Args:
        nb: What the cells of the notebook share.
        sizes: The number of rows by table, from `twodeltas.ingest.ingest.ingest`.
    """

    def __init__(self, nb: Notebook, sizes: Mapping[str, int]) -> None:
        self._nb = nb
        self._sizes = sizes

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables whose rows cite sources, and the corrections; of all others the size is told."""
        told = [name for name in self._sizes if name in self._nb.citing]
        return {name: self._nb.table(name) for name in (*told, "corrections")}

    @cached_property
    def collected(self) -> Collected:
        """What was collected."""
        nb = self._nb
        return collected.collected(nb.numbers, self._sizes, self.tables, read_references())

    @cached_property
    def by_table(self) -> pd.DataFrame:
        """The size of each table."""
        return coverage.by_table(self._sizes, self.tables)

    @cached_property
    def audit(self) -> Audit:
        """How far the facts on collaboration were checked."""
        return audit.audit(self._nb.numbers, self.tables["evidence"])

    @cached_property
    def corrections(self) -> Corrections:
        """What the second reading changed."""
        return audit.corrections(self._nb.numbers, self.tables["corrections"])

    @cached_property
    def years(self) -> Years:
        """For which years the facts hold."""
        return audit.years(self._nb.numbers, self.tables["evidence"])

    @cached_property
    def gaps(self) -> Gaps:
        """What is missing."""
        nb, tables = self._nb, self.tables
        return gaps.gaps(nb.numbers, tables["rankings"], tables["gaps"], nb.clusters, nb.pair)

    @cached_property
    def place(self) -> DoubtedPlace:
        """What is known of a cluster with and without a place that one digest states."""
        ranked = editions.of_edition(self.tables["rankings"], LATEST)
        return gaps.doubted_place(self._nb.numbers, ranked, *DOUBTED, self._nb.clusters)

    @cached_property
    def n_conflicts(self) -> Value:
        """How many times sources disagreed."""
        return coverage.count(self._nb.numbers, "conflicts", self.tables["conflicts"].index)

    @cached_property
    def claims(self) -> Claims:
        """What became of the claims."""
        return claims.claims(
            self._nb.numbers,
            self.tables["claims"],
            self.tables["evidence"],
            read_references(),
            self.tables["language_differences"],
        )

    @cached_property
    def shg(self) -> Profile:
        """The cluster that most claims are about, in the edition that they are about."""
        ranked = editions.of_edition(self.tables["rankings"], LATEST)
        known = bounds.derive(ranked)
        return profile.profile(self._nb.numbers, ranked, known, "shg", self._nb.clusters)
