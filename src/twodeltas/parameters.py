"""Which edition, language, seed and number of draws the main report may be asked for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twodeltas.shared.listed import CASE, editions_by_cluster, names_by_cluster
from walkback.errors import UsageError

LANGUAGES = ("en", "zh")
FEWEST_DRAWS, MOST_DRAWS = 100, 1_000_000


def validated(root: Path, defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given parameters, if they can be meant.

    Args:
        root: The checkout, with `data/clusters.csv`.
        defaults: What the notebooks say themselves.
        given: What was asked for; types were checked already.

    Raises:
        UsageError: If a value cannot be meant, saying which ones can.
    """
    del defaults
    if "edition" in given:
        _check_edition(root, given["edition"])
    _check_choice("lang", given, LANGUAGES)
    _check_range("draws", given, FEWEST_DRAWS, MOST_DRAWS)
    _check_range("seed", given, 0, 2**32 - 1)
    return dict(given)


def _check_choice(name: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    if name in given and given[name] not in known:
        raise UsageError(f"-p {name}: {given[name]!r} is not known; give {' or '.join(known)}.")


def _check_range(name: str, given: Mapping[str, Any], low: int, high: int) -> None:
    if name in given and not low <= given[name] <= high:
        raise UsageError(f"-p {name}: {given[name]} is not between {low:,} and {high:,}.")


def _check_edition(root: Path, edition: int) -> None:
    """Refuse an edition that does not list both clusters of the report, naming those that do."""
    listed = editions_by_cluster(root)
    both = sorted(set.intersection(*(listed.get(cluster, set()) for cluster in CASE)))
    if edition not in both:
        names, _ = names_by_cluster(root)
        told = " and ".join(names[cluster] for cluster in CASE)
        raise UsageError(
            f"-p edition: {edition} does not list both {told}; these do: "
            f"{', '.join(map(str, both)) or 'none'}. Other clusters have a profile: "
            "python run_all.py profile munich cologne"
        )
