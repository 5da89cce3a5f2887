"""The executor over workers: calls are handed on, lost ones fail alone, refused ones go elsewhere."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.sweep.lanes import Lanes, NoWorker
from walkback.sweep.process import WorkerLost
from walkback.sweep.sameness import Unlike


class Fake:
    """A worker that does what it is called with, in its thread."""

    def __init__(self, name: str, renews: bool = True) -> None:
        self.name = name
        self.renews = renews
        self.ended = threading.Event()
        self.calls = 0

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        self.calls += 1
        return function(self, *arguments)

    def renew(self) -> bool:
        return self.renews

    def end(self) -> None:
        self.ended.set()


def fine(_lane: Fake) -> None:
    """What every worker is admitted with."""


def square(_lane: Fake, number: int) -> int:
    return number * number


def lose(_lane: Fake) -> None:
    raise WorkerLost("it is gone")


def fail(_lane: Fake) -> None:
    raise ValueError("a fault of the job")


def refuse_at(lane: Fake, name: str) -> str:
    if lane.name == name:
        raise Unlike("its code is another's")
    return lane.name


def lanes_of(
    *names: str, admit: Callable[..., Any] = fine, **named: Any
) -> tuple[Lanes, list[Any]]:
    refused: list[Any] = []
    lanes = Lanes((admit,), lambda name, error: refused.append((name, str(error))), **named)
    for name in names:
        lanes.add(Fake(name))
    return lanes, refused


def results(futures: list[Future[Any]]) -> list[Any]:
    return [future.result(timeout=20) for future in futures]


@given(st.lists(st.integers(-99, 99), max_size=20), st.integers(1, 4))
def test_every_call_is_answered_once(numbers: list[int], workers: int):
    lanes, _ = lanes_of(*map(str, range(workers)))
    assert results([lanes.submit(square, n) for n in numbers]) == [n * n for n in numbers]
    lanes.shutdown()
    assert lanes.names == []


def test_it_is_an_executor():
    with lanes_of("one", "two")[0] as lanes:
        assert list(lanes.map(square, range(5))) == [0, 1, 4, 9, 16]
    with pytest.raises(RuntimeError, match="after shutdown"):
        lanes.submit(square, 1)


def test_a_lost_worker_fails_its_call_alone_and_is_replaced():
    lanes, _ = lanes_of("one")
    lost, other = lanes.submit(lose), lanes.submit(square, 3)
    with pytest.raises(WorkerLost):
        lost.result(20)
    assert other.result(20) == 9
    lanes.shutdown()


def test_a_call_that_raises_does_no_harm_to_others():
    lanes, refused = lanes_of("one")
    bad, good = lanes.submit(fail), lanes.submit(square, 2)
    with pytest.raises(ValueError, match="a fault of the job"):
        bad.result(20)
    assert good.result(20) == 4
    lanes.shutdown()
    assert refused == []


def test_a_worker_that_refuses_is_told_and_its_call_goes_elsewhere():
    lanes, refused = lanes_of("one", "two")
    found = results([lanes.submit(refuse_at, "one") for _ in range(20)])
    assert Counter(found) == {"two": 20}
    lanes.shutdown()
    assert refused in ([("one", "its code is another's")], [])


def test_when_all_refuse_nothing_waits_for_ever():
    def admit(lane: Fake) -> None:
        raise Unlike("its data are another's")

    lanes, refused = lanes_of("one", "two", admit=admit)
    for future in [lanes.submit(square, n) for n in range(3)]:
        with pytest.raises(NoWorker):
            future.result(20)
    lanes.shutdown()
    assert sorted(refused) == [(n, "its data are another's") for n in ("one", "two")]


def test_where_more_may_come_calls_wait_for_them():
    lanes, _ = lanes_of("one", admit=lose, more=True)
    waiting = lanes.submit(square, 4)
    time.sleep(0.1)
    assert not waiting.done()
    lanes._admit = (fine,)
    lanes.add(Fake("two"))
    assert waiting.result(20) == 16
    lanes.shutdown()


def test_until_nobody_comes_any_more():
    lanes, _ = lanes_of("one", admit=lose, more=True)
    waiting = lanes.submit(square, 4)
    lanes.close()
    with pytest.raises(NoWorker):
        waiting.result(20)


def test_ended_at_once_nothing_that_waits_is_begun():
    def wait(lane: Fake) -> None:
        assert lane.ended.wait(20)
        raise WorkerLost("it was ended")

    lanes, _ = lanes_of("one")
    first, second = lanes.submit(wait), lanes.submit(square, 1)
    while not first.running():
        time.sleep(0.01)
    lanes.shutdown(wait=False, cancel_futures=True)
    with pytest.raises(WorkerLost):
        first.result(20)
    with pytest.raises(CancelledError):
        second.result(20)
