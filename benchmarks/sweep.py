"""Many profiles at once against a shell loop of single runs, and what a further worker brings.

    python benchmarks/sweep.py [--pairs 45] [--loop 45] [--workers 1,2] [--curve 1,10,45,190]

The loop is `run_all.py profile A B --edition 2025 --out DIR`, once for each of the first pairs; with
`--loop 6` six of them stand for all. Each sweep starts from nothing in a copy of the checkout. What was
measured goes to `benchmarks/sweep.json`, and as tables to `docs/benchmarks.md`.
"""

import argparse
import csv
import json
import sys
import tempfile
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

import psutil
from loop import Copy, machine
from measured import Cost, measured, together
from sweep_table import write_tables

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("sweep.json")
DOCS = ROOT / "docs" / "benchmarks.md"
EDITION = "2025"


def clusters() -> list[str]:
    """The clusters of the edition by rank."""
    with (ROOT / "data/raw/gii_clusters_2025.csv").open(encoding="utf-8-sig", newline="") as file:
        ranked = [
            (int(r["rank_2025"]), r["cluster"]) for r in csv.DictReader(file) if r["rank_2025"]
        ]
    return [cluster for _, cluster in sorted(ranked)]


def first_pairs(number: int) -> list[tuple[str, str]]:
    """That many pairs, of as few of the first clusters as there must be."""
    found = sorted(combinations(range(len(clusters())), 2), key=lambda pair: (pair[1], pair[0]))
    names = clusters()
    return [(names[a], names[b]) for a, b in found[:number]]


def sweep(folder: Path, number: int, workers: int) -> Cost:
    """A sweep of some pairs from nothing."""
    copy = Copy(Path(tempfile.mkdtemp(dir=folder)))
    listed = copy.root.parent / "pairs.csv"
    lines = [f"{a},{b},{EDITION}" for a, b in first_pairs(number)]
    listed.write_text("\n".join(["a,b,edition", *lines, ""]), "utf-8")
    words = ["sweep", "--pairs", str(listed), "--workers", str(workers), "--out", str(copy.out)]
    command = [sys.executable, str(copy.root / "run_all.py"), *words]
    return measured(command, copy.root, copy.variables, copy.log)


def loop(folder: Path, number: int) -> Cost:
    """The same as a loop of single runs."""
    copy = Copy(Path(tempfile.mkdtemp(dir=folder)))
    costs = []
    for a, b in first_pairs(number):
        words = ["profile", a, b, "--edition", EDITION, "--out", str(copy.out)]
        command = [sys.executable, str(copy.root / "run_all.py"), *words]
        costs.append(measured(command, copy.root, copy.variables, copy.log))
    return together(costs)


def told(cost: Cost) -> dict[str, Any]:
    """A cost with how busy the machine was besides."""
    return {**asdict(cost), "load": psutil.getloadavg()[0]}


def numbers(text: str) -> list[int]:
    """Whole numbers between commas; none for an empty text."""
    return [int(part) for part in text.split(",") if part]


def main() -> int:
    """Measure, keep, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pairs", type=int, default=45, help="profiles of a sweep (default: 45)")
    parser.add_argument(
        "--loop", type=int, default=45, help="single runs of the loop (default: 45)"
    )
    parser.add_argument("--workers", type=numbers, default=[1, 2], help="default: 1,2")
    parser.add_argument("--curve", type=numbers, default=[1, 10, 45, 190], help="0 for none")
    parser.add_argument("--table", action="store_true", help="only write the tables anew")
    options = parser.parse_args()
    if not options.table:
        found: dict[str, Any] = {
            "machine": machine(),
            "pairs": options.pairs,
            "sweeps": [],
            "curve": [],
        }
        with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
            folder = Path(temporary)
            found["loop"] = {"runs": options.loop, **told(loop(folder, options.loop))}
            for workers in options.workers:
                cost = told(sweep(folder, options.pairs, workers))
                found["sweeps"].append({"workers": workers, "pairs": options.pairs, **cost})
            for pairs in filter(None, options.curve):
                cost = told(sweep(folder, pairs, max(options.workers)))
                found["curve"].append({"workers": max(options.workers), "pairs": pairs, **cost})
        RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    sys.stdout.write(write_tables(RESULTS, DOCS) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
