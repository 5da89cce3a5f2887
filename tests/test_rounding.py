"""One rule of rounding for text, tables and figures: that of `walkback.values.number_format`."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twodeltas.collaboration.tables.coding import _decimals
from walkback.values.number_format import NumberFormat, ends, plain
from walkback.values.scalars import text_of
from walkback.values.value import Value

SRC = Path(__file__).parents[1] / "src/twodeltas"
OWN_RULE = re.compile(r"\{[^{}]*:[,+]?\.\d[fe%]\}|\bround\([^()]*\)\s*[:}]|int\([^()]* \* 10+\)")


def test_no_table_figure_or_value_rounds_by_itself():
    paths = [p for part in ("tables", "charts", "values") for p in SRC.glob(f"*/{part}/*.py")]
    assert len(paths) > 40
    found = {
        f"{path.relative_to(SRC)}: {line.strip()}"
        for path in paths
        for line in path.read_text("utf-8").splitlines()
        if OWN_RULE.search(line)
    }
    assert not found


@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 4))
def test_text_and_cells_round_alike(number, digits):
    shown = Value.rounded(number, digits, format=NumberFormat()).text
    cell = text_of(number, digits, grouped=True)
    if not cell.startswith(("<", ">")):
        assert shown == cell == plain(number, digits)


@given(st.floats(-1e4, 1e4), st.floats(0, 1e4))
def test_the_ends_of_an_interval_are_never_inside_of_it(low, width):
    first, last = (
        float(end.replace("−", "-").replace(",", "")) for end in ends(low, low + width, 2)
    )
    assert first <= low + 1e-6
    assert last >= low + width - 1e-6


@pytest.mark.parametrize(
    ("alpha", "text"),
    [
        (0.799, "0.799"),
        (0.7951, "0.795"),
        (0.746, "0.75"),
        (0.666, "0.666"),
        (0.7999, "0.7999"),
        (-0.016, "−0.02"),
    ],
)
def test_alpha_is_rounded_and_never_promises_more(alpha, text):
    assert _decimals(alpha) == text


def test_an_alpha_that_cannot_be_computed_is_a_dash():
    assert _decimals(float("nan")) == "–"
