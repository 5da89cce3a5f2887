"""The real report, built once for all tests that read it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `two-deltas.html`, `.pdf` and `values.csv`, made by `run_all.py --out`."""
    ready = os.environ.get("TWODELTAS_BUILT")  # a finished --out folder, while writing tests
    out = Path(ready) if ready else tmp_path_factory.mktemp("a report 报告")
    if not ready:
        command = [sys.executable, str(ROOT / "run_all.py"), "--out", str(out)]
        done = subprocess.run(
            command, cwd=out, capture_output=True, text=True, check=False, timeout=500
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return out / "report"
