"""How actions are named in tables and sentences, and what is known of each."""

import pytest

from tests.recommendations.small_chain import real
from tests.shared.real import raw
from twodeltas.recommendations import actions, advice_robustness, strength

CLUSTERS = {"shg": "SHG", "ss": "SS"}


@pytest.fixture(scope="module")
def judged():
    chain, _ = real()
    case = advice_robustness.Case(chain, raw("scores"), raw("criteria"), seed=1, draws=200)
    return actions.judged(raw("actions"), strength.actions(chain), advice_robustness.standing(case))


def test_labels_tell_options_of_one_name_apart():
    names = actions.short_names(raw("actions"), CLUSTERS)
    assert names["AC-07"] == "Leaving things as they are (SHG)"
    assert names["AC-02"] == "One yearly public account"
    assert len(set(names.values())) == len(names)


def test_named_actions_read_as_a_list(judged):
    said = actions.named(judged, "shg", wording="test first")
    assert said == "vouchers for research in Hong Kong"
    assert actions.named(judged, "shg", wording="never") == "nothing"


def test_what_is_taken_up_names_the_action_and_its_wording(judged):
    found = actions.taken_up(judged)
    assert found["TR-10"] == "Standing group with a yearly work list (strong)"
    assert "TR-03" not in found


def test_steps_leave_out_doing_nothing(judged):
    left_out = judged.index.difference(actions.steps(judged).index)
    assert set(judged.loc[left_out, "wording"]) == {"yardstick"}
    assert len(left_out) == len(CLUSTERS)


def test_lists_are_written_as_text(judged):
    flat = actions.flat(judged)
    first = judged.iloc[0]
    assert flat.iloc[0]["rows"].split(";") == first["rows"]
    assert flat.iloc[0]["path"].split(">") == first["path"]


@pytest.mark.parametrize(
    ("name", "said"), [("Jiangsu joins", "Jiangsu joins"), ("A public list", "a public list")]
)
def test_inside_a_sentence_only_names_keep_their_capital(name, said):
    assert actions.lowered(name) == said
