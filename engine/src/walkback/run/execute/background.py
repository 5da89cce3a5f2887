"""Something that is done once in the background, and may fail without harm."""

import contextlib
from collections.abc import Callable
from threading import Thread


class Aside:
    """A task for a thread of its own, which is never left behind.

    Args:
        task: What to do; whatever it raises is for nobody to see.
    """

    def __init__(self, task: Callable[[], None]) -> None:
        self._task = task
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None:
            self._thread = Thread(target=self._quietly, name="aside", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Wait until it is done, if it has begun: a thread must not outlive the interpreter."""
        if self._thread is not None:
            self._thread.join()

    def _quietly(self) -> None:
        with contextlib.suppress(Exception):
            self._task()
