"""The values of 04_recommendations, section by section, each computed when it is first asked for."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from twodeltas.recommendations import advice_robustness, chain_check
from twodeltas.recommendations import chain as chains
from twodeltas.recommendations.chain import Chain
from twodeltas.recommendations.values import advised, flips, found, order, summary, transfers
from twodeltas.recommendations.values.advised import Advised, Drawn, Findings
from twodeltas.recommendations.values.flips import Flips
from twodeltas.recommendations.values.found import Found
from twodeltas.recommendations.values.order import Order
from twodeltas.recommendations.values.summary import Summary
from twodeltas.recommendations.values.transfers import Transfers, Watch
from twodeltas.shared.chapter import Chapter

FOUND = ("recommendations", "recommendation_evidence", "evidence", "codes", "claims")


class Values(Chapter):
    """What the prose of the chapter quotes: `v.advised.n_steps`, `v.found.n_all`."""

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of facts, of the chain, and of the advice of others, by name."""
        names = dict.fromkeys((*chains.FACT_TABLES, *chains.CHAIN_TABLES, *FOUND))
        return {name: self._nb.table(name) for name in names}

    @cached_property
    def chain(self) -> Chain:
        """The chain from evidence to advice, checked."""
        chain = chains.assembled(self.tables, self.tables["codes"])
        chain_check.require(chain, self.tables)
        return chain

    @cached_property
    def study(self) -> advice_robustness.Case:
        """What the advice is computed from."""
        scores, criteria = self._nb.table("scores"), self._nb.table("criteria")
        return advice_robustness.Case(self.chain, scores, criteria, self._seed, self._draws)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """Tier and places of every option, see `advice_robustness.standing`."""
        return advice_robustness.standing(self.study)

    @cached_property
    def advised(self) -> Advised:
        """What is advised."""
        return advised.advised(self.chain, self.standing, self._nb.short, self._nb.facts)

    @cached_property
    def findings(self) -> Findings:
        """What the advice rests on."""
        return advised.findings(self.chain, self._nb.facts)

    @cached_property
    def drawn(self) -> dict[str, Drawn]:
        """From evidence to advice, by cluster."""
        return {c: advised.drawn(self.chain, c) for c in self._nb.pair}

    @cached_property
    def order(self) -> Order:
        """What orders the options."""
        return order.order(self.study, self._nb.pair, self._nb.facts)

    @cached_property
    def transfers(self) -> Transfers:
        """What each can learn from the other."""
        nb = self._nb
        return transfers.transfers(nb.table("transfers"), self.advised.judged, nb.pair, nb.facts)

    @cached_property
    def flips(self) -> Flips:
        """What would turn the advice over."""
        codings = self._nb.table("codings")
        by_coder = {
            name: chains.assembled(self.tables, codings[codings["coding_pass"] == name])
            for name in ("first", "second")
        }
        return flips.flips(self.study, self.advised, self.standing, by_coder, self._nb.facts)

    @cached_property
    def watch(self) -> Watch:
        """What to watch."""
        names = self.advised.labels
        return transfers.watch(self.chain.indicators, self.chain.links, names, self._nb.facts)

    @cached_property
    def found(self) -> Found:
        """The advice that was found."""
        return found.found(self.tables, self._nb.facts)

    @cached_property
    def summary(self) -> Summary:
        """What the summary adds."""
        return summary.summary(self.tables, self._nb.facts, self._nb.pair)
