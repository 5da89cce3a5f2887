from collections.abc import Callable
from threading import Barrier, Event

import pytest

from walkback.errors import RunError
from walkback.project import Stage
from walkback.run.plan.schedule import StageScheduler, cores, waits_for
from walkback.run.plan.state import Record, State
from walkback.run.tell.stop import Stop

READ = Stage("01_read", (), ("data/*.csv", "figures/*"))
LEFT = Stage("02_left", (), ("data/02_*.json", "figures/*"))
RIGHT = Stage("03_right", (), ("data/03_*.json", "figures/*"))
BOTH = Stage("04_both", (), ("figures/*",))
STAGES = (READ, LEFT, RIGHT, BOTH)


def ran(read: dict[str, list[str]], written: dict[str, list[str]]) -> State:
    """What is remembered of stages that read and wrote these files."""
    return State(
        {
            name: Record(
                {"inputs": dict.fromkeys(read[name], "1")},
                dict.fromkeys(written.get(name, ()), "2"),
            )
            for name in read
        }
    )


waits = waits_for(
    STAGES,
    ran(
        {
            "01_read": ["data/raw/a.csv"],
            "02_left": ["data/a.csv", "data/raw/b.csv"],
            "03_right": ["data/a.csv"],
            "04_both": ["data/02_x.json", "data/03_x.json"],
        },
        {"01_read": ["data/a.csv"], "02_left": ["data/02_x.json"]},
    ),
)


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

    def goes_on(stage: Stage, _error: Exception, others: list[str]) -> None:
        happened.append(f"{stage.name} failed, {others} go on")

    try:
        StageScheduler(STAGES, waits, begin, finished, goes_on).run(jobs, Stop())
    except RunError as error:
        happened.append(f"error {error}")
    return happened


def test_who_waits_is_told_by_what_was_read_and_written():
    assert waits == {
        "01_read": set(),
        "02_left": {"01_read"},
        "03_right": {"01_read"},
        "04_both": {"02_left", "03_right"},
    }


def test_in_a_first_run_a_stage_waits_for_all_that_write_data():
    only_figures = Stage("02_drawn", (), ("figures/*",))
    first = waits_for((READ, only_figures, LEFT, BOTH), State())
    assert first["02_left"] == {"01_read"}
    assert first["04_both"] == {"01_read", "02_left"}


def test_in_a_first_run_a_stage_may_say_whom_it_waits_for():
    early = Stage("05_early", (), ("figures/*",), after=("01_read",))
    assert waits_for((*STAGES, early), State())["05_early"] == {"01_read"}


def test_what_a_stage_declares_counts_beside_what_it_read():
    known = ran({"01_read": [], "02_left": [], "05_listing": []}, {"02_left": ["data/old.csv"]})
    listing = Stage("05_listing", ("data/*.csv",), ("figures/*",))
    assert waits_for((*STAGES, listing), known)["05_listing"] == {"01_read", "02_left"}


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
        StageScheduler(STAGES, waits, begin, lambda _stage, _result: None).run(2, stop)
    assert told.is_set()


def test_cores():
    assert cores() >= 1
