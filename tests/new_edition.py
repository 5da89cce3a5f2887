"""An invented edition of a hundred clusters, dropped into a copy of the checkout."""

import csv
import json
import random
import shutil
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

CHECKOUT = ("data", "docs", "engine/src", "notebooks", "src", "pyproject.toml", "report.toml",
            "requirements.lock", "run_all.py")  # fmt: skip
YEAR, SIZE = 2026, 100
SOURCE = {
    "id": "invented-2026",
    "type": "report",
    "title": "An invented edition",
    "author": [{"literal": "Nobody"}],
    "issued": {"date-parts": [[2026]]},
    "URL": "https://example.org/2026",
    "language": "en",
    "custom": {"kind": "secondary"},
}
FILE = f"data/raw/editions/{YEAR}.csv"


def copy_to(root: Path) -> Path:
    """A copy of the checkout."""
    for name in CHECKOUT:
        source, goal = ROOT / name, root / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        ignored = shutil.ignore_patterns("__pycache__", "processed")
        shutil.copytree(source, goal, ignore=ignored) if source.is_dir() else shutil.copy(
            source, goal
        )
    return root


def drop_into(root: Path, swapped: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    """Add the source, the new clusters and the edition; the rows of the edition, by rank.

    Args:
        root: The copy.
        swapped: Two ranks that are printed the wrong way round.
    """
    references = root / "data/references.json"
    entries = json.loads(references.read_text("utf-8"))
    references.write_text(json.dumps([*entries, SOURCE], ensure_ascii=False, indent=1), "utf-8")
    rows = edition(clusters(root))
    if swapped:
        a, b = (rows[rank - 1] for rank in swapped)
        a["rank"], b["rank"] = b["rank"], a["rank"]
    with (root / "data/raw/editions/template.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with (root / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def clusters(root: Path) -> list[str]:
    """The ids of a hundred clusters; those that are new are added to the list."""
    path = root / "data/clusters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    merged = {row["id"] for row in known if row["later_part_of"] or row["until_edition"]}
    usable = [row["id"] for row in known if row["id"] not in merged and "unnamed" not in row["id"]]
    new = [f"newtown-{number}" for number in range(1, SIZE - len(usable) + 1)]
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, known[0], lineterminator="\n")
        for number, name in enumerate(new, 1):
            told = {
                "name_en": name.title(),
                "short_en": name.title(),
                "name_zh": f"新城{number}",
                "short_zh": f"新城{number}",
            }
            like = next(row for row in known if row["id"] == "oslo")
            writer.writerow(
                {**like, "id": name, **told, "aliases": name.title(), "since_edition": YEAR}
            )
    return [*usable, *new]


def edition(ids: list[str]) -> list[dict[str, Any]]:
    """A hundred clusters with counts, shares to two decimals, and ranks by the sum of the shares."""
    chance = random.Random(7)  # noqa: S311 - no secret
    world = {"pct_applications": 1_300_000, "publications": 8_000_000, "vc_deals": 230_000}
    shares = {"pct_applications": "share_pct", "publications": "share_pub", "vc_deals": "share_vc"}
    rows = []
    for place, cluster in enumerate(ids):
        size = 9 / (1 + place) ** 0.8
        counts = {m: int(world[m] * size * chance.uniform(0.3, 1.2) / 100) for m in world}
        exact = {m: 100 * counts[m] / world[m] for m in world}
        rows.append(
            {"cluster": cluster, "edition": YEAR, "id": f"GN-{YEAR}-{cluster}", **counts}
            | {shares[m]: f"{exact[m]:.2f}" for m in world}
            | {"sum": sum(exact.values()), "source_id": SOURCE["id"]}
            | {"pct_window": "2021/2025", "pub_window": "2020/2024"}
        )
    rows.sort(key=lambda row: -row.pop("sum"))
    return [{**row, "rank": rank} for rank, row in enumerate(rows, 1)]
