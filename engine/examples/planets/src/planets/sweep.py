"""The reports of a sweep: one for each planet that may be the last."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planets.parameters import validated
from walkback.errors import UsageError
from walkback.sweep.job_file import Row, read_jobs, refuse
from walkback.tables.problems import Problem
from walkback.tables.read import read_raw

ANY = {"last": ""}  # no default: each report has a planet of its own


def jobs(root: Path, options: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
    """The parameters of each report: `--last mars,saturn`, or a file with the column `last`.

    Args:
        root: The checkout.
        options: What was typed after `sweep`, by name.

    Raises:
        UsageError: If it cannot be meant, with all problems of a file at once.
    """
    if unknown := set(options) - {"last", "planets"}:
        raise UsageError(
            f"--{sorted(unknown)[0]} is no option of it: write --last or --planets FILE."
        )
    if "planets" in options:
        rows, problems = read_jobs(Path(options["planets"]), ["last"])
        refuse([*problems, *(found for row in rows for found in _problems(root, row))])
        return [validated(root, ANY, row.cells) for row in rows]
    known = list(dict.fromkeys(read_raw("orbits", root)["planet"]))[1:]
    names = options["last"].split(",") if "last" in options else known
    return [validated(root, ANY, {"last": name.strip()}) for name in names]


def _problems(root: Path, row: Row) -> list[Problem]:
    try:
        validated(root, ANY, row.cells)
    except UsageError as error:
        return [row.problem("last", str(error).removeprefix("-p last: "), "write one of them")]
    return []


def row(root: Path, parameters: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """What the index says of a report: its last planet, and how long that one's year is.

    Args:
        root: The checkout.
        parameters: Those of the report.
        folder: Where its results are.
    """
    with (folder / "report" / "values.csv").open(encoding="utf-8", newline="") as file:
        values = sum(1 for _ in csv.DictReader(file))
    orbits = read_raw("orbits", root)
    of_last = orbits[(orbits["planet"] == parameters["last"]) & (orbits["measure"] == "period")]
    return {
        "last planet": str(parameters["last"]).capitalize(),
        "its year": float(of_last["value"].iloc[0]),
        "rows of values": values,
    }
