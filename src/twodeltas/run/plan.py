"""Whether a stage runs, and the one reason why, from a short closed list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from twodeltas.run.keys import Key, counts, file_hash
from twodeltas.run.source import Cell
from twodeltas.run.state import Record


class Reason(StrEnum):
    """All reasons there are."""

    FORCED = "forced"
    NEVER_RUN = "never run"
    PARAMETER = "parameter changed"
    CODE = "code cell changed"
    EXPRESSION = "expression changed"
    INPUT = "input changed"
    MODULE = "module changed"
    ENVIRONMENT = "environment changed"
    MISSING = "output missing"
    EDITED = "output edited"
    EARLIER = "earlier stage runs"
    UP_TO_DATE = "up to date"


@dataclass(frozen=True)
class Decision:
    """What happens to a stage.

    Attributes:
        name: The stage.
        reason: Why it runs, or that it is up to date.
        detail: What exactly changed.
    """

    name: str
    reason: Reason
    detail: str = ""

    @property
    def runs(self) -> bool:
        """Whether the stage is executed."""
        return self.reason is not Reason.UP_TO_DATE

    @property
    def why(self) -> str:
        """Reason and detail in one phrase."""
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)


def decide(
    name: str, key: Key, cells: Iterable[Cell], record: Record | None, out: Path, force: bool
) -> Decision:
    """Compare what a stage depends on now with what it depended on when it last succeeded.

    Args:
        name: The stage.
        key: What it depends on now.
        cells: The cells of its notebook, to name a changed one.
        record: How it last succeeded, None if it never did.
        out: Where its outputs should be.
        force: Whether it runs in any case.
    """
    if force:
        return Decision(name, Reason.FORCED)
    if record is None:
        return Decision(name, Reason.NEVER_RUN)
    for reason, detail in _differences(key, cells, record, out):
        return Decision(name, reason, detail)
    return Decision(name, Reason.UP_TO_DATE)


def _differences(
    key: Key, cells: Iterable[Cell], record: Record, out: Path
) -> Iterable[tuple[Reason, str]]:
    before = record.key
    if detail := changed_parameter(before.get("parameters", {}), key["parameters"]):
        yield Reason.PARAMETER, detail
    if found := _changed_cell(before.get("cells", []), key["cells"], cells):
        yield found
    yield from differing_files(before, key)
    yield from broken_outputs(record, out)


def differing_files(before: Mapping[str, Any], now: Key) -> Iterable[tuple[Reason, str]]:
    """The first differing file among inputs, modules and environment."""
    for part, reason in (
        ("inputs", Reason.INPUT),
        ("modules", Reason.MODULE),
        ("environment", Reason.ENVIRONMENT),
    ):
        if detail := _changed_entry(before.get(part, {}), now.get(part, {})):
            yield reason, detail


def broken_outputs(record: Record, out: Path) -> Iterable[tuple[Reason, str]]:
    """Outputs that are gone, then those that somebody edited."""
    found = {path: file_hash(out / path) for path in record.outputs}
    yield from ((Reason.MISSING, path) for path, digest in found.items() if digest is None)
    for path, digest in found.items():
        if digest != record.outputs[path]:
            yield Reason.EDITED, path


def changed_parameter(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """`edition 2025 → 2023`, or "" if nothing changed."""
    for name in [*now, *before]:
        if name not in before:
            return f"{name} (new)"
        if name not in now:
            return f"{name} (gone)"
        if before[name] != now[name]:
            return f"{name} {shown(before[name])} → {shown(now[name])}"
    return ""


def shown(value: Any) -> str:
    """A parameter's value as a user would type it."""
    if isinstance(value, list):
        return f"[{', '.join(shown(item) for item in value)}]"
    return str(value)


def _changed_entry(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    for path in sorted({*before, *now}):
        if path not in before:
            return f"{path} (new)"
        if path not in now:
            return f"{path} (gone)"
        if before[path] != now[path]:
            return path
    return ""


def _changed_cell(
    before: list[str], now: list[str], cells: Iterable[Cell]
) -> tuple[Reason, str] | None:
    """The first cell that differs, by its number, or the end of the notebook."""
    if before == now:
        return None
    place = next(
        (i for i, (old, new) in enumerate(zip(before, now, strict=False)) if old != new),
        min(len(before), len(now)),
    )
    numbers = [cell.number for cell in cells if counts(cell)]
    entry = (now[place : place + 1] or before[place : place + 1])[0]
    reason = Reason.CODE if entry.startswith("code") else Reason.EXPRESSION
    return reason, f"cell {numbers[place]}" if place < len(numbers) else "cells removed at the end"
