"""Whether a stage runs, and the one reason why, from a short closed list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from walkback.hashing import file_hashes
from walkback.notebooks.reader import Cell
from walkback.patterns import matches
from walkback.project import Stage
from walkback.run.plan.cache_key import Key, counts, packages
from walkback.run.plan.state import Record


class Reason(StrEnum):
    """All reasons there are; what exactly changed follows after a colon."""

    FORCED = "forced"
    NEVER_RUN = "never run"
    PARAMETER = "parameter changed"
    CODE = "code cell changed"
    EXPRESSION = "expression changed"
    CONDITION = "condition changed"
    INPUT = "input changed"
    LISTED = "names in a folder changed"
    MODULE = "module changed"
    BESIDE = "file of a module changed"
    PYTHON = "Python changed"
    LOCK = "lock file changed"
    PACKAGE = "package changed"
    VARIABLE = "environment variable changed"
    PROMISE = "declared outputs changed"
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
    stage: Stage, key: Key, cells: Iterable[Cell], record: Record | None, out: Path, force: bool
) -> Decision:
    """Compare what a stage depends on now with what it depended on when it last succeeded.

    Args:
        stage: The stage.
        key: What it depends on now.
        cells: The cells of its notebook, to name a changed one.
        record: How it last succeeded, None if it never did.
        out: Where its outputs should be.
        force: Whether it runs in any case.
    """
    if force:
        return Decision(stage.name, Reason.FORCED)
    if record is None:
        return Decision(stage.name, Reason.NEVER_RUN)
    for reason, detail in _differences(stage, key, cells, record, out):
        return Decision(stage.name, reason, detail)
    return Decision(stage.name, Reason.UP_TO_DATE)


def _differences(
    stage: Stage, key: Key, cells: Iterable[Cell], record: Record, out: Path
) -> Iterable[tuple[Reason, str]]:
    before = record.key
    yield from _another_python(before, key)  # it writes syntax trees in another way
    if detail := changed_parameter(before.get("parameters", {}), key["parameters"]):
        yield Reason.PARAMETER, detail
    if found := changed_cell(before.get("cells", []), key["cells"], cells):
        yield found
    yield from differing_files(before, key)
    yield from differing_environment(before, key)
    if detail := _changed_promise(stage, record.outputs):
        yield Reason.PROMISE, detail
    yield from broken_outputs(record, out)


def differing_files(before: Mapping[str, Any], now: Key) -> Iterable[tuple[Reason, str]]:
    """The first differing file among inputs, listed folders, modules and what lies beside them."""
    for part, reason in (
        ("inputs", Reason.INPUT),
        ("looked", Reason.INPUT),
        ("listed", Reason.LISTED),
        ("modules", Reason.MODULE),
        ("beside", Reason.BESIDE),
    ):
        if detail := _changed_entry(before.get(part, {}), now.get(part, {})):
            yield reason, detail


def differing_environment(before: Mapping[str, Any], now: Key) -> Iterable[tuple[Reason, str]]:
    """Another Python, lock file, package or variable of the environment, in this order.

    Of the packages those count that were imported before; what else is installed does not.
    """
    yield from _another_python(before, now)
    if detail := _changed_entry(before.get("lock", {}), now["lock"]):
        yield Reason.LOCK, detail
    was, are = packages(before.get("packages", "")), packages(now["packages"])
    imported = {name: version for name, version in are.items() if name in was}
    if detail := changed_parameter(was, imported):
        yield Reason.PACKAGE, detail
    if detail := changed_parameter(before.get("variables", {}), now["variables"]):
        yield Reason.VARIABLE, detail


def _another_python(before: Mapping[str, Any], now: Key) -> Iterable[tuple[Reason, str]]:
    if detail := changed_parameter(before.get("python", {}), now["python"]):
        yield Reason.PYTHON, detail.removeprefix("Python ")


def _changed_promise(stage: Stage, written: Iterable[str]) -> str:
    """What the last results and the declared outputs do not agree on, or ""."""
    results = [path for path in written if path != f"report/run/{stage.name}.ipynb"]
    for pattern in stage.outputs:
        if not any(matches(path, [pattern]) for path in results):
            return f"{pattern} (new)"
    return next((f"{p} fits none" for p in results if not matches(p, stage.outputs)), "")


def broken_outputs(record: Record, out: Path) -> Iterable[tuple[Reason, str]]:
    """Outputs that are gone, then those that somebody edited."""
    found = file_hashes(out, record.outputs)
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
        if before.get(path, "") == now.get(path, ""):
            continue
        if not before.get(path):
            return f"{path} (new)"
        return path if now.get(path) else f"{path} (gone)"
    return ""


def changed_cell(
    before: list[str], now: list[str], cells: Iterable[Cell]
) -> tuple[Reason, str] | None:
    """The first cell that differs, by its number; None if none does."""
    if before == now:
        return None
    place = next(
        (i for i, (old, new) in enumerate(zip(before, now, strict=False)) if old != new),
        min(len(before), len(now)),
    )
    numbers = [cell.number for cell in cells if counts(cell)]
    if before[place + 1 :] == now[place:]:
        where = f"one removed before cell {numbers[place]}" if place < len(now) else ""
        return _kind(before[place]), where or "one removed at the end"
    if place == len(now):
        return _kind(before[place]), "several removed at the end"
    is_new = place == len(before) or before[place:] == now[place + 1 :]
    reason = _kind(now[place]) if is_new else _kind(now[place], before[place])
    return reason, f"cell {numbers[place]}{' (new)' if is_new else ''}"


def _kind(entry: str, before: str = "") -> Reason:
    """What changed in a cell, told from its entry (see `keys.cell_entry`) and the one before."""
    kind, digest, *conditions = entry.split(" ")
    if before.split(" ")[:2] == [kind, digest]:
        return Reason.CONDITION
    if kind == "code":
        return Reason.CODE
    return Reason.CONDITION if conditions and not before else Reason.EXPRESSION
