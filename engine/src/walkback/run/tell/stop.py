"""Ctrl-C and SIGTERM: asked once politely, never in the middle of moving results."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Stop:
    """Remembers that the user wants to stop, and tells whoever is waiting.

    Attributes:
        signum: The first signal that came, or None.
    """

    def __init__(self) -> None:
        self.signum: int | None = None
        self._tells: list[Callable[[], object]] = []
        self._deferred = False

    @property
    def asked(self) -> bool:
        """Whether a signal came."""
        return self.signum is not None

    @property
    def exit_code(self) -> int:
        """What a shell expects after this signal: 130 for Ctrl-C, 143 for SIGTERM."""
        return 128 + (self.signum or signal.SIGINT)

    def receive(self, signum: int, _frame: FrameType | None = None) -> None:
        """Take a signal: tell the kernel's loop, wait for the end of a move, or raise."""
        first = not self.asked
        if first:
            self.signum = signum
        if self._deferred:
            return
        if self._tells and first:
            self.tell()
            return
        raise KeyboardInterrupt

    def heed(self) -> None:
        """Raise KeyboardInterrupt if a signal came: for places after which it must not be lost.

        Python swallows what a handler raises inside of a callback, such as that of an import lock.
        """
        if self.asked:
            raise KeyboardInterrupt

    def tell(self) -> None:
        """Tell everyone inside of `telling` to end."""
        self.signum = self.signum or signal.SIGINT
        for tell in list(self._tells):
            tell()

    @contextmanager
    def telling(self, tell: Callable[[], object]) -> Iterator[None]:
        """While inside, the first signal calls `tell` instead of raising KeyboardInterrupt.

        Several threads may be inside at once: each is told.
        """
        self._tells.append(tell)
        try:
            if self.asked:
                tell()
            yield
        finally:
            self._tells.remove(tell)

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """While inside, a signal is only remembered; it takes effect at the end."""
        self._deferred = True
        try:
            yield
        finally:
            self._deferred = False
        self.heed()

    @contextmanager
    def listening(self) -> Iterator["Stop"]:
        """Take the signals of this process while inside; only in the main thread."""
        before = {signum: signal.signal(signum, self.receive) for signum in SIGNALS}
        try:
            yield self
        finally:
            for signum, handler in before.items():
                signal.signal(signum, handler)
            if self.asked:
                # An interrupt out of exec("…"), as in dataclasses, makes `python -m` end as if killed by
                # the signal, although it was caught; another exec makes Python forget it.
                exec("")  # noqa: S102
