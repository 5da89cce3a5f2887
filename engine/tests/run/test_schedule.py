from collections.abc import Callable
from threading import Barrier, Event

import pytest

from walkback.errors import RunError
from walkback.project import Stage
from walkback.run.plan.schedule import Crew, cores, waits_for
from walkback.run.tell.stop import Stop

READ = Stage("01_read", ("raw/*",), ("data/*.csv", "figures/*"))
LEFT = Stage("02_left", ("data/*.csv",), ("data/02_*.json", "figures/*"))
RIGHT = Stage("03_right", ("data/*.csv",), ("data/03_*.json", "figures/*"))
BOTH = Stage("04_both", ("data/02_*.json", "data/03_*.json"), ("figures/*",))
STAGES = (READ, LEFT, RIGHT, BOTH)
waits = waits_for(STAGES, {})


def run(
    work: dict[str, Callable[[], object]],
    jobs: int = 2,
    finish: Callable[[str], object] = lambda _name: None,
) -> list[str]:
    """Run the four stages; what happened in the calling thread, in order."""
    happened: list[str] = []

    def begin(stage: Stage) -> Callable[[], object] | None:
        happened.append(f"begin {stage.name}")
        return work.get(stage.name, lambda: stage.name)

    def finished(stage: Stage, _result: object) -> None:
        happened.append(f"end {stage.name}")
        finish(stage.name)

    def goes_on(stage: Stage, others: list[str]) -> None:
        happened.append(f"{stage.name} failed, {others} go on")

    try:
        Crew(STAGES, waits, begin, finished, goes_on).run(jobs, Stop())
    except RunError as error:
        happened.append(f"error {error}")
    return happened


def test_who_waits_is_told_by_inputs_and_outputs():
    assert waits == {
        "01_read": set(),
        "02_left": {"01_read"},
        "03_right": {"01_read"},
        "04_both": {"02_left", "03_right"},
    }


def test_what_a_stage_once_wrote_counts_too():
    assert waits_for(STAGES, {"02_left": ["data/old.csv"]})["03_right"] == {"01_read", "02_left"}


def test_independent_stages_run_at_the_same_time():
    meeting = Barrier(2, timeout=20)  # breaks unless both are there
    happened = run({"02_left": meeting.wait, "03_right": meeting.wait})
    assert happened[:4] == ["begin 01_read", "end 01_read", "begin 02_left", "begin 03_right"]
    assert happened[-2:] == ["begin 04_both", "end 04_both"]


def test_one_job_keeps_the_order():
    names = [stage.name for stage in STAGES]
    assert run({}, jobs=1) == [f"{what} {name}" for name in names for what in ("begin", "end")]


def test_after_a_failure_what_runs_is_brought_to_its_end():
    failed = Event()

    def right() -> None:
        assert failed.wait(20)

    def left() -> None:
        failed.set()
        raise RunError("left is wrong")

    assert run({"02_left": left, "03_right": right})[4:] in (
        ["02_left failed, ['03_right'] go on", "end 03_right", "error left is wrong"],
        ["end 03_right", "error left is wrong"],  # both were over before anyone looked
    )


def test_two_failures_are_told_together_in_the_order_of_the_stages():
    meeting = Barrier(2, timeout=20)

    def late(text: str) -> Callable[[], object]:
        def fail() -> None:
            meeting.wait()
            raise RunError(text)

        return fail

    happened = run({"02_left": late("left is wrong"), "03_right": late("right too")})
    assert happened[-1] == "error left is wrong\n\nright too"
    assert "begin 04_both" not in happened


def test_a_result_that_is_refused_is_a_failure():
    def finish(name: str) -> None:
        if name == "01_read":
            raise RunError("not kept")

    assert run({}, finish=finish) == ["begin 01_read", "end 01_read", "error not kept"]


def test_when_the_calling_thread_is_stopped_the_others_are_told():
    stop, told, begun = Stop(), Event(), Event()

    def works() -> None:
        with stop.telling(told.set):
            begun.set()
            assert told.wait(20)

    def begin(stage: Stage) -> Callable[[], object]:
        if stage is RIGHT:
            assert begun.wait(20)
            raise KeyboardInterrupt
        return works if stage is LEFT else lambda: None

    with pytest.raises(KeyboardInterrupt):
        Crew(STAGES, waits, begin, lambda _stage, _result: None).run(2, stop)
    assert told.is_set()


def test_cores():
    assert cores() >= 1
