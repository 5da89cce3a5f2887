"""Invented editions and known answers for the tests of the analysis."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import settings

from twodeltas.metrics.draws import ARITHMETIC
from twodeltas.metrics.scaling import RAW
from twodeltas.metrics.uncertainty import Choices
from twodeltas.shared.bounds import METRICS, derive
from twodeltas.shared.intervals import Ranges, from_bounds

KNOWN = json.loads((Path(__file__).parents[1] / "known_answers.json").read_text(encoding="utf-8"))
examples = settings(deadline=None, max_examples=40)  # machines differ in speed
FROZEN = Choices(band=0.0, scales=(RAW,), means=(ARITHMETIC,), figures=False)  # nothing varies
TOY = np.array(KNOWN["toy"]["shares"])
TOY_CLUSTERS = tuple(KNOWN["toy"]["clusters"])


def edition(rows: dict[str, dict]) -> pd.DataFrame:
    """An invented edition; what is not given is not published."""
    columns = ["rank", "total", "total_digits"]
    for metric in METRICS:
        columns += [f"{metric}_count", f"{metric}_share", f"{metric}_digits", f"{metric}_rank"]
    frame = pd.DataFrame.from_dict(rows, orient="index").reindex(columns=columns).astype(float)
    for metric in METRICS:
        frame[f"{metric}_digits"] = frame[f"{metric}_digits"].fillna(1)
    frame["total_digits"] = frame["total_digits"].fillna(2)
    return frame


def ranges(rows: dict[str, dict], metrics: tuple[str, ...] = METRICS) -> Ranges:
    frame = edition(rows)
    return from_bounds(frame, derive(frame, metrics), metrics)


def box(low, high=None, clusters=None, metrics=METRICS) -> Ranges:
    """Ranges from arrays, with nothing known but the intervals."""
    low = np.asarray(low, dtype=float)
    high = low if high is None else np.asarray(high, dtype=float)
    n, m = low.shape
    nothing = np.full((n, m), np.nan)
    return Ranges(
        clusters=tuple(clusters or (f"c{i}" for i in range(n))),
        metrics=tuple(metrics[:m]),
        low=low,
        high=high,
        total=np.column_stack([low.sum(axis=1), high.sum(axis=1)]),
        rank=nothing[:, 0],
        place=nothing,
        count=nothing,
        world=np.column_stack([np.zeros(m), np.full(m, np.inf)]),
    )


TOP = {  # an invented edition with one complete pair, one cluster with gaps, one without shares
    "north": {
        "rank": 1,
        "pct_share": 9.0,
        "publications_share": 2.4,
        "vc_share": 2.9,
        "vc_rank": 3,
    },
    "south": {"rank": 2, "publications_share": 2.5, "vc_rank": 2},
    "east": {"rank": 3, "total": 6.0, "pct_share": 1.1, "publications_share": 1.4, "vc_rank": 1},
    "west": {"rank": 4, "pct_share": 1.0, "publications_share": 0.8, "vc_share": 0.9},
}
FULL = TOP | {"south": TOP["south"] | {"pct_share": 4.0, "vc_share": 3.2}}
