"""What the last runs left: one small file, replaced whole, and thrown away when it is torn."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from walkback.atomic_files import write_bytes

VERSION = 5
FILE = "state.json"


@dataclass(frozen=True)
class Record:
    """A stage (or a format of the report) as it last succeeded.

    Attributes:
        key: What it depended on, see `keys`.
        outputs: The hash of each file it wrote, by path relative to `out`.
        source: The hash of its notebook's file, prose included.
    """

    key: Mapping[str, Any]
    outputs: Mapping[str, str]
    source: str = ""


@dataclass
class State:
    """Everything that is remembered between runs.

    Attributes:
        stages: The record of each stage, by name.
        report: The record of each format of the report, by format.
        checked: The record of each check as it last passed, by its name.
    """

    stages: dict[str, Record] = field(default_factory=dict)
    report: dict[str, Record] = field(default_factory=dict)
    checked: dict[str, Record] = field(default_factory=dict)

    def produced(self) -> dict[str, str]:
        """Which stage or check wrote which file."""
        records = {**self.checked, **self.stages}
        return {path: name for name, record in records.items() for path in record.outputs}

    def reads(self) -> dict[str, list[str]]:
        """The files that each stage was seen to read when it last ran."""
        keys = {name: record.key.get("inputs", {}) for name, record in self.stages.items()}
        return {
            name: [path for path, digest in key.items() if digest] for name, key in keys.items()
        }

    def save(self, folder: Path, *, to_disk: bool = True) -> None:
        """Replace the file as a whole; after a crash there is the old or the new one."""
        content = {"version": VERSION, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        write_bytes(folder / FILE, f"{text}\n".encode(), to_disk=to_disk)


def load(folder: Path) -> State:
    """The state; an empty one if there is none or it cannot be understood, so that all runs anew."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            return State()
        return State(
            stages=dict(_records(content["stages"])),
            report=dict(_records(content["report"])),
            checked=dict(_records(content["checked"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def _records(content: dict[str, Any]) -> Iterator[tuple[str, Record]]:
    for name, entry in content.items():
        yield name, Record(dict(entry["key"]), dict(entry["outputs"]), str(entry["source"]))
