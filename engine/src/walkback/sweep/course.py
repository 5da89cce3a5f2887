"""The course of a sweep: hand out jobs, take what comes back, tell how it goes, try lost ones again."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any

from walkback.errors import WalkbackError
from walkback.run.tell.stop import Stop
from walkback.sweep.jobs import Job, Order
from walkback.sweep.lanes import NoWorker
from walkback.sweep.perform import Outcome, perform
from walkback.sweep.process import WorkerLost
from walkback.sweep.telling import Telling

_TRIES = 2
_TICK = 0.5  # seconds


@dataclass
class Course:
    """Jobs on their way.

    Attributes:
        executor: What does them.
        order: What they share.
        telling: Told how it goes.
        finish: Takes what a worker gave for a job; returns why it counts as failed, "" if it does not.
        stop: Whether the user wants to stop.
        failed: Why jobs failed, by name.
    """

    executor: Executor
    order: Order
    telling: Telling
    finish: Callable[[Job, Outcome], str]
    stop: Stop = field(default_factory=Stop)
    failed: dict[str, str] = field(default_factory=dict)
    _tries: dict[str, int] = field(default_factory=dict)
    _running: dict[Future[Any], Job] = field(default_factory=dict)

    def run(self, jobs: Sequence[Job]) -> None:
        """Do all jobs; one that fails does not stop the others.

        Raises:
            KeyboardInterrupt: If the user stopped it.
            NoWorker: If nobody is left to do them.
        """
        for job in jobs:
            self._begin(job)
        while self._running:
            done, _ = wait(self._running, _TICK, FIRST_COMPLETED)
            self.stop.heed()
            for future in done:
                self._one_done(self._running.pop(future), future)
            self.telling.second()

    def _begin(self, job: Job) -> None:
        self._tries[job.name] = self._tries.get(job.name, 0) + 1
        self._running[self.executor.submit(perform, self.order, job)] = job

    def _one_done(self, job: Job, future: Future[Outcome]) -> None:
        try:
            outcome = future.result()
        except WorkerLost as error:
            if self._tries[job.name] < _TRIES:
                self.telling.line(f"{job.name}: {error}; it is tried once more.")
                self._begin(job)
                return
            told = f"Lost {_TRIES} times with its worker: {error}."
            outcome = Outcome(failed=told, brief=told)
        except NoWorker:
            raise
        except WalkbackError as error:
            outcome = Outcome(failed=str(error), brief=str(error).splitlines()[0])
        with self.stop.deferred():
            failed = self.finish(job, outcome)
        if failed:
            self.failed[job.name] = failed
        self.telling.one(job.name, outcome.seconds, outcome.brief or failed)
