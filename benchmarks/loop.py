"""`run_all.py` against the loop that a user would write, side by side.

    python benchmarks/loop.py [--repeat 3]

The loop is papermill on the command line, once for each notebook, then `jupyter nbconvert` twice,
once for all HTML and once for all PDF. So that both sides show the same values and nothing but pip
is needed for a PDF, the loop is given the engine and the exporters of this project
(`--engine walkback`, `--to walkback-html`, `--to walkback-pdf`); it saves no time by that, but it
is spared papermill's save after each cell and the slow end of each kernel.

Each round runs the loop and every case once, in turns from either end, in a copy of the checkout.
What was measured goes to `benchmarks/loop.json`, and as a table to `docs/benchmarks.md`.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from loop_table import write_table
from measured import Cost, measured, together

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("loop.json")
NOTEBOOKS = ("01_ingest", "02_metrics", "03_collaboration_models", "04_recommendations")
CODE = ("notebooks", "src", "engine/src")
# Python keeps bytecode unless it is told not to; both sides gain by it.
NOT_PASSED = ("WALKBACK", "MAKE", "PYTHONDONTWRITEBYTECODE")
BIN = Path(sys.executable).parent


class Copy:
    """A copy of the checkout to be edited, and its results."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "copy"
        self.out = folder / "out"
        self.log = folder / "log.txt"
        tracked = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
        for name in filter(None, tracked.stdout.split("\0")):
            target = self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
        own = {k: v for k, v in os.environ.items() if not k.startswith(NOT_PASSED)}
        self.variables = {**own, "PYTHONPATH": os.pathsep.join(str(self.root / f) for f in CODE)}

    def run_all(self) -> Cost:
        """This project's one command."""
        return self._run("--out", str(self.out))

    def check(self) -> Cost:
        """The check of the data alone."""
        return self._run("check")

    def _run(self, *arguments: str) -> Cost:
        command = [sys.executable, str(self.root / "run_all.py"), *arguments]
        return measured(command, self.root, self.variables, self.log)

    def executed(self) -> list[str]:
        """The stages whose kernels ran last, as the ledger has them, oldest first."""
        file = self.out / "report/run/ledger.jsonl"
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return [line["stage"] for line in lines if line["stage"] in NOTEBOOKS]

    def edit(self, name: str, kind: str, change: Callable[[str], str]) -> None:
        """Change the last cell of a kind; not a box, which would not be closed any more."""
        path = self.root / "notebooks" / f"{name}.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        cells = [c for c in notebook["cells"] if c["cell_type"] == kind and c["source"]]
        cell = [c for c in cells if ":::" not in "".join(c["source"])][-1]
        cell["source"] = change("".join(cell["source"])).splitlines(keepends=True)
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), "utf-8")


def loop(copy: Copy) -> dict[str, Cost]:
    """The loop from nothing, part by part; its results are in the copy itself."""
    run = copy.root / "report" / "run"
    run.mkdir(parents=True)
    places = {f"WALKBACK_{name}": str(copy.root) for name in ("ROOT", "OUT", "WRITE")}
    variables = copy.variables | places
    papermill = [str(BIN / "papermill"), "--engine", "walkback", "--no-progress-bar"]
    parts = {}
    for name in NOTEBOOKS:
        source, made = copy.root / "notebooks" / f"{name}.ipynb", run / f"{name}.ipynb"
        command = [*papermill, "--cwd", str(source.parent), str(source), str(made)]
        parts[name] = measured(command, copy.root, variables, copy.log)
    made = [str(run / f"{name}.ipynb") for name in NOTEBOOKS]
    for form in ("html", "pdf"):
        command = [str(BIN / "jupyter"), "nbconvert", "--to", f"walkback-{form}", *made]
        parts[form] = measured(command, copy.root, variables, copy.log)
        assert all((run / f"{name}.{form}").is_file() for name in NOTEBOOKS)  # noqa: S101
    return parts


def cases(copy: Copy, number: int) -> dict[str, Any]:
    """Every case of `run_all.py` once: what it cost, and which stages it executed."""
    shutil.rmtree(copy.out, ignore_errors=True)
    found: dict[str, Any] = {}
    steps: dict[str, Callable[[], None]] = {
        "cold": lambda: None,
        "no-op": lambda: None,
        "code of 04": lambda: copy.edit(
            NOTEBOOKS[3], "code", lambda text: f"_edited = {number}\n{text}"
        ),
        "code of 03": lambda: copy.edit(
            NOTEBOOKS[2], "code", lambda text: f"_edited = {number}\n{text}"
        ),
        "prose of 03": lambda: copy.edit(NOTEBOOKS[2], "markdown", lambda text: f"{text} Edited."),
    }
    seen = 0
    for name, prepare in steps.items():
        prepare()
        cost = copy.run_all()
        executed = copy.executed()
        found[name] = {**asdict(cost), "executed": executed[seen:]}
        seen = len(executed)
    found["check"] = {**asdict(copy.check()), "executed": []}
    if found["prose of 03"]["executed"] or found["no-op"]["executed"]:
        raise SystemExit("A kernel was started where none was needed.")
    return found


def one_round(folder: Path, number: int) -> dict[str, Any]:
    """The loop and all cases once, the loop first in every second round."""
    found: dict[str, Any] = {"load": psutil.getloadavg()[0]}
    for side in ("loop", "cases") if number % 2 else ("cases", "loop"):
        copy = Copy(folder / f"{number}-{side}")
        if side == "loop":
            parts = loop(copy)
            found["loop"] = asdict(together(list(parts.values())))
            found["parts"] = {name: asdict(cost) for name, cost in parts.items()}
        else:
            found["cases"] = cases(copy, number)
        shutil.rmtree(copy.root.parent)
    return found


def machine() -> dict[str, Any]:
    """What it was measured on, without its name."""
    info = Path("/proc/cpuinfo")
    models = [
        ln.split(":")[1].strip() for ln in info.read_text().splitlines() if "model name" in ln
    ]
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": models[0] if models else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": psutil.virtual_memory().total,
        "python": platform.python_version(),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def main() -> int:
    """Measure, keep, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument("--table", action="store_true", help="only write the table anew")
    options = parser.parse_args()
    if not options.table:
        rounds = []
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            for number in range(1, options.repeat + 1):
                rounds.append(one_round(Path(folder), number))
                sys.stdout.write(f"round {number} of {options.repeat} done\n")
                sys.stdout.flush()
        text = json.dumps({"machine": machine(), "rounds": rounds}, indent=1)
        RESULTS.write_text(text + "\n", "utf-8")
    sys.stdout.write(write_table(RESULTS, ROOT / "docs" / "benchmarks.md") + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
