"""The tools that measure: what they count, and the table that they write."""

import json
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "benchmarks"
CHILD = """
import time
held = bytearray(90_000_000)
end = time.process_time() + 0.7
while time.process_time() < end: pass"""
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}], check=True)"


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """The modules `measured` and `loop_table`, which are no package."""
    monkeypatch.syspath_prepend(FOLDER)
    import loop_table
    import measured

    return measured, loop_table


def cost(wall: float, cpu: float, executed: list[str] | None = None) -> dict[str, object]:
    return {"wall": wall, "cpu": cpu, "memory": 3 * 2**20, "executed": executed or []}


def one_round(loop: float, cold: float) -> dict[str, object]:
    parts = {"04_recommendations": 10, "03_collaboration_models": 20, "html": 5, "pdf": 5}
    return {
        "load": 0.5,
        "loop": cost(loop, loop),
        "parts": {name: cost(wall, wall) for name, wall in parts.items()},
        "cases": {
            "cold": cost(cold, loop, ["01_ingest"]),
            "no-op": cost(0.5, 0.18),
            "code of 04": cost(10, 1),
            "code of 03": cost(20, 1),
        },
    }


def test_children_count(loaded: tuple[ModuleType, ModuleType], tmp_path: Path):
    command = [sys.executable, "-c", PARENT]
    found = loaded[0].measured(command, tmp_path, os.environ, tmp_path / "log")
    assert found.cpu >= 0.7
    assert found.wall >= 0.5
    assert found.memory >= 90_000_000


def test_a_command_that_fails(loaded: tuple[ModuleType, ModuleType], tmp_path: Path):
    measured = loaded[0]
    command = [sys.executable, "-c", "print('lost'); raise SystemExit(3)"]
    with pytest.raises(measured.MeasuringError, match="lost"):
        measured.measured(command, tmp_path, os.environ, tmp_path / "log")


def test_ratios_are_of_one_round(loaded: tuple[ModuleType, ModuleType]):
    machine = {"system": "x", "processor": "y", "cores": 2, "memory": 2**30, "python": "3"}
    rounds = [one_round(10, 4), one_round(100, 60), one_round(40, 40)]
    table = loaded[1].made({"machine": {**machine, "date": "2026-11-22"}, "rounds": rounds})
    assert "n = 3" in table
    wall, cpu = "40.0 | 0.60 (0.40–1.00) | 0.45: missed", "40.0 | 1.00 (1.00–1.00) | 0.60: missed"
    assert f"| cold | 01 | {wall} | {cpu} | 3 MiB |" in table
    assert (
        "| code of 04 | – | 10.0 | 0.25 (0.10–1.00) |  | 1.00 | 0.03 (0.01–0.10) | 0.40: met |"
        in table
    )
    assert (
        "| no-op | – | 0.50 | 0.01 (0.01–0.05) |  | 0.18 | 0.00 (0.00–0.02) | 0.20 s: met |"
        in table
    )
    assert "0.50 for the code of 04, 0.67 for the code of 03" in table


def test_the_page_shows_what_was_measured(loaded: tuple[ModuleType, ModuleType], tmp_path: Path):
    page = tmp_path / "benchmarks.md"
    shown = (ROOT / "docs/benchmarks.md").read_text("utf-8")
    page.write_text(shown, "utf-8")
    loaded[1].write_table(FOLDER / "loop.json", page)
    assert page.read_text("utf-8") == shown
    assert json.loads((FOLDER / "loop.json").read_text("utf-8"))["rounds"]
