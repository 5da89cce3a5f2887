"""What every notebook begins with: its language, its pair, the house style."""

import matplotlib as mpl
import pytest

from tests.conftest import ROOT
from twodeltas.shared.dates import Dates
from twodeltas.shared.start import start
from walkback.errors import UsageError


@pytest.fixture(autouse=True)
def checkout(monkeypatch):
    for name in ("ROOT", "OUT", "WRITE"):
        monkeypatch.setenv(f"WALKBACK_{name}", str(ROOT))


def test_two_notebooks_in_two_languages_do_not_disturb_each_other():
    english = start(2025, "en")
    chinese = start(2025, "zh")
    assert english.facts["SHG-112"].text == "over 460 million yuan"
    assert chinese.facts["SHG-112"].text == "超过4.6亿元"
    assert (english.numbers.cardinal(3), chinese.numbers.cardinal(3)) == ("three", "3")
    dates = [Dates(nb.facts)["SHG-112"] for nb in (english, chinese)]
    assert dates == ["November 2024", "2024年11月"]


@pytest.mark.parametrize("pair", [["shg", "shg"], ["shg"], ["shg", "atlantis"]])
def test_a_pair_is_two_known_clusters(pair):
    with pytest.raises(UsageError, match=r"must be two different ids of data/clusters\.csv"):
        start(2025, pair=pair)


def test_a_users_own_matplotlib_settings_do_not_count():
    with mpl.rc_context({"axes.grid": True, "font.size": 30, "savefig.transparent": True}):
        start(2025)
        assert not mpl.rcParams["axes.grid"]
        assert not mpl.rcParams["savefig.transparent"]
        assert mpl.rcParams["font.size"] < 10
