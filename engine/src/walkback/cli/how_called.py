"""How this program can be called again: what messages tell a user to type."""

import os
import shlex
import shutil
import sys
from pathlib import Path

from walkback.paths import SCRIPT, near

_LAUNCHED_BY_MAKE = "MAKELEVEL"


def how_called(root: Path, arguments: list[str]) -> tuple[str, str]:
    """The program and the options typed, each as one text for a shell.

    Args:
        root: The checkout.
        arguments: What was typed after the program's name.
    """
    options = shlex.join(arguments)
    if os.environ.get(_LAUNCHED_BY_MAKE):
        python = Path(sys.executable)
        shown = os.path.relpath(python) if python.is_relative_to(root) else str(python)
    else:
        found = shutil.which("python")
        shown = "python" if found and Path(found) == Path(sys.executable) else near(sys.executable)
    script = root / SCRIPT
    called = shlex.quote(near(str(script))) if script.is_file() else "-m walkback"
    return f"{shlex.quote(shown)} {called}", options
