"""How the cost of the uncertainty analysis grows with draws and with clusters.

    python benchmarks/uncertainty.py FOLDER

writes `uncertainty-cost.csv` and `uncertainty-cost.svg` to FOLDER. Clusters are invented.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from twodeltas.metrics.uncertainty import ranking
from twodeltas.shared import palette
from twodeltas.shared.intervals import Ranges
from walkback.show import fonts

CLUSTERS = (100, 1_000, 10_000)
DRAWS = (100, 1_000, 10_000)
LARGEST = (
    20_000_000  # ranks held at a time: more are left out, so that memory stays below a gigabyte
)


def invented(clusters: int) -> Ranges:
    """Clusters with shares that fall off as in the ranking, known to a tenth of their size."""
    rng = np.random.Generator(np.random.PCG64(clusters))
    middle = 9 * rng.pareto(1.2, (clusters, 3)) / clusters + 1e-4
    low, high = 0.95 * middle, 1.05 * middle
    nothing = np.full((clusters, 3), np.nan)
    return Ranges(
        clusters=tuple(f"c{i}" for i in range(clusters)),
        metrics=("pct", "publications", "vc"),
        low=low,
        high=high,
        total=np.column_stack([low.sum(axis=1), high.sum(axis=1)]),
        rank=np.argsort(np.argsort(-middle.sum(axis=1))) + 1.0,
        place=nothing,
        count=nothing,
        world=np.column_stack([np.zeros(3), np.full(3, np.inf)]),
    )


def measure() -> pd.DataFrame:
    """Seconds for every number of clusters and draws, drawing and summarising apart."""
    rows = []
    for clusters in CLUSTERS:
        known = invented(clusters)
        for draws in DRAWS:
            start = time.perf_counter()
            found = ranking(known, draws_=draws)
            drawn = time.perf_counter()
            found.bands()
            found.acceptability()
            done = time.perf_counter()
            rows.append((clusters, draws, drawn - start, done - drawn, _memory()))
    columns = ["clusters", "draws", "draw_seconds", "summary_seconds", "peak_megabytes"]
    return pd.DataFrame(rows, columns=columns)


def _memory() -> float:
    """The most memory held so far, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def draw(table: pd.DataFrame, path: Path) -> None:
    """One line a number of clusters, both axes logarithmic."""
    fonts.register()
    styles = zip(
        CLUSTERS, ("o", "^", "s"), (palette.INK, palette.FIRST, palette.SECOND), strict=True
    )
    with plt.rc_context(palette.style()):
        fig, ax = plt.subplots(figsize=(palette.WIDTH, 3.6))
        for clusters, marker, colour in styles:
            rows = table[table["clusters"] == clusters]
            seconds = rows["draw_seconds"] + rows["summary_seconds"]
            ax.loglog(rows["draws"], seconds, marker=marker, color=colour, markersize=6)
            ax.annotate(f"{clusters:,} clusters", (rows["draws"].iloc[-1], seconds.iloc[-1]),
                        xytext=(8, -3), textcoords="offset points", fontsize=9)  # fmt: skip
        ax.set_xlabel("Draws")
        ax.set_ylabel("Seconds")
        ax.set_xlim(right=60_000)
        ax.grid(visible=True)
        fig.savefig(path, metadata={"Date": None})
        plt.close(fig)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the table and the figure are written")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    measured = measure()
    measured.round(4).to_csv(folder / "uncertainty-cost.csv", index=False, lineterminator="\n")
    draw(measured, folder / "uncertainty-cost.svg")
    sys.stdout.write(measured.round(3).to_string(index=False) + "\n")
