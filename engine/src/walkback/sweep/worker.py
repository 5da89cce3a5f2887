"""A worker's process: it takes calls on its standard input and answers them on its standard output.

Started by `process`. It ends when its input ends, so also when whoever started it was killed; what it
was doing is lost then, and so is its folder.
"""

import contextlib
import os
import pickle
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

Call = tuple[Callable[..., Any], tuple[Any, ...]]
_TRIES, _PAUSE = 40, 0.05  # to remove a folder in which somebody still writes; seconds between them


def main() -> None:
    """Answer calls until nobody asks any more; arguments: checkout, folder, descriptor or `-`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    root, scratch, descriptor = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    answers = _own_output()
    calls: SimpleQueue[Call] = SimpleQueue()
    endings: list[Callable[[], None]] = []
    Thread(target=_listen, args=(sys.stdin.buffer, calls, endings, scratch), daemon=True).start()
    from walkback.run.execute.forking import ForkServer
    from walkback.sweep.perform import Bench, work_at

    server = None if descriptor == "-" else ForkServer.joined(int(descriptor))
    bench = Bench(root, scratch, server)
    endings.append(bench.end)
    work_at(bench)
    while True:
        pickle.dump(_answer(calls.get()), answers)
        answers.flush()


def _own_output() -> BinaryIO:
    """The standard output for answers alone: whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _listen(
    asked: BinaryIO, calls: "SimpleQueue[Call]", endings: list[Callable[[], None]], scratch: Path
) -> None:
    """Take calls while the process works, so that the end of the input is seen at once."""
    while True:
        try:
            calls.put(pickle.load(asked))  # noqa: S301 - from the process that started this one
        except (EOFError, pickle.UnpicklingError, OSError):
            break
    for end in endings:
        with contextlib.suppress(Exception):
            end()
    _remove(scratch)
    os._exit(0)


def _remove(scratch: Path) -> None:
    """Remove a folder, also where the call that is being done goes on to write for a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(scratch, ignore_errors=True)
        if not scratch.exists():
            return
        time.sleep(_PAUSE)


def _answer(call: Call) -> tuple[bool, Any]:
    function, arguments = call
    try:
        return True, function(*arguments)
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
        return False, error
