"""What is done in the background: begun once, waited for, and never heard of if it fails."""

from threading import Event

from walkback.run.execute.background import Aside


def test_it_is_done_once_and_waited_for():
    done: list[int] = []
    go_on = Event()

    def task() -> None:
        go_on.wait(10)
        done.append(1)

    aside = Aside(task)
    aside.begin()
    aside.begin()
    assert done == []
    go_on.set()
    aside.end()
    assert done == [1]


def test_what_fails_is_for_nobody_to_see():
    tried: list[int] = []

    def task() -> None:
        tried.append(1)
        raise ValueError

    aside = Aside(task)
    aside.begin()
    aside.end()
    aside.begin()
    assert tried == [1]


def test_what_never_began_need_not_end():
    done: list[int] = []
    Aside(lambda: done.append(1)).end()
    assert done == []
