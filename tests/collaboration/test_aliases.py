"""One organisation under several names is one; a class of bodies is none."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.collaboration import aliases, network, ties

ENDS = list(network.ENDS)
KNOWN = pd.DataFrame(
    [
        ("centre", "source", "merge", False),
        ("port", "group", "merge", True),
        ("office", "province", "parent", False),
        ("firms", None, "placeholder", False),
        (None, "source", "keep", False),
    ],
    columns=["alias", "canonical", "treatment", "likely"],
    index=["A1", "A2", "A3", "A4", "A5"],
)
TIES = pd.DataFrame(
    [("centre", "u"), ("u", "source"), ("port", "group"), ("office", "u"), ("firms", "u")],
    columns=ENDS,
    index=["T1", "T2", "T3", "T4", "T5"],
)


def test_a_certain_name_is_replaced_and_a_likely_one_is_not():
    found = aliases.merged(TIES, KNOWN)
    assert list(found[ENDS[0]]) == ["source", "u", "port", "office", "firms"]
    assert next(iter(TIES[ENDS[0]])) == "centre"  # the table of the caller is left alone


def test_a_class_of_bodies_is_left_out_and_its_tie_with_it():
    assert list(aliases.bodies(TIES, KNOWN).index) == ["T1", "T2", "T3", "T4"]


def test_the_parts_of_a_body_are_its_own():
    assert aliases.of_body(TIES, KNOWN, "province") == ["T4"]


@pytest.fixture(scope="module")
def located() -> pd.DataFrame:
    return ties.located(aliases.merged(raw("edges"), raw("aliases")), raw("cities"))


def test_the_neutron_source_is_one(located):
    rows = located.loc[["ED-007", "ED-009", "ED-010", "ED-011"]]
    assert rows[ENDS].isin(["china-spallation-neutron-source"]).any(axis=1).all()
    named = set(located[ENDS].to_numpy().ravel())
    assert not {name for name in named if "spallation" in name or "csns" in name} - {
        "china-spallation-neutron-source"
    }


def test_of_the_ties_of_hong_kong_with_guangzhou_eight_are_the_province_s(located):
    both = ties.between(located, "hong-kong", "guangzhou")
    provincial = aliases.of_body(located.loc[both], raw("aliases"))
    assert (len(both), len(provincial)) == (20, 8)


def test_every_name_that_is_applied_names_an_end_of_its_ties():
    edges, known = raw("edges"), raw("aliases")
    for name, row in known.dropna(subset=["alias"]).iterrows():
        own = edges.loc[[e for e in str(row["edges"]).split(";") if e != "nan"], ENDS]
        assert own.isin([row["alias"]]).any(axis=1).all(), name
