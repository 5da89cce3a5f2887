"""Which clusters there are, by all of their names, and which editions list them; read without pandas."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from walkback.errors import SetupError

CASE = ("shg", "ss")  # the clusters of the main report, which evidence was collected for
LATEST = 2025  # the edition that has a table of its own
NAMED = ("name_en", "name_zh", "short_en", "short_zh", "aliases")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def folded(name: str) -> str:
    """A name as it is compared: no case, no accents, every dash a hyphen, single spaces."""
    flat = unicodedata.normalize("NFKD", name.translate(_DASHES)).casefold()
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


def clusters_by_name(root: Path) -> dict[str, str]:
    """Ids by every folded name of a cluster: id, names, short names, aliases.

    Args:
        root: The checkout.

    Raises:
        SetupError: If `data/clusters.csv` cannot be read.
    """
    found: dict[str, str] = {}
    clusters = list(rows(root / "data" / "clusters.csv"))
    for row in clusters:
        for column in NAMED:
            for name in (row.get(column) or "").split("|"):
                found.setdefault(folded(name), row["id"])
    found |= {folded(row["id"]): row["id"] for row in clusters}
    found.pop("", None)
    return found


def names_by_cluster(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The English name of each cluster, and the cluster that it later became part of.

    Args:
        root: The checkout.
    """
    clusters = list(rows(root / "data" / "clusters.csv"))
    names = {row["id"]: row["name_en"] for row in clusters}
    return names, {row["id"]: later for row in clusters if (later := row.get("later_part_of"))}


def editions_by_cluster(root: Path) -> dict[str, set[int]]:
    """The editions that each cluster is listed in.

    Args:
        root: The checkout.
    """
    listed: dict[str, set[int]] = defaultdict(set)
    for edition, cluster, _ in _listings(root):
        listed[cluster].add(edition)
    return listed


def ranks_by_edition(root: Path) -> dict[int, dict[str, int]]:
    """The published rank of each cluster that has one, by edition.

    Args:
        root: The checkout.
    """
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for edition, cluster, rank in _listings(root):
        if rank.isdigit():
            found[edition][cluster] = int(rank)
    return dict(found)


def _listings(root: Path) -> Iterator[tuple[int, str, str]]:
    """Edition, cluster and rank, as it is written, of each row of all tables of editions."""
    raw = root / "data" / "raw"
    yield from _with_edition(raw / "gii_clusters_by_edition.csv")
    for row in rows(raw / "gii_clusters_2025.csv"):
        yield LATEST, row["cluster"], row["rank_2025"]
    for path in sorted((raw / "editions").glob("*.csv")):
        yield from _with_edition(path)


def _with_edition(path: Path) -> Iterator[tuple[int, str, str]]:
    """The rows of a table in which each names its edition."""
    for row in rows(path):
        if (edition := row.get("edition") or "").isdigit():
            yield int(edition), row.get("cluster") or "", row.get("rank") or ""


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table.

    Raises:
        SetupError: If the file is missing, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except FileNotFoundError:
        raise SetupError(f"{path} is missing: the checkout is incomplete.") from None
    except UnicodeDecodeError:
        raise SetupError(f"{path} is not UTF-8. Type: python run_all.py check") from None
