from pathlib import Path
from typing import Any

import pytest

from twodeltas.parameters import folded, validated
from walkback.errors import SetupError, UsageError

ROOT = Path(__file__).resolve().parent.parent
DEFAULTS = {"pair": ["shg", "ss"], "edition": 2025, "lang": "en", "seed": 1, "draws": 1000}


def accepted(**given: Any) -> dict[str, Any]:
    return validated(ROOT, DEFAULTS, given)


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (["shg", "ss"], ["shg", "ss"]),
        (["SS", "SHG"], ["ss", "shg"]),
        (["Shanghai-Suzhou", "shenzhen-hong kong–guangzhou"], ["ss", "shg"]),
        (["上海—苏州", "beijing"], ["ss", "beijing"]),
        (["Tokyo–Yokohama", " Seoul "], ["tokyo-yokohama", "seoul"]),
    ],
)
def test_pairs_by_id_name_and_alias(given: list[str], ids: list[str]):
    assert accepted(pair=given) == {"pair": ids}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["shg"], r"is not two clusters; write -p 'pair=\[shg, ss\]'"),
        (["shg", 2], "is not two clusters"),
        ("shg, ss", "is not two clusters"),
        (["shg", "SHG"], "shg and SHG are the same cluster"),
        (["shg", "shanghai-suzou"], "no cluster 'shanghai-suzou'.* Did you mean ss"),
        (["munch", "ss"], "no cluster 'munch'.* Did you mean munich"),
        (["zzzz", "ss"], r"no cluster 'zzzz' in data/clusters.csv\.$"),
    ],
)
def test_pairs_that_cannot_be_meant(given: Any, message: str):
    with pytest.raises(UsageError, match=message):
        accepted(pair=given)


def test_editions():
    assert accepted(edition=2024) == {"edition": 2024}
    assert accepted(pair=["munich", "cologne"], edition=2023)["edition"] == 2023


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"edition": 2019}, "no shg and no ss in edition 2019. Both are in 2022, 2023, 2024, 2025"),
        ({"edition": 2020}, "list no ss in edition 2020"),
        ({"edition": 1999}, "in edition 1999. Both are in 2022"),
        ({"pair": ["frankfurt-mannheim", "ss"]}, "No edition lists both"),
    ],
)
def test_editions_that_do_not_list_both(given: dict[str, Any], message: str):
    with pytest.raises(UsageError, match=message):
        accepted(**given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"lang": "fr"}, "'fr' is not known; give en or zh"),
        ({"draws": 99}, "99 is not between 100 and 1,000,000"),
        ({"draws": 1_000_001}, "is not between"),
        ({"seed": -1}, "-1 is not between 0 and"),
    ],
)
def test_other_values_that_cannot_be_meant(given: dict[str, Any], message: str):
    with pytest.raises(UsageError, match=message):
        accepted(**given)


def test_what_it_does_not_know_passes():
    assert accepted(lang="zh", draws=100, seed=0, other=1) == {
        "lang": "zh",
        "draws": 100,
        "seed": 0,
        "other": 1,
    }
    assert accepted() == {}


def test_names_are_compared_loosely():
    assert folded("São  Paulo—X") == "sao paulo-x"


def test_no_data(tmp_path: Path):
    with pytest.raises(SetupError, match=r"clusters\.csv is missing"):
        validated(tmp_path, DEFAULTS, {"pair": ["a", "b"]})
    (tmp_path / "data").mkdir()
    (tmp_path / "data/clusters.csv").write_bytes("id,name_en\na,é\n".encode("latin-1"))
    with pytest.raises(SetupError, match="is not UTF-8"):
        validated(tmp_path, DEFAULTS, {"pair": ["a", "b"]})
