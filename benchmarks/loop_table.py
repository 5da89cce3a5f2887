"""The table of `docs/benchmarks.md`, made of what `loop.py` measured."""

import json
from pathlib import Path
from statistics import median
from typing import Any

BEGIN, END = "<!-- loop: begin -->", "<!-- loop: end -->"
TARGETS = {"cold": 1 / 2, "code of 04": 1 / 3, "code of 03": 1 / 3}
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
        "| | executed | wall s | ratio of wall (range) | target | CPU s | ratio of CPU | peak memory |",
        "|---|---|---|---|---|---|---|---|",
        _row("the loop", "01 02 03 04", rounds, lambda one: one["loop"], None),
    ]
    for name in rounds[0]["cases"]:
        executed = " ".join(SHORT[stage] for stage in rounds[0]["cases"][name]["executed"])
        lines.append(_row(name, executed or "–", rounds, lambda o, n=name: o["cases"][n], name))
    lines += ["", *_by_hand(rounds)]
    return "\n".join(lines)


def _row(name: str, executed: str, rounds: list[Any], pick: Any, case: str | None) -> str:
    wall, cpu = ([pick(one)[part] for one in rounds] for part in ("wall", "cpu"))
    memory = max(pick(one)["memory"] for one in rounds)
    ratios = [pick(one)["wall"] / one["loop"]["wall"] for one in rounds]
    cpus = [pick(one)["cpu"] / one["loop"]["cpu"] for one in rounds]
    target = TARGETS.get(case or "")
    met = (
        "" if target is None else f"{target:.2f}: {'met' if median(ratios) <= target else 'missed'}"
    )
    spread = f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    cells = [
        name,
        executed,
        f"{median(wall):.1f}",
        spread if case else "1",
        met,
        f"{median(cpu):.1f}",
        f"{median(cpus):.2f}" if case else "1",
        f"{memory / 2**20:.0f} MiB" if memory else "too short to see",
    ]
    return f"| {' | '.join(cells)} |"


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
