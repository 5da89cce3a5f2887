"""The tables of sweeps in `docs/benchmarks.md`, made of what `sweep.py` measured."""

import json
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- sweep: begin -->", "<!-- sweep: end -->"
OF_THE_LOOP, EFFICIENCY = 0.30, 0.85  # goals
MIB = 2**20


def write_tables(results: Path, document: Path) -> str:
    """Put the tables between their marks; returns them."""
    text = tables(json.loads(results.read_text("utf-8")))
    whole = document.read_text("utf-8")
    before, _, rest = whole.partition(BEGIN)
    document.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")
    return text


def tables(found: dict[str, Any]) -> str:
    """What was measured on, the sweeps against the loop, and the curve."""
    machine, loop = found["machine"], found["loop"]
    each = loop["cpu"] / loop["runs"]
    lines = [
        f"{machine['date']}, {machine['system']}, {machine['cores']} cores, "
        f"{machine['memory'] / 2**30:.0f} GiB, Python {machine['python']}; the loop was measured with "
        f"{loop['runs']} single runs.",
        "",
        "| | profiles | wall s | CPU s | CPU s each | of the loop's | goal | a core | goal | peak memory "
        "| load |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        f"| single run | {loop['runs']} | {loop['wall']:.0f} | {loop['cpu']:.0f} | {each:.1f} | 1 | | | "
        f"| {loop['memory'] / MIB:.0f} MiB | {loop['load']:.1f} |",
        *(_row(one, each, found["sweeps"]) for one in found["sweeps"]),
    ]
    if found["curve"]:
        lines += [
            "",
            "| profiles | workers | wall s | CPU s | CPU s each | peak memory | load |",
            "|---|---|---|---|---|---|---|",
            *map(_point, found["curve"]),
        ]
    return "\n".join(lines)


def _row(one: dict[str, Any], each: float, sweeps: list[dict[str, Any]]) -> str:
    mean = one["cpu"] / one["pairs"]
    ratio, efficiency = mean / each, _efficiency(one, sweeps)
    held = (
        f"{efficiency:.2f} | {EFFICIENCY:.2f}: {_met(efficiency >= EFFICIENCY)}"
        if efficiency
        else " | "
    )
    return (
        f"| {one['workers']} worker{'s' if one['workers'] > 1 else ''} | {one['pairs']} "
        f"| {one['wall']:.0f} | {one['cpu']:.0f} | {mean:.1f} | {ratio:.2f} "
        f"| {OF_THE_LOOP:.2f}: {_met(ratio <= OF_THE_LOOP)} | {held} "
        f"| {one['memory'] / MIB:.0f} MiB | {one['load']:.1f} |"
    )


def _efficiency(one: dict[str, Any], sweeps: list[dict[str, Any]]) -> float:
    """How much of one worker's speed each of several has; 0 where there is nothing to compare."""
    alone = next((other["wall"] for other in sweeps if other["workers"] == 1), 0)
    return alone / one["wall"] / one["workers"] if one["workers"] > 1 else 0


def _met(held: bool) -> str:
    return "met" if held else "missed"


def _point(one: dict[str, Any]) -> str:
    return (
        f"| {one['pairs']} | {one['workers']} | {one['wall']:.0f} | {one['cpu']:.0f} "
        f"| {one['cpu'] / one['pairs']:.1f} | {one['memory'] / MIB:.0f} MiB | {one['load']:.1f} |"
    )
