from pathlib import Path
from typing import Any

import pytest

from twodeltas.parameters import validated
from walkback.errors import SetupError, UsageError

ROOT = Path(__file__).resolve().parent.parent
DEFAULTS = {"edition": 2025, "lang": "en", "seed": 1, "draws": 1000}


def accepted(**given: Any) -> dict[str, Any]:
    return validated(ROOT, DEFAULTS, given)


def test_editions():
    assert accepted(edition=2024) == {"edition": 2024}


@pytest.mark.parametrize("edition", [2019, 2020, 1999])
def test_editions_that_do_not_list_both(edition: int):
    told = (
        f"{edition} does not list both Shenzhen–Hong Kong–Guangzhou and Shanghai–Suzhou; these do: "
    )
    with pytest.raises(
        UsageError, match=f"{told}2022, 2023, 2024, 2025. Other clusters have a profile"
    ):
        accepted(edition=edition)


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


def test_no_data(tmp_path: Path):
    with pytest.raises(SetupError, match=r"gii_clusters_by_edition\.csv is missing"):
        validated(tmp_path, DEFAULTS, {"edition": 2025})
    (tmp_path / "data/raw").mkdir(parents=True)
    content = "edition,cluster\n2025,é\n".encode("latin-1")
    (tmp_path / "data/raw/gii_clusters_by_edition.csv").write_bytes(content)
    with pytest.raises(SetupError, match="is not UTF-8"):
        validated(tmp_path, DEFAULTS, {"edition": 2025})
