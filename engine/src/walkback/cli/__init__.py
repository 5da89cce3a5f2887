"""The command line: what was typed (`parse`), which command it is (`commands`), and how it ends."""

import gc
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from walkback.cli.arguments import refuse_devices
from walkback.cli.call import Call
from walkback.cli.commands import COMMANDS
from walkback.cli.parse import TYPED, parse
from walkback.cli.streams import open_streams
from walkback.errors import SetupError, WalkbackError
from walkback.further_reports import Further
from walkback.report_file import read_further
from walkback.terminal import say_fitted


def main(argv: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run a command; returns the exit code.

    Args:
        argv: The arguments, those of the process if None.
        root: The checkout, the one around the working directory if None.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    gc.set_threshold(50_000, 20, 100)  # parsing makes many objects and hardly any circles
    streams = open_streams()
    try:
        code = _done(arguments, root)
    except SystemExit as asked:  # --help
        code = int(asked.code or 0)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code or int(any(stream.lost for stream in streams))


def _done(arguments: list[str], root: Path | None) -> int:
    """Do what was typed; every fault is told."""
    try:
        options = parse(arguments, "run_all.py" if root else "walkback", lambda: _further(root))
        refuse_devices(getattr(options, "file", None))
        return COMMANDS[options.command](Call(options, arguments, root))
    except WalkbackError as error:
        return _tell(f"{error}", error.exit_code)
    except KeyboardInterrupt:
        return _tell("Stopped.", 130)
    except OSError as error:
        from walkback.run.tell.failure import file_trouble

        return _tell(file_trouble(error), 1)
    except ImportError as error:
        return _tell(_broken_package(error, root), 3)
    except Exception as error:  # noqa: BLE001 - the last net: no user sees a traceback of ours
        return _tell(_own_fault(error), 1)


def _further(root: Path | None) -> Mapping[str, Further]:
    """The further reports of the checkout; none outside of one."""
    from walkback.paths import find_root

    with suppress(SetupError):
        root = root or find_root(Path.cwd())
    return read_further(root, tuple(TYPED)) if root else {}


def _tell(text: str, code: int) -> int:
    sys.stdout.flush()
    say_fitted(sys.stderr, text)
    return code


def _broken_package(error: ImportError, root: Path | None) -> str:
    """What to say when a package is not there, or damaged."""
    from walkback.paths import installing

    top = (error.name or "").partition(".")[0]
    script = Path("tools") / "bootstrap.py"
    mend = installing(f"--force-reinstall --no-deps {top or 'PACKAGE'}")
    if root is not None and (root / script).is_file():
        mend = f"python3 {script} --anew"
    return f"A package is missing or damaged: {error}. To mend it, type: {mend}"


def _own_fault(error: Exception) -> str:
    """What to say when the program itself is wrong."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    return (
        f"This is a fault of Walkback itself: {type(error).__name__}: {error} ({place}). "
        "Please report it with these words and what you typed."
    )
