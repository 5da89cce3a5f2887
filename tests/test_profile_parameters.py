"""Which clusters and editions a profile may be asked about, and what is answered else."""

from typing import Any

import pytest

from tests.conftest import ROOT
from twodeltas.profile_parameters import validated
from twodeltas.shared.listed import clusters_by_name, folded
from walkback.errors import UsageError
from walkback.further_reports import placed
from walkback.project import Identity, Project

DEFAULTS = {"pair": ["shg", "ss"], "edition": 2025}


def given(**asked: Any) -> dict[str, Any]:
    return validated(ROOT, DEFAULTS, asked)


def test_the_latest_edition_if_none_is_named():
    assert given(pair=["munich", "cologne"]) == {"pair": ["munich", "cologne"], "edition": 2025}
    assert given() == DEFAULTS
    assert given(pair=["Seoul", "BEIJING"], edition=2023)["pair"] == ["seoul", "beijing"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Boston", "boston-cambridge"),
        ("tokyo", "tokyo-yokohama"),
        ("San Jose", "san-jose-san-francisco"),
        ("深港穗", "shg"),
        ("Shenzhen-Hong Kong-Guangzhou", "shg"),
        ("sao paulo", "sao-paulo"),
        ("Guangzhou", "shg"),
        ("Cambridge", "cambridge"),
    ],
)
def test_a_name_or_a_part_that_no_other_has(typed: str, meant: str):
    assert given(pair=[typed, "ss"])["pair"][0] == meant


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"pair": ["munch", "cologne"]}, "no cluster called 'munch'. Did you mean munich"),
        ({"pair": ["munich", "colone"]}, "Did you mean cologne"),
        (
            {"pair": ["hong kong", "ss"]},
            "alone is called 'hong kong'. Did you mean shenzhen-hong-kong",
        ),
        ({"pair": ["xyzzy", "ss"]}, "no cluster called 'xyzzy'. data/clusters.csv lists all."),
        ({"pair": ["munich", "Munich"]}, "munich and Munich are the same cluster"),
        ({"pair": ["munich", "munich"]}, "munich twice is the same cluster"),
        ({"pair": ["boston", "Boston–Cambridge"]}, "are the same cluster"),
        ({"pair": ["munich"]}, "munich is not two clusters; write two clusters, such as"),
        ({"pair": ["a", "b", "c"]}, "a, b, c is not two clusters"),
        ({"pair": []}, "nothing is not two clusters"),
        ({"pair": [1, 2]}, "1, 2 is not two clusters"),
        (
            {"pair": ["munich", "paris"], "edition": 2024},
            "no Munich in edition 2024. Both are in 2017, 2023 and 2025: --edition 2025.",
        ),
        (
            {"pair": ["shanghai", "munich"]},
            "no Shanghai in edition 2025. Both are in 2017: --edition 2017. Shanghai was later merged "
            "into Shanghai–Suzhou (ss).",
        ),
        ({"pair": ["shanghai", "ss"]}, "No edition lists both Shanghai and Shanghai–Suzhou"),
        (
            {"pair": ["munich", "paris"], "edition": 2031},
            "edition 2031: the data hold the editions 2017,",
        ),
    ],
)
def test_what_cannot_be_meant(asked: dict[str, Any], message: str):
    with pytest.raises(UsageError) as caught:
        given(**asked)
    assert message in str(caught.value)


def test_no_two_pairs_share_a_folder():
    """Two ids joined by a hyphen could be read as two others."""
    ids = set(clusters_by_name(ROOT).values())
    project = Project(
        ROOT, ROOT, (), identity=Identity(name="{pair[0]}-{pair[1]}", command="profile")
    )
    names = [
        placed(project, {"pair": [a, b]}).identity.name
        for a in sorted(ids)
        for b in sorted(ids)
        if a != b
    ]
    assert len(set(names)) == len(names)


def test_names_are_compared_without_case_accents_and_kinds_of_dash():
    assert folded("SÃO  Paulo") == "sao paulo"
    assert folded("Tokyo—Yokohama") == folded("tokyo-yokohama")
