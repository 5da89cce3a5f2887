"""What would turn the advice over, counted from the moves."""

import pandas as pd
import pytest

from tests.recommendations.small_chain import real
from twodeltas.recommendations.tables.robustness import turned_over
from twodeltas.recommendations.values import flips
from twodeltas.recommendations.values.flips import CODING, HIGHER, LOWER


@pytest.fixture(scope="module")
def found(study, steps, standing, facts):
    codings = {name: real(name)[0] for name in ("first", "second")}
    return flips.flips(study, steps, standing, codings, facts)


def rows(value):
    return {origin.row for origin in value.origins}


def test_a_step_never_moves_or_is_among_the_moves(found, steps):
    moved = set(found.by_order["action"].dropna())
    assert rows(found.n_never_moved).isdisjoint(moved)
    assert rows(found.n_never_moved) | moved >= set(steps.steps.index)
    assert found.reordered <= moved


def test_other_judgements_are_told_by_their_name(found):
    names = {LOWER, HIGHER, CODING.format("first"), CODING.format("second")}
    assert set(found.by_coder["choice"]) == names


def test_doubt_of_the_last_step_is_no_fragility(found):
    lower = found.by_coder[found.by_coder["choice"] == LOWER]["action"].dropna()
    assert rows(found.n_doubted) == set(lower)
    elsewhere = pd.concat([found.by_rule["action"], found.by_source["action"]]).dropna()
    assert set(elsewhere) <= rows(found.n_fragile)


def test_all_moves_are_written_in_one_table(found):
    parts = (found.by_order, found.by_rule, found.by_coder, found.by_source)
    assert len(found.data) == sum(len(part) for part in parts)
    assert set(found.data["what"]) == {"tier", "wording"}


def test_the_table_has_a_row_for_each_choice_and_one_for_the_sources(found, steps):
    shown = turned_over(found, steps.labels)
    parts = (found.by_order, found.by_rule, found.by_coder)
    assert len(shown) == sum(part["choice"].nunique() for part in parts) + 1
    assert shown["If"].iloc[-1] == f"Any one of {len(found.sources)} sources is left out"
