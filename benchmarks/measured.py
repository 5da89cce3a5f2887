"""What a command costs: time on the wall, time on all cores, and memory, its children included."""

import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes:
        wall: Seconds from start to end.
        cpu: Seconds of all cores, user and system, of it and all that it started and waited for.
        memory: The largest sum of resident memory of the whole family, in bytes. Pages that forked
            processes share are counted once for each of them.
    """

    wall: float
    cpu: float
    memory: int


class MeasuringError(Exception):
    """A command that was to be measured did not succeed."""


def measured(command: Sequence[str], folder: Path, variables: Mapping[str, str], log: Path) -> Cost:
    """Run a command to its end.

    Args:
        command: The command.
        folder: Its working directory.
        variables: Its environment.
        log: The file that takes what it prints.

    Raises:
        MeasuringError: If it does not return 0.
    """
    before, memory = _cpu(), 0
    begin = time.perf_counter()
    with log.open("w") as told:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(variables), stdout=told, stderr=subprocess.STDOUT
        )
        root = psutil.Process(process.pid)
        while True:
            try:
                process.wait(EVERY)
                break
            except subprocess.TimeoutExpired:
                memory = max(memory, _memory(root))
    wall = time.perf_counter() - begin
    if process.returncode:
        raise MeasuringError(f"{' '.join(command)}\n{log.read_text()[-3000:]}")
    return Cost(wall, _cpu() - before, memory)


def together(costs: Sequence[Cost]) -> Cost:
    """The cost of commands one after another."""
    return Cost(
        sum(one.wall for one in costs),
        sum(one.cpu for one in costs),
        max(one.memory for one in costs),
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(root: psutil.Process) -> int:
    total = 0
    try:
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
