"""Which stages wait for which, and running those beside each other that need not wait."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from walkback.errors import WalkbackError
from walkback.patterns import matches, overlap
from walkback.project import Stage
from walkback.run.plan.state import State
from walkback.run.tell.stop import Stop

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

FIGURES = "figures/"
T = TypeVar("T")


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def waits_for(stages: Iterable[Stage], state: State) -> dict[str, set[str]]:
    """For each stage the earlier ones that it must wait for, because they may write what it reads.

    A stage that has run waits for those whose results it read. One that has not waits for those
    that it names in `after`, or else for all that write data, which are those that promise more
    than figures: figures are for readers. What it declares to read counts in any case.

    Args:
        stages: In order.
        state: What each read and wrote when it last ran.
    """
    earlier: list[Stage] = []
    found: dict[str, set[str]] = {}
    for stage in stages:
        record = state.stages.get(stage.name)
        read = None if record is None else set(record.key.get("inputs", ()))
        found[stage.name] = {one.name for one in earlier if _feeds(one, stage, read, state)}
        earlier.append(stage)
    return found


def _feeds(one: Stage, stage: Stage, read: set[str] | None, state: State) -> bool:
    """Whether a stage may write what a later one reads."""
    record = state.stages.get(one.name)
    written = record.outputs if record else ()
    if overlap(stage.inputs, one.outputs) or any(matches(p, stage.inputs) for p in written):
        return True
    if read is not None:
        return any(path in written or matches(path, one.outputs) for path in read)
    if stage.after is not None:
        return one.name in stage.after
    return any(not pattern.startswith(FIGURES) for pattern in one.outputs)


class StageScheduler(Generic[T]):
    """Runs stages, each as soon as what it waits for is done, some of them at the same time.

    What is decided and what is put in place happens in the calling thread alone; in the other
    threads notebooks are executed. After a failure nothing new begins, but what runs is brought to
    its end and kept.

    Args:
        stages: In order; of those that could begin, the first does.
        waits: What `waits_for` says of them.
        begin: Called when a stage may begin; gives what to do, or None if there is nothing.
        finish: Called with what was done.
        goes_on: Called with a stage that failed, its error, and the names of others that go on to
            their end.
    """

    def __init__(
        self,
        stages: Iterable[Stage],
        waits: Mapping[str, set[str]],
        begin: Callable[[Stage], Callable[[], T] | None],
        finish: Callable[[Stage, T], None],
        goes_on: Callable[[Stage, Exception, list[str]], None] = lambda *_: None,
    ) -> None:
        self._waiting = list(stages)
        self._order = [stage.name for stage in self._waiting]
        self._waits = waits
        self._begin = begin
        self._finish = finish
        self._goes_on = goes_on
        self._done: set[str] = set()
        self._running: dict[Future[T], Stage] = {}
        self._failed: dict[str, Exception] = {}

    def run(self, jobs: int, stop: Stop) -> None:
        """Run all stages.

        Args:
            jobs: How many notebooks at most run at once.
            stop: Told to end what runs if the calling thread is stopped.

        Raises:
            WalkbackError: If stages failed: the error of the first, with what the others say.
        """
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(jobs) as pool:
            try:
                while self._running or (self._waiting and not self._failed):
                    self._begin_free(pool, jobs, stop)
                    self._take_finished()
            except BaseException:
                stop.tell()
                raise
        if self._failed:
            raise _together([self._failed[name] for name in self._order if name in self._failed])

    def _begin_free(self, pool: "ThreadPoolExecutor", jobs: int, stop: Stop) -> None:
        while not self._failed and len(self._running) < jobs:
            free = (one for one in self._waiting if self._waits[one.name] <= self._done)
            stage = next(free, None)
            if stage is None:
                return
            self._waiting.remove(stage)
            with self._keeping(stage):
                work = self._begin(stage)
                stop.heed()
                if work is None:
                    self._done.add(stage.name)
                else:
                    self._running[pool.submit(work)] = stage

    def _take_finished(self) -> None:
        if not self._running:
            return
        from concurrent.futures import FIRST_COMPLETED, wait

        finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in sorted(finished, key=lambda one: self._order.index(self._running[one].name)):
            stage = self._running.pop(future)
            with self._keeping(stage):
                self._finish(stage, future.result())
                self._done.add(stage.name)

    @contextmanager
    def _keeping(self, stage: Stage) -> Iterator[None]:
        """Keep what a stage raises until the others have ended."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - it is raised at the end
            self._failed[stage.name] = error
            if self._running:
                self._goes_on(stage, error, [one.name for one in self._running.values()])


def _together(errors: list[Exception]) -> Exception:
    """The first error, with the words of the others if they are for users."""
    first = errors[0]
    told = [str(error) for error in errors if isinstance(error, WalkbackError)]
    if len(told) < 2 or not isinstance(first, WalkbackError):
        return first
    return type(first)("\n\n".join(told))
