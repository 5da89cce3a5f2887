"""The advice of others, what each can learn, what to watch, and what the summary adds."""

import pandas as pd
import pytest

from tests.recommendations.values.conftest import PAIR
from tests.shared.real import raw
from twodeltas.recommendations.values.chapter import FOUND
from twodeltas.recommendations.values.found import found
from twodeltas.recommendations.values.summary import summary
from twodeltas.recommendations.values.transfers import transfers, watch


@pytest.fixture(scope="module")
def advice(facts):
    return found({name: raw(name) for name in FOUND}, facts)


def rows(value):
    return [origin.row for origin in value.origins]


def test_every_recommendation_has_a_target_and_a_verdict(advice):
    assert sum(one.number for one in advice.n_by.values()) == advice.n_all.number
    parts = (advice.n_for_shg, advice.n_for_delta, advice.n_for_both)
    assert sum(part.number for part in parts) == advice.n_all.number


def test_what_conditional_advice_lacks_is_counted_among_it(advice):
    conditional = set(advice.judged["conditional"])
    assert set(rows(advice.n_no_result)) <= conditional
    assert set(rows(advice.n_barrier_unseen)) <= conditional
    assert advice.n_with_result <= advice.n_tried <= len(advice.for_delta)


def test_supported_advice_to_one_cluster_is_part_of_all(advice):
    assert advice.n_shg_supported <= advice.n_by["supported"].number


def test_governance_leads_only_where_its_part_is_the_largest(advice):
    assert advice.governance_leads_advice
    even = advice.counts.assign(advice_ss=10)
    assert not type(advice)(**{**vars(advice), "counts": even}).governance_leads_advice


def test_instruments_are_counted_by_verdict_and_by_who_takes_them_up(steps, facts):
    table = raw("transfers")
    one = transfers(table, steps.judged, PAIR, facts)
    counted = sum(number for cluster in PAIR for number in one.verdicts[cluster].values())
    assert counted == one.n_instruments.number == len(table)
    assert set(rows(one.n_taken_up)) == set(one.taken_up) < set(table.index)
    carried = table.index[table["verdict"] == "carries_over"]
    assert one.all_are("carries_over", list(carried))
    assert not one.all_are("carries_over", list(table.index))


def test_an_indicator_shows_the_steps_that_lead_to_it(facts):
    table = raw("indicators").iloc[:2].assign(next_reading=["2027", None])
    first, second = table.index
    links = pd.DataFrame({"from": ["A", "B", "B", "C"], "to": [first, first, second, "A"]})
    one = watch(table, links, {"A": "Aa", "B": "Bb"}, facts)
    assert one.shows == {first: ["Aa", "Bb"], second: ["Bb"]}
    assert rows(one.n_undated) == [second]
    assert (one.n_dated, one.n_indicators.number) == (1, 2)


def test_the_summary_counts_what_is_known_of_results(facts):
    tables = {name: raw(name) for name in ("evidence", "codes", "claims", "knowledge_flows")}
    one = summary(tables, facts, PAIR)
    assert one.n_money_outcomes.number <= one.n_outcomes.number <= one.n_coded.number
    assert one.n_pair.number < one.n_delta.number < one.n_facts.number
    assert sum(value.number for value in one.verdict.values()) == one.n_claims.number
    assert one.held_part.startswith(("Just", "More", "Less", "Half"))
    funds, spending = facts["SHG-116"], facts["SHG-160"]
    assert one.funds_of_spending.number == pytest.approx(100 * funds.number / spending.number)
