"""An executor (`concurrent.futures`) over workers that come, go and may be lost.

Each worker is a lane with a thread of its own, which hands it one call at a time. A lane that is
lost fails its call alone. A lane that refuses (`Unlike`) puts its call back and is closed.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Condition, Thread
from typing import Any, Protocol

from walkback.errors import SetupError
from walkback.sweep.process import WorkerLost
from walkback.sweep.sameness import Unlike

Call = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class NoWorker(SetupError):  # noqa: N818 - it says what there is
    """Nobody is left to do what waits."""

    def __init__(self) -> None:
        super().__init__("No worker is left that can do it; see above for why.")


class Lane(Protocol):
    """A worker."""

    name: str

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives there; raises `WorkerLost` if the worker is gone."""

    def renew(self) -> bool:
        """After it was lost: be another worker in its place; False if there is none."""

    def end(self) -> None:
        """End at once; may be called from another thread, and twice."""


class Lanes(Executor):
    """Hands calls to workers.

    Args:
        admit: The first call of every worker, function and arguments; it may raise `Unlike`.
        refused: Told the name of a worker that refuses, and why.
        more: Whether workers may still come when none is left.
    """

    def __init__(
        self,
        admit: tuple[Any, ...],
        refused: Callable[[str, Unlike], object],
        *,
        more: bool = False,
    ) -> None:
        self._admit = admit
        self._refused = refused
        self._more = more
        self._calls: deque[Call] = deque()
        self._lanes: dict[str, Lane] = {}
        self._threads: list[Thread] = []
        self._ready = Condition()
        self._over = False

    @property
    def names(self) -> list[str]:
        """The workers that there are now."""
        with self._ready:
            return list(self._lanes)

    def add(self, lane: Lane) -> None:
        """Let a further worker take calls."""
        with self._ready:
            if self._over:
                return
            self._lanes[lane.name] = lane
        thread = Thread(target=self._serve, args=(lane,), name=lane.name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Have a function called by the next worker that is free."""
        if named:
            raise TypeError("arguments by name do not travel")
        future: Future[Any] = Future()
        with self._ready:
            if self._over:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._calls.append((future, function, arguments))
            self._give_up_without_lanes()
            self._ready.notify()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all workers, once nothing is waiting any more or at once.

        Args:
            wait: Whether calls that run are waited for.
            cancel_futures: Whether those that wait are dropped.
        """
        with self._ready:
            while cancel_futures and self._calls:
                self._calls.popleft()[0].cancel()
            self._over = True
            self._ready.notify_all()
            lanes = list(self._lanes.values())
        if not wait:
            for lane in lanes:
                lane.end()
        for thread in self._threads:
            thread.join()

    def _serve(self, lane: Lane) -> None:
        try:
            if self._admitted(lane):
                while (call := self._next()) is not None and self._answered(lane, call):
                    pass
        finally:
            lane.end()
            with self._ready:
                self._lanes.pop(lane.name, None)
                self._give_up_without_lanes()

    def _admitted(self, lane: Lane) -> bool:
        try:
            lane.call(*self._admit)
        except Unlike as error:
            self._refused(lane.name, error)
            return False
        except WorkerLost:
            return False
        except Exception as error:  # noqa: BLE001 - a worker that cannot begin is told like one that will not
            self._refused(lane.name, Unlike(f"{type(error).__name__}: {error}"))
            return False
        return True

    def _next(self) -> Call | None:
        with self._ready:
            while True:
                while self._calls:
                    call = self._calls.popleft()
                    if call[0].set_running_or_notify_cancel():
                        return call
                if self._over:
                    return None
                self._ready.wait()

    def _answered(self, lane: Lane, call: Call) -> bool:
        """Do a call; returns whether the lane goes on."""
        future, function, arguments = call
        try:
            future.set_result(lane.call(function, *arguments))
        except Unlike as error:
            self._refused(lane.name, error)
            self._put_back(call)
            return False
        except WorkerLost as error:
            future.set_exception(error)
            return not self._over and lane.renew() and self._admitted(lane)
        except Exception as error:  # noqa: BLE001 - it belongs to the one who asked
            future.set_exception(error)
        return True

    def _put_back(self, call: Call) -> None:
        """Leave a call to another worker; its future runs already, so another one takes its place."""
        future, function, arguments = call
        again: Future[Any] = Future()
        again.add_done_callback(lambda done: _passed_on(done, future))
        with self._ready:
            self._calls.appendleft((again, function, arguments))
            self._ready.notify()

    def _give_up_without_lanes(self) -> None:
        """Fail what waits if nobody is there to do it."""
        if self._lanes or self._more or not self._threads:
            return
        while self._calls:
            future = self._calls.popleft()[0]
            if future.set_running_or_notify_cancel():
                future.set_exception(NoWorker())

    def close(self) -> None:
        """No further workers will come."""
        with self._ready:
            self._more = False
            self._give_up_without_lanes()


def _passed_on(done: Future[Any], future: Future[Any]) -> None:
    if done.cancelled():
        future.set_exception(NoWorker())
    elif (error := done.exception()) is not None:
        future.set_exception(error)
    else:
        future.set_result(done.result())
