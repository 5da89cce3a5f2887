"""The latest edition as the chapter reads it, with words in English."""

import pandas as pd
import pytest

from tests.shared.real import rankings, raw
from twodeltas.metrics.values.weights import ranges_of
from twodeltas.shared import bounds, editions
from twodeltas.shared.intervals import Ranges
from walkback.values import number_format

PAIR = ("shg", "ss")


@pytest.fixture(scope="package", autouse=True)
def english():
    units = raw("units")
    words = units["symbol_en"].fillna("")
    number_format.use("en", {u: (units.loc[u, "kind"], words[u]) for u in units.index})
    yield
    number_format.use("en", {})


@pytest.fixture(scope="package")
def latest() -> tuple[pd.DataFrame, Ranges]:
    """The edition and what is known of its shares."""
    edition, metrics = editions.of_edition(rankings(), 2025), editions.metrics_of(2025)
    ranges, why_not = ranges_of(edition, bounds.derive(edition, metrics), metrics, PAIR)
    assert why_not == ""
    return edition, ranges
