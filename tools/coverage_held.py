"""Holds the branches that tests take: `coverage_held.py` after `pytest --cov`, in the same folder.

Fails when a smaller share of branches is taken than `branches` in `[tool.coverage.held]` of the
pyproject.toml of that folder says, in percent, and names the files with branches that no test takes.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

SHOWN = 10  # files with the most branches that no test takes


def main() -> int:
    """Compare, and say one line; more where too few are taken."""
    held = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["coverage"]["held"]["branches"]
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", "-"]
    measured = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    totals = measured["totals"]
    taken, there = totals["covered_branches"], totals["num_branches"]
    print(f"Tests take {taken} of {there} branches, {100 * taken / there:.1f} %; held: {held} %.")
    if 100 * taken >= held * there:
        return 0
    left = sorted(measured["files"].items(), key=lambda f: -f[1]["summary"]["missing_branches"])
    for name, found in left[:SHOWN]:
        if found["missing_branches"]:
            lines = ", ".join(
                str(line) for line in sorted({b[0] for b in found["missing_branches"]})
            )
            print(f"  {name}: after line {lines}")
    print("Test what is named here, or delete it if nothing needs it.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
