"""Values that are measured: distances, agreement, growth, rungs, dates, ties, joint counts."""

import dataclasses
from collections.abc import Iterator

import pandas as pd
import pytest

from tests.collaboration import chapter
from tests.shared.real import raw
from twodeltas.collaboration import aliases, series_lines, travel
from twodeltas.collaboration.values import (
    FEWER,
    Values,
    coding,
    crossing,
    ladder,
    places,
    ties,
    web,
)
from twodeltas.shared.coding import turned
from walkback.values.number_format import PLAIN
from walkback.values.value import Value

PAIR = ("shg", "ss")
CITIES = {"shg": ["shenzhen", "hong-kong", "guangzhou"], "ss": ["shanghai", "suzhou"]}


@pytest.fixture(scope="module")
def v() -> Values:
    return chapter.chapter_values()


def held(thing: object) -> Iterator[Value]:
    """All values in a dataclass, through its dictionaries and the dataclasses in it."""
    if isinstance(thing, Value):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from held(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from held(part)


def test_every_value_is_known_and_a_count_of_something_says_of_which_rows(v):
    found = list(held(v))
    assert len(found) > 100
    assert all(value.known for value in found)
    assert all(value.origins for value in found if value.number != 0)


def test_distances_are_those_between_the_places(v):
    found = places.of(PLAIN, raw("places"), CITIES)
    assert found.far_south == ["Hong Kong", "Guangzhou"]
    assert found.far["shg"].number == max(
        value.number for value in found.km_to["shg"].loc["guangzhou"] if value
    )
    assert not set(found.drawn.index) & set(found.lost.index)
    assert found.drawn.equals(v.places.drawn)


def test_codes_that_nobody_turned_change_nothing(v):
    tables = {name: raw(name) for name in ("codes", "codings", "settlements")}
    found = coding.of(PLAIN, tables, v.coded, v.coded, seed=1, draws=2)
    assert {n.number for n in found.n_turned.values()} == {0}
    assert found.most_moved.number == 0
    assert v.coding.n_turned["changed"].number > 0
    assert sum(n.number for n in found.n_settled.values()) == found.n_differing.number
    assert sum(len(scales) for scales in found.of_word.values()) == found.n_scales.number


def test_a_code_that_is_changed_after_the_settlement_is_counted(v):
    tables = {name: raw(name) for name in ("codes", "codings", "settlements")}
    other = turned(tables["codes"], tables["settlements"].iloc[:0])
    other.iloc[0, other.columns.get_loc("reach")] = "nonsense"
    found = coding.of(PLAIN, {**tables, "codes": other}, v.coded, v.coded, seed=1, draws=2)
    assert found.n_recoded.number == v.coding.n_recoded.number + 1


def test_growth_is_the_last_number_over_the_first(v):
    flows = raw("knowledge_flows")["value"]
    assert v.series.contracts_growth.number == pytest.approx(
        flows["KF-022"] / flows["KF-021"], abs=0.05
    )
    assert v.series.linkage_growth.number == pytest.approx(
        flows["KF-108"] / flows["KF-107"], abs=0.05
    )
    assert {origin.row for origin in v.series.papers_growth.origins} == {"KF-025", "KF-026"}


def test_colours_follow_the_order_of_the_pair():
    tables = {name: raw(name) for name in ("evidence", "knowledge_flows", "claims")}
    here, there = (series_lines.shown(series_lines.FUNDS, tables, p) for p in (PAIR, PAIR[::-1]))
    assert (set(here["colour"]), set(there["colour"])) == ({"first"}, {"second"})
    assert set(here["panel"]) == set(series_lines.FUNDS.titles)


def test_words_of_the_bay_count_its_series(v):
    assert v.series.bay_words.keys() == {"all", "grown", "stood"}
    assert v.series.bay_stood <= set(v.series.bay["segment"])
    still = dataclasses.replace(v.series, bay=v.series.bay.assign(value=7.0))
    assert still.bay_words["grown"] != v.series.bay_words["grown"]
    assert still.bay_words["stood"] == still.bay_words["all"]


def test_links_are_left_behind_only_if_everything_else_is_ahead():
    moves = pd.DataFrame({"times": [2.0, 1.5], "last": [300, 150]}, index=["sharing", "links"])
    assert series_lines.outran(moves, "links")
    assert not series_lines.outran(moves, "sharing")
    assert not series_lines.outran(moves.assign(last=[100, 150]), "links")


def test_the_sentence_on_a_law_is_gone_once_a_fact_reports_one(v):
    assert v.ladder.no_law
    rows = v.coded.rows.copy()
    rows.loc[rows.index[(rows["cluster"] == "shg") & rows["rung"].notna()][0], "rung"] = "6"
    assert ladder.of(PLAIN, rows, PAIR).no_law == ""


def test_rungs_of_own_cities_are_a_part_and_the_earliest_is_reported(v):
    for c in PAIR:
        assert v.ladder.n_rungs_own[c].number <= v.ladder.n_rungs[c].number
        assert v.ladder.first[c][v.ladder.earliest[c]] is not None


def test_the_timeline_begins_and_ends_with_its_first_and_last_event(v):
    events = v.timeline.events
    assert (v.timeline.oldest, v.timeline.newest) == (events["row"].iloc[0], events["row"].iloc[-1])
    assert (v.timeline.early["year"] < 2016).all()
    assert set(v.timeline.on_rules["lane"]) == {"Rules for people, data, goods"}


def test_travel_times_are_times_and_a_range_counts_with_its_end():
    trips = travel.travel(raw("evidence"))
    assert set(trips["unit"]) == {"minutes"}
    ranges = trips["value"].isna()
    assert (trips.loc[ranges, "minutes"] == trips.loc[ranges, "high"]).all()
    assert list(travel.data(trips)) == travel.COLUMNS
    assert travel.years(trips).startswith("20")
    short = pd.DataFrame({"cluster": ["shg", "shg", "ss", "ss"], "minutes": [10, 30, 10, 15]})
    assert not travel.ends_decide(short)
    assert travel.ends_decide(short.assign(minutes=[10, 30, 10, 20]))


def test_ties_are_split_by_cluster_and_kind_without_a_rest(v):
    found = ties.of(PLAIN, raw("edges"), raw("cities"), PAIR, raw("aliases"))
    assert sum(n.number for n in found.n_ties.values()) == len(raw("edges"))
    for c in PAIR:
        kinds = sum(n.number for (of, _), n in found.n_kind.items() if of == c)
        assert kinds == found.n_ties[c].number == found.all_kinds.loc[c, "ties"]
        assert found.n_across[c].number <= found.n_ties[c].number
    assert found.n_between["hong-kong", "shenzhen"].number <= found.n_hong_kong.number


def test_to_chance_brings_the_index_down_to_its_mean(v):
    for c in PAIR:
        mixed, more = v.crossing.mixed[c], int(v.crossing.to_chance[c].number)
        assert mixed.with_inside(more) <= mixed.expected < mixed.with_inside(more - 1)
        assert v.crossing.lowest(c) <= mixed.index
        assert v.crossing.relabelling_digits[c].number == len(str(mixed.relabellings))
    assert v.crossing.above_chance
    assert set(v.crossing.both["cluster"]) == set(PAIR)


def test_an_index_below_chance_is_not_called_above_it(v):
    low = {c: own.assign(low=-1.0) for c, own in v.crossing.cases.items()}
    assert not dataclasses.replace(v.crossing, cases=low).above_chance


def test_the_same_seed_gives_the_same_values_and_leaders_are_in_order(v):
    known_as = raw("aliases")
    bodies = {c: aliases.bodies(own, known_as) for c, own in v.ties.of_cluster.items()}
    again = web.of(PLAIN, bodies, raw("organisations"), seed=1, draws=200 // FEWER)
    assert again.largest_cut == v.web.largest_cut
    assert again.n_listed == v.web.n_listed
    for c in PAIR:
        assert v.web.n_broker[c, 0].number >= v.web.n_broker[c, 1].number
        own = v.web.leading[v.web.leading["cluster"] == c]
        assert own["name"].iloc[0] == v.web.broker_name[c, 0]
        assert own["open"].min() >= web.LEAST
    assert v.web.leading[["name", "city", "kind"]].notna().all(axis=None)
    left = v.web.n_listed["shg", "open"].number - v.web.open_without.number
    assert 0 < left < v.web.n_listed["shg", "open"].number


def test_the_source_that_matters_most_stands_behind_all_its_rows(v):
    edges = raw("edges")
    for rows in (v.web.rows_of_source, v.web.rows_of_index):
        (source,) = set(edges.loc[rows, "source_id"])
        assert (edges["source_id"] == source).sum() == len(rows)


def test_the_smallest_group_is_the_rule_of_the_test(v):
    found = crossing.of(PLAIN, raw("edges"), v.ties.of_cluster, seed=2, draws=20)
    assert found.smallest_group.number == 8
    assert found.facility_ways.number == v.crossing.facility_ways.number  # no draw decides it
