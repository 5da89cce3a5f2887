"""A notebook that somebody has open: a module that is edited runs as it is now."""

import os

from IPython import get_ipython


def reload_edited() -> None:
    """Have IPython read a module again once its file was changed, before the next cell.

    It does nothing outside of a kernel, and nothing under `run_all.py`, where a stage that began
    with one text of a module ends with it.
    """
    kernel = get_ipython()
    if kernel is None or "WALKBACK_WRITE" in os.environ:
        return
    kernel.extension_manager.load_extension("autoreload")
    kernel.run_line_magic("autoreload", "2")
