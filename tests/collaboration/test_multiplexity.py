"""Kinds of tie as layers: what each holds and what they share."""

from tests.collaboration import clubs
from twodeltas.collaboration import multiplexity


def test_a_layer_knows_what_other_layers_of_its_cluster_hold_too():
    table = multiplexity.layers(clubs.located()).set_index(["cluster", "kind"])
    columns = ["ties", "across", "outside", "pairs", "organisations"]
    assert tuple(table.loc[("shg", "joint_lab"), columns]) == (4, 3, 2, 4, 4)
    again = ["pairs_again", "organisations_again"]
    assert tuple(table.loc[("shg", "joint_lab"), again]) == (1, 2)
    assert tuple(table.loc[("shg", "mou"), again]) == (0, 1)
    assert not table.loc[("ss", "branch_campus")].any()


def test_overlap_is_a_share_of_what_either_holds():
    table = multiplexity.overlap(clubs.of("shg")).set_index(["first", "second"])
    assert tuple(table.loc[("joint_fund", "joint_lab")]) == (1 / 4, 2 / 4)
    assert tuple(table.loc[("joint_lab", "mou")]) == (0, 1 / 5)
    assert len(table) == 3
    same = clubs.of("ss").assign(kind=["mou", "joint_lab", "joint_lab"])
    same.loc[same.index[0], ["organisation_a", "organisation_b"]] = ["port", "sjtu"]
    assert multiplexity.overlap(same).iloc[0].tolist()[2:] == [0, 2 / 3]


def test_pairs_tied_in_more_than_one_kind_are_found_from_either_end():
    assert list(multiplexity.several(clubs.of("shg")).index) == [0, 4]
    assert multiplexity.several(clubs.of("ss")).empty


def test_all_kinds_together_count_what_more_than_one_joins():
    table = multiplexity.together(clubs.located())
    assert table.loc["shg"].tolist() == [6, 4, 2, 5, 5, 1, 2]
    assert list(table)[-2:] == ["pairs_again", "organisations_again"]
