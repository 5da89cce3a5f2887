"""Calling functions of a report that `report.toml` names as `module:function`."""

import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from walkback.errors import SetupError
from walkback.project import FILE, Hooks

IMPORTED: dict[str, int] = {}
"""When this process first imported each package of a report, by name."""


def function(hooks: Hooks, name: str) -> Callable[..., Any]:
    """The function that `module:function` names, looked for in the report's own folders first.

    Args:
        hooks: Which say where the report's folders are.
        name: One of theirs.

    Raises:
        SetupError: If there is no such module or function.
    """
    module, _, attribute = name.partition(":")
    for folder in reversed(hooks.folders):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    if (top := module.partition(".")[0]) not in sys.modules:
        IMPORTED[top] = time.time_ns()
    try:
        found: Callable[..., Any] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise SetupError(
            f"{FILE}: [hooks] names {name}, which cannot be imported: {error}. Mend the name."
        ) from error
    return found
