"""Which advice turns over under which choice of method: tiers and wordings, each against the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from twodeltas.recommendations import options, smaa, strength
from twodeltas.recommendations.chain import Chain
from twodeltas.recommendations.strength import BASE, Rules
from walkback.tables.lookup import ids_in

Move = tuple[str | None, str | None, str | None]  # an action, what it was, what it is now
NO_MOVE: Move = (None, None, None)
COLUMNS = ["choice", "what", "action", "was", "now"]
STRICTER = (
    ("one independent item is enough", Rules(needed=1)),
    ("three independent items are asked for", Rules(needed=3)),
    ("four independent items are asked for", Rules(needed=4)),
    ("every agreement is judged a step lower", Rules(stricter=1)),
)


@dataclass(frozen=True)
class Case:
    """What the advice is computed from.

    Attributes:
        chain: The chain from evidence to advice.
        scores: The table `scores`.
        criteria: The table `criteria` by id.
        seed: Of every draw.
        draws: How many.
    """

    chain: Chain
    scores: pd.DataFrame
    criteria: pd.DataFrame
    seed: int
    draws: int

    @property
    def order(self) -> list[str]:
        """The criteria, the most important first."""
        return options.by_importance(self.criteria)


def standing(
    case: Case,
    order: Sequence[str] | None = None,
    *,
    error: float = 1.0,
    importance: bool = True,
    outranking: bool = False,
) -> pd.DataFrame:
    """Tier and places of every option, each among the options of its cluster.

    Args:
        case: The options and their scores.
        order: The criteria, the most important first; as in the table if not given.
        error: How many times as wide the errors of the scores are.
        importance: Whether weights keep the order; otherwise all criteria count alike.
        outranking: Whether options are compared by PROMETHEE II instead of by value.

    Returns:
        By action: see `twodeltas.recommendations.smaa.acceptability`.
    """
    used = list(order or case.order)
    actions = case.chain.actions
    shape = {"transform": options.promethee(len(used))} if outranking else {}
    parts = []
    for cluster in dict.fromkeys(actions["cluster"]):
        asked = options.question(
            actions, case.scores, used, cluster, error=error, importance=importance
        )
        parts.append(smaa.acceptability(asked, seed=case.seed, draws=case.draws, **shape))
    return pd.concat(parts).loc[actions.index]


def ways_to_order(case: Case) -> Iterator[tuple[str, pd.Series]]:
    """Every other way to order the options: what it is, and the tiers that it gives."""
    order, names = case.order, case.criteria["short"]
    yield "the order of importance is turned round", standing(case, order[::-1])["tier"]
    for i in range(len(order) - 1):
        swapped = [*order[:i], order[i + 1], order[i], *order[i + 2 :]]
        first, second = names[order[i]].lower(), names[order[i + 1]].lower()
        yield f"“{second}” comes before “{first}”", standing(case, swapped)["tier"]
    yield "all criteria count alike", standing(case, importance=False)["tier"]
    yield "scores may be off twice as far", standing(case, error=2.0)["tier"]
    yield "options are compared in pairs, by outranking", standing(case, outranking=True)["tier"]


def tier_flips(case: Case, base: pd.Series | None = None) -> pd.DataFrame:
    """What every other way to order does to the tiers.

    Returns:
        `choice, what, action, was, now`; a choice that moves nothing has one row without an action.
    """
    was = standing(case)["tier"] if base is None else base
    return _table((choice, "tier", _moved(was, now)) for choice, now in ways_to_order(case))


def rule_flips(case: Case) -> pd.DataFrame:
    """What stricter and looser rules of evidence do to the wordings; see `tier_flips`."""
    was = strength.actions(case.chain)["wording"]
    found = ((choice, strength.actions(case.chain, rules)["wording"]) for choice, rules in STRICTER)
    return _table((choice, "wording", _moved(was, now)) for choice, now in found)


def source_flips(chain: Chain, rules: Rules = BASE) -> pd.DataFrame:
    """What leaving out any one source does to the wordings.

    Returns:
        `source, action, was, now`, one row a flip; sources that move nothing are left out.
    """
    base = strength.actions(chain, rules)
    rows_of = _by_source(chain, {row for rows in base["rows"] for row in rows})
    found = []
    for source, gone in sorted(rows_of.items()):
        hit = [str(action) for action, rows in base["rows"].items() if gone & set(rows)]
        now = strength.actions(chain.only(hit).without(gone), rules)["wording"]
        found += [(source, *move) for move in _moved(base["wording"].loc[hit], now)]
    return pd.DataFrame(found, columns=["source", "action", "was", "now"])


def chain_flips(case: Case, others: Mapping[str, Chain]) -> pd.DataFrame:
    """What other chains, such as those by one coder's codes, do to the wordings; see `tier_flips`."""
    was = strength.actions(case.chain)["wording"]
    found = ((choice, strength.actions(chain)["wording"]) for choice, chain in others.items())
    return _table((choice, "wording", _moved(was, now)) for choice, now in found)


def last_step(chain: Chain, levels: int) -> Chain:
    """The chain with every step from a lever to an action judged so many levels higher or lower."""
    links = chain.links.copy()
    last = links["to"].isin(chain.actions.index)
    top = len(strength.LEVELS) - 1
    place = links.loc[last, "confidence"].map(strength.LEVELS.index) + levels
    links.loc[last, "confidence"] = [strength.LEVELS[i] for i in place.clip(0, top)]
    return replace(chain, links=links)


def reversals(case: Case) -> dict[str, pd.DataFrame]:
    """Pairs that turn round when an option is left out, `by value` and `by outranking`."""
    parts: dict[str, list[pd.DataFrame]] = {"by value": [], "by outranking": []}
    actions = case.chain.actions
    for cluster in dict.fromkeys(actions["cluster"]):
        asked = options.question(actions, case.scores, case.order, cluster)
        parts["by value"].append(smaa.reversals(asked))
        flow = options.promethee(len(case.order))
        parts["by outranking"].append(smaa.reversals(asked, flow))
    return {name: pd.concat(tables, ignore_index=True) for name, tables in parts.items()}


def _by_source(chain: Chain, used: set[str]) -> dict[str, set[str]]:
    """The facts in use by source."""
    found: dict[str, set[str]] = {}
    for row in used:
        for source in ids_in(chain.facts.loc[row, "source_id"]):
            found.setdefault(source, set()).add(row)
    return found


def _moved(was: pd.Series, now: pd.Series) -> list[Move]:
    return [(str(i), str(was[i]), str(now[i])) for i in was.index if was[i] != now[i]]


def _table(found: Iterator[tuple[str, str, list[Move]]]) -> pd.DataFrame:
    rows = [(choice, what, *move) for choice, what, moves in found for move in moves or [NO_MOVE]]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)
