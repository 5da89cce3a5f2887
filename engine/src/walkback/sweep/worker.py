"""A worker's process: it takes calls on its standard input and answers them on its standard output.

Started by `process`. It ends when its input ends, so also when whoever started it was killed; what it
was doing is lost then, and so is its folder.
"""

import os
import pickle
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

Call = tuple[Callable[..., Any], tuple[Any, ...]]


def main() -> None:
    """Answer calls until nobody asks any more; arguments: checkout, folder, descriptor or `-`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    root, scratch, descriptor = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    answers = _own_output()
    calls: SimpleQueue[Call] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, calls, scratch), daemon=True).start()
    from walkback.run.execute.forking import ForkServer
    from walkback.sweep.perform import Bench, work_at

    server = None if descriptor == "-" else ForkServer.joined(int(descriptor))
    work_at(Bench(root, scratch, server))
    while True:
        pickle.dump(_answer(calls.get()), answers)
        answers.flush()


def _own_output() -> BinaryIO:
    """The standard output for answers alone: whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _listen(asked: BinaryIO, calls: "SimpleQueue[Call]", scratch: Path) -> None:
    """Take calls while the process works, so that the end of the input is seen at once."""
    while True:
        try:
            calls.put(pickle.load(asked))  # noqa: S301 - from the process that started this one
        except (EOFError, pickle.UnpicklingError, OSError):
            shutil.rmtree(scratch, ignore_errors=True)
            os._exit(0)  # the server of kernels sees its socket close, and ends them


def _answer(call: Call) -> tuple[bool, Any]:
    function, arguments = call
    try:
        return True, function(*arguments)
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
        return False, error
