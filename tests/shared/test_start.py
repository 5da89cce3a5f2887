import matplotlib as mpl

from tests.conftest import ROOT
from twodeltas.shared.start import start


def test_a_users_own_matplotlib_settings_do_not_count(monkeypatch):
    for name in ("ROOT", "OUT", "WRITE"):
        monkeypatch.setenv(f"WALKBACK_{name}", str(ROOT))
    with mpl.rc_context({"axes.grid": True, "font.size": 30, "savefig.transparent": True}):
        start(["shg", "ss"], 2025, ingest=True)
        assert not mpl.rcParams["axes.grid"]
        assert not mpl.rcParams["savefig.transparent"]
        assert mpl.rcParams["font.size"] < 10
