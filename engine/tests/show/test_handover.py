"""Values survive the way from one notebook to the next."""

import json
import math

import pytest

from walkback.errors import AnalysisError, DataError
from walkback.show import handover
from walkback.values.number_format import PLAIN
from walkback.values.value import Origin, Value


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A checkout without results, into which the stage writes."""
    for name in ("ROOT", "OUT", "WRITE"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"WALKBACK_{name}", str(tmp_path / name))
    return tmp_path / "WRITE" / "data" / "processed"


ORIGIN = Origin("evidence", "SHG-112", ("cns-460m",), "2024-11", "para 1", "secondary", "confirmed")
MONEY = Value(4.6e8, 4.6e8, math.inf, "CNY", qualifier="over", origins=(ORIGIN,))


def test_a_value_comes_back_with_bounds_and_origins(written):
    handover.save("03_values.json", money=MONEY, shares=Value.between(1.5, 2, "percent", digits=2))
    loaded = handover.load("03_values.json", PLAIN)
    assert loaded.money == MONEY
    assert loaded.shares.bounded
    assert (loaded.shares.low, loaded.shares.high, loaded.shares.digits) == (1.5, 2, 2)
    assert list(loaded) == ["money", "shares"]


def test_the_bytes_do_not_depend_on_the_order_of_the_names(written):
    handover.save("x.json", b=MONEY, a=Value.exact(3))
    first = (written / "x.json").read_bytes()
    handover.save("x.json", a=Value.exact(3), b=MONEY)
    assert (written / "x.json").read_bytes() == first
    assert list(json.loads(first)) == ["a", "b"]


def test_what_stands_in_the_finished_folder_is_found(written, tmp_path):
    handover.save("x.json", a=MONEY)
    target = tmp_path / "OUT" / "data" / "processed"
    target.mkdir(parents=True)
    (written / "x.json").rename(target / "x.json")
    assert handover.load("x.json", PLAIN).a == MONEY


def test_a_missing_file_says_what_to_run(written):
    with pytest.raises(DataError, match=r"03_values\.json is not there yet → run the notebook"):
        handover.load("03_values.json", PLAIN)


def test_a_missing_name_says_which_there_are(written):
    handover.save("x.json", money=MONEY, rows=Value.exact(3))
    loaded = handover.load("x.json", PLAIN)
    with pytest.raises(AttributeError, match="no value 'mony'; it has money, rows"):
        _ = loaded.mony
    assert not hasattr(loaded, "__array__")


def test_a_bare_number_is_refused(written):
    with pytest.raises(AnalysisError, match="share: only a Value"):
        handover.save("x.json", share=2.5)


@pytest.mark.parametrize("text", ["{", '{"a": 1}', '{"a": {"text": "9"}}'])
def test_a_damaged_file_is_reported(written, text):
    written.mkdir(parents=True)
    (written / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        handover.load("x.json", PLAIN)
