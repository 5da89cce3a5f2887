"""OpenAlex's grouping export, one for each city, as rows of `pair_counts`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from walkback.errors import DataError
from walkback.tables.encoding import read_text
from walkback.tables.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = ("key", "key_display_name", "count")
PAGE = 200  # the most groups that one answer of OpenAlex holds
HOMES = "institutions.csv"
COUNTING = "participations"


def read_export(path: Path) -> dict[str, int]:
    """The groups of one export: works by id of the institution.

    Args:
        path: A CSV file with `key,key_display_name,count`, or the JSON answer of the interface, made
            with `group_by=authorships.institutions.id`.

    Raises:
        DataError: If it is neither, or a count is no whole number.
    """
    text = read_text(path, path.name)
    groups = _from_json(text, path) if path.suffix == ".json" else _from_csv(text, path)
    counts: dict[str, int] = {}
    for group in groups:
        name, count = institution(str(group.get("key", ""))), str(group.get("count", "")).strip()
        if not count.isdecimal():
            raise DataError(
                f"{path.name}: {quoted(count)} is no count of {name} → export it again."
            )
        if name and name != "unknown":
            counts[name] = int(count)
    return counts


def institution(key: str) -> str:
    """The id at the end of OpenAlex's address: `https://openalex.org/I889458895` is `I889458895`."""
    return key.strip().rstrip("/").rsplit("/", 1)[-1]


def read_homes(path: Path) -> dict[str, str]:
    """Which city each institution belongs to, from a CSV file with `institution,city`.

    Raises:
        DataError: If the columns are not there or an institution has two cities.
    """
    rows = list(csv.DictReader(io.StringIO(read_text(path, path.name))))
    homes: dict[str, str] = {}
    for row in rows:
        name, city = institution(row.get("institution") or ""), (row.get("city") or "").strip()
        if not name or not city:
            raise DataError(
                f"{path.name} needs the columns institution and city, filled in each row."
            )
        if homes.setdefault(name, city) != city:
            raise DataError(f"{path.name}: {name} has two cities → keep one.")
    return homes


def participations(
    exports: Mapping[str, Mapping[str, int]], homes: Mapping[str, str]
) -> Counter[tuple[str, str]]:
    """How often institutions of one city take part in the works of another.

    Args:
        exports: For each city the works that an institution of it takes part in, by institution.
        homes: The city of each institution; the others are left out.

    Returns:
        Counts by the city whose works were grouped and the city that takes part.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for city, groups in exports.items():
        for name, count in groups.items():
            if homes.get(name) in exports:
                counts[city, homes[name]] += count
    return counts


def pair_rows(folder: Path, cluster: str, years: tuple[int, int], source: str) -> pd.DataFrame:
    """The exports in a folder as rows of `pair_counts`, without ids.

    A folder holds `institutions.csv` and for each city an export named by its id, `hong-kong.json`
    or `hong-kong.csv`, further pages as `hong-kong.2.json`. The count of a pair is half of the
    participations of institutions of either city in works of the other. Works of a city alone cannot
    be told from works of several institutions in it, so no city is counted with itself.

    Args:
        folder: Where they are.
        cluster: The id of the cluster.
        years: First and last year of the query.
        source: The id of the source in `data/references.json`.

    Raises:
        DataError: If an export is missing, cut off or cannot be read.
    """
    homes = read_homes(folder / HOMES)
    exports = _exports(folder)
    missing = sorted(set(homes.values()) - set(exports))
    if missing or len(exports) < 2:
        advice = f"save one as {missing[0] if missing else 'CITY'}.json"
        what = ", ".join(missing) or "a second city"
        raise DataError(f"{folder.name} has no export of {what} → {advice}.")
    counts = participations(exports, homes)
    rows = [
        {
            "measure": "co_publications",
            "cluster": cluster,
            "city_a": one,
            "city_b": other,
            "count": (counts[one, other] + counts[other, one]) / 2,
            "counting": COUNTING,
            "year_from": years[0],
            "year_to": years[1],
            "source_id": source,
            "note": "half of the participations of institutions of either city in works of the other",
        }
        for one, other in combinations(exports, 2)
    ]
    return pd.DataFrame(rows)


def _exports(folder: Path) -> dict[str, dict[str, int]]:
    """The groups of each city, all its pages together."""
    pages: dict[str, list[dict[str, int]]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".csv") and path.name != HOMES:
            pages[path.name.split(".")[0]].append(read_export(path))
    for city, found in pages.items():
        if len(found[-1]) >= PAGE:
            raise DataError(
                f"The last page of {city} holds {len(found[-1])} groups, as many as an answer may hold, so "
                f"some are missing → fetch the next one (cursor) and save it as {city}.{len(found) + 1}.json."
            )
    return {
        city: {k: v for page in found for k, v in page.items()} for city, found in pages.items()
    }


def _from_json(text: str, path: Path) -> list[dict[str, Any]]:
    try:
        groups = json.loads(text)["group_by"]
    except (json.JSONDecodeError, KeyError, TypeError):
        groups = None
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise DataError(
            f"{path.name} is no answer to a query with group_by → save the whole answer."
        )
    return groups


def _from_csv(text: str, path: Path) -> list[dict[str, Any]]:
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise DataError(f"{path.name} needs the columns {', '.join(COLUMNS)} → export it again.")
    return rows
