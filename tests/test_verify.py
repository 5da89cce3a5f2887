"""The real report is held against this checkout."""

import pytest

from tests.conftest import ROOT
from walkback import cli

FORMS = ["html", "pdf"]


@pytest.mark.build
def test_the_real_report_is_reproduced_by_this_checkout(built_report, capsys, tmp_path):
    out = str(built_report.parent)
    for form in FORMS:
        path = built_report / f"two-deltas.{form}"
        assert cli.main(["verify", str(path), "--out", out], ROOT) == 0
        edited = tmp_path / path.name
        edited.write_bytes(path.read_bytes() + b"\n")
        assert cli.main(["verify", str(edited), "--out", out], ROOT) == 1
    assert "as it was made here, has the same bytes" in capsys.readouterr().out
