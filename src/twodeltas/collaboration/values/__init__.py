"""What the prose of 03_collaboration_models says in numbers: one call, one part a section.

`v = values.of(nb, seed=seed, draws=draws)`; a sentence of the section on ties then says `v.ties.n_loose`.
"""

from dataclasses import dataclass

from twodeltas.collaboration import aliases, recoding
from twodeltas.collaboration.values import (
    claims,
    coding,
    crossing,
    evidence,
    flows,
    gaps,
    instruments,
    integration,
    ladder,
    places,
    series,
    ties,
    timeline,
    web,
)
from twodeltas.shared import results, who_moves
from twodeltas.shared.coding import turned
from twodeltas.shared.start import Notebook
from walkback.tables.lookup import ids_in

FEWER = 20  # what takes long is drawn so many times less often


@dataclass(frozen=True)
class Values:
    """The values of the chapter, in the order of its sections.

    Attributes:
        coded: All that is computed from the codes of the evidence.
        evidence: What the evidence covers (sec-evidence).
        places: Where it is (sec-map).
        coding: How the evidence was coded (sec-coding).
        gaps: Where there is evidence, and where there is none (sec-gaps-map).
        results: What is on record of results (sec-gaps-map).
        instruments: Side by side (sec-dimensions).
        who_moves: One side alone, or members as equals (sec-dimensions).
        claims: What the digest claims (sec-roles, sec-levels).
        flows: What flows, and under which rule (sec-flows).
        series: What has been counted over time (sec-series).
        ladder: How far they bind themselves (sec-ladder).
        timeline: When it happened (sec-timeline).
        ties: Who is tied to whom: numbers of ties (sec-ties).
        crossing: What crosses, and by chance (sec-ties).
        web: What hangs together, and who stands between (sec-ties).
        integration: How closely the cities work together (sec-integration).
    """

    coded: recoding.Coded
    evidence: evidence.Evidence
    places: places.Places
    coding: coding.Coding
    gaps: gaps.Gaps
    results: results.Results
    instruments: instruments.Instruments
    who_moves: who_moves.WhoMoves
    claims: claims.Claims
    flows: flows.Flows
    series: series.Series
    ladder: ladder.Ladder
    timeline: timeline.Timeline
    ties: ties.Ties
    crossing: crossing.Crossing
    web: web.Web
    integration: integration.Integration


def of(nb: Notebook, *, seed: int, draws: int) -> Values:
    """All values of the chapter; the pair must be the one that facts were collected for.

    Args:
        nb: The notebook's tables, names and facts.
        seed: Of every random draw.
        draws: Of every simulation; cuts of the lists and readings of the codes take a twentieth.
    """
    table, pair, numbers, fewer = nb.table, nb.pair, nb.numbers, draws // FEWER
    rows, codes, settled = table("evidence"), table("codes"), table("settlements")
    coded = recoding.coded(rows, codes, pair)
    if_turned = recoding.coded(rows, turned(codes, settled), pair)
    cities = {c: list(ids_in(nb.clusters.loc[c, "member_cities"])) for c in pair}
    of_codes = {name: table(name) for name in ("codes", "codings", "settlements")}
    counted = {name: table(name) for name in ("evidence", "knowledge_flows", "claims")}
    known_as = table("aliases")
    edges = aliases.merged(table("edges"), known_as)
    tied = ties.of(numbers, edges, table("cities"), pair, known_as)
    bodies = {c: aliases.bodies(own, known_as) for c, own in tied.of_cluster.items()}
    return Values(
        coded=coded,
        evidence=evidence.of(numbers, rows, pair),
        places=places.of(numbers, table("places"), cities),
        coding=coding.of(numbers, of_codes, coded, if_turned, seed=seed, draws=fewer),
        gaps=gaps.of(numbers, coded, pair),
        results=results.of(numbers, codes, counted["knowledge_flows"], pair),
        instruments=instruments.of(numbers, coded, if_turned, codes, pair),
        who_moves=who_moves.of(numbers, coded.rows, pair),
        claims=claims.of(numbers, table("claims")),
        flows=flows.of(numbers, coded.rows, pair),
        series=series.of(numbers, counted, nb.facts, pair),
        ladder=ladder.of(numbers, coded.rows, pair),
        timeline=timeline.of(rows, pair),
        ties=tied,
        crossing=crossing.of(numbers, edges, tied.of_cluster, seed=seed, draws=draws),
        web=web.of(numbers, bodies, table("organisations"), seed=seed, draws=fewer),
        integration=integration.of(table("pair_counts"), cities, nb.names, nb.city_names, numbers),
    )
