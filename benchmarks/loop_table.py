"""The table of `docs/benchmarks.md`, made of what `loop.py` measured."""

import json
from pathlib import Path
from statistics import median
from typing import Any

BEGIN, END = "<!-- loop: begin -->", "<!-- loop: end -->"
# What a case may cost at most: of the loop's time on the wall, of its CPU, and seconds of CPU.
WALL = {"cold": 0.45}
CPU = {"cold": 0.60, "code of 04": 0.40, "code of 03": 0.40}
SECONDS = {"no-op": 0.2, "check": 1.5}
SHORT = {"01_ingest": "01", "02_metrics": "02", "03_collaboration_models": "03"}
SHORT["04_recommendations"] = "04"


def write_table(results: Path, page: Path) -> str:
    """Put the table between its marks in a page; returns it."""
    table = made(json.loads(results.read_text("utf-8")))
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")
    return table


def made(results: dict[str, Any]) -> str:
    """The table as Markdown: medians of the rounds, and the medians of the ratios of each round."""
    machine, rounds = results["machine"], results["rounds"]
    loads = [one["load"] for one in rounds]
    lines = [
        f"{machine['date']}, {machine['system']}, {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory'] / 2**30:.0f} GiB, Python {machine['python']}; n = {len(rounds)}; load "
        f"before the rounds {min(loads):.1f} to {max(loads):.1f}.",
        "",
        "| | executed | wall s | of the loop's (range) | target | CPU s | of the loop's (range) | target "
        "| peak memory |",
        "|---|---|---|---|---|---|---|---|---|",
        _row("the loop", "01 02 03 04", rounds, lambda one: one["loop"], None),
    ]
    for name in rounds[0]["cases"]:
        executed = " ".join(SHORT[stage] for stage in rounds[0]["cases"][name]["executed"])
        lines.append(_row(name, executed or "–", rounds, lambda o, n=name: o["cases"][n], name))
    lines += ["", *_by_hand(rounds)]
    return "\n".join(lines)


def _row(name: str, executed: str, rounds: list[Any], pick: Any, case: str | None) -> str:
    memory = max(pick(one)["memory"] for one in rounds)
    cells = [name, executed]
    for part, targets, limits in (("wall", WALL, {}), ("cpu", CPU, SECONDS)):
        seconds = median(pick(one)[part] for one in rounds)
        ratios = [pick(one)[part] / one["loop"][part] for one in rounds]
        cells += [
            f"{seconds:.1f}" if seconds >= 10 else f"{seconds:.2f}",
            f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if case else "1",
            _met(targets.get(case or ""), median(ratios))
            or _met(limits.get(case or ""), seconds, " s"),
        ]
    cells.append(f"{memory / 2**20:.0f} MiB" if memory else "too short to see")
    return f"| {' | '.join(cells)} |"


def _met(target: float | None, found: float, unit: str = "") -> str:
    """A target and whether it was met; nothing where there is none."""
    if target is None:
        return ""
    return f"{target:.2f}{unit}: {'met' if found <= target else 'missed'}"


def _by_hand(rounds: list[Any]) -> list[str]:
    """How an edit compares with executing that one notebook by hand, and converting all again."""
    told = []
    for case, stage in (
        ("code of 04", "04_recommendations"),
        ("code of 03", "03_collaboration_models"),
    ):
        ratios = [
            one["cases"][case]["wall"]
            / sum(one["parts"][part]["wall"] for part in (stage, "html", "pdf"))
            for one in rounds
        ]
        told.append(f"{median(ratios):.2f} for the {case}")
    return [
        "Against a user who executes the edited notebook alone by hand and then converts all again: "
        f"{', '.join(told)}."
    ]
