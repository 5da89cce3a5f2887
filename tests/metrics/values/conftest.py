"""The latest edition as the chapter reads it, with words in English."""

import pandas as pd
import pytest

from tests.shared.real import rankings, raw
from twodeltas.metrics.values.weights import ranges_of
from twodeltas.shared import bounds, editions
from twodeltas.shared.intervals import Ranges
from twodeltas.shared.start import number_format

PAIR = ("shg", "ss")
NUMBERS = number_format(raw("units"), "en")


@pytest.fixture(scope="package")
def latest() -> tuple[pd.DataFrame, Ranges]:
    """The edition and what is known of its shares."""
    edition, metrics = editions.of_edition(rankings(), 2025), editions.metrics_of(2025)
    ranges, why_not = ranges_of(edition, bounds.derive(edition, metrics), metrics, PAIR)
    assert why_not == ""
    return edition, ranges
