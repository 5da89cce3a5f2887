"""Which pair, edition, language, seed and number of draws may be asked for."""

import csv
import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from walkback.errors import SetupError, UsageError

LANGUAGES = ("en", "zh")
FEWEST_DRAWS, MOST_DRAWS = 100, 1_000_000
_LATEST = "2025"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def validated(root: Path, defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given parameters with cluster names turned into ids.

    Args:
        root: The checkout, with `data/clusters.csv`.
        defaults: What the notebooks say themselves.
        given: What was asked for; types were checked already.

    Raises:
        UsageError: If a value cannot be meant, saying which ones can.
    """
    found = dict(given)
    if "pair" in given:
        found["pair"] = _pair(root, given["pair"])
    asked = {**defaults, **found}
    if {"pair", "edition"} & set(given) and {"pair", "edition"} <= set(asked):
        _check_edition(root, asked["pair"], asked["edition"])
    _check_choice("lang", given, LANGUAGES)
    _check_range("draws", given, FEWEST_DRAWS, MOST_DRAWS)
    _check_range("seed", given, 0, 2**32 - 1)
    return found


def _check_choice(name: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    if name in given and given[name] not in known:
        raise UsageError(f"-p {name}: {given[name]!r} is not known; give {' or '.join(known)}.")


def _check_range(name: str, given: Mapping[str, Any], low: int, high: int) -> None:
    if name in given and not low <= given[name] <= high:
        raise UsageError(f"-p {name}: {given[name]} is not between {low:,} and {high:,}.")


def _pair(root: Path, given: Any) -> list[str]:
    """Two different cluster ids."""
    if not isinstance(given, list) or len(given) != 2 or not all(isinstance(g, str) for g in given):
        raise UsageError(f"-p pair: {given!r} is not two clusters; write -p 'pair=[shg, ss]'.")
    names = _names(root)
    ids = [_cluster(names, name) for name in given]
    if ids[0] == ids[1]:
        raise UsageError(f"-p pair: {given[0]} and {given[1]} are the same cluster; give two.")
    return ids


def _cluster(names: Mapping[str, str], name: str) -> str:
    if folded(name) in names:
        return names[folded(name)]
    near = difflib.get_close_matches(folded(name), names, n=3, cutoff=0.5)
    options = list(dict.fromkeys(names[one] for one in near))
    hint = f" Did you mean {' or '.join(options)}?" if options else ""
    raise UsageError(f"-p pair: no cluster {name!r} in data/clusters.csv.{hint}")


def _names(root: Path) -> dict[str, str]:
    """Ids by every folded name of a cluster: id, names, short names, aliases."""
    found: dict[str, str] = {}
    rows = list(_rows(root / "data" / "clusters.csv"))
    for row in rows:
        for column in ("name_en", "name_zh", "short_en", "short_zh", "aliases"):
            for name in (row.get(column) or "").split("|"):
                found.setdefault(folded(name), row["id"])
    found |= {folded(row["id"]): row["id"] for row in rows}
    found.pop("", None)
    return found


def folded(name: str) -> str:
    """A name as it is compared: no case, no accents, every dash a hyphen, single spaces."""
    flat = unicodedata.normalize("NFKD", name.translate(_DASHES)).casefold()
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


def _check_edition(root: Path, pair: list[str], edition: int) -> None:
    """Refuse an edition that does not list both clusters, naming those that do."""
    listed = _editions(root)
    absent = [cluster for cluster in pair if str(edition) not in listed[cluster]]
    if not absent:
        return
    both = sorted(listed[pair[0]] & listed[pair[1]])
    known = f"Both are in {', '.join(both)}." if both else "No edition lists both."
    raise UsageError(
        f"The data list no {' and no '.join(absent)} in edition {edition}. {known} "
        "Choose with -p edition=YEAR or -p 'pair=[…, …]'."
    )


def _editions(root: Path) -> dict[str, set[str]]:
    """The editions that each cluster is listed in."""
    raw = root / "data" / "raw"
    listed: dict[str, set[str]] = defaultdict(set)
    for row in _rows(raw / "gii_clusters_by_edition.csv"):
        if row["edition"].isdigit():
            listed[row["cluster"]].add(row["edition"])
    for row in _rows(raw / "gii_clusters_2025.csv"):
        listed[row["cluster"]].add(_LATEST)
    return listed


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except FileNotFoundError:
        raise SetupError(f"{path} is missing: the checkout is incomplete.") from None
    except UnicodeDecodeError:
        raise SetupError(f"{path} is not UTF-8. Type: python run_all.py check") from None
