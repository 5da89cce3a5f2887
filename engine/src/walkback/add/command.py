"""The command `add`: what is added, and its options."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from walkback.errors import UsageError
from walkback.tables.csl import KINDS
from walkback.terminal import say

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from walkback.project import Project, Stage

OPTIONS = {"source": ("kind",), "table": ("key", "source"), "figure": ("table",), "notebook": ()}
EXAMPLES = {
    "source": "add source library.json (CSL JSON, BibTeX or RIS, as Zotero or a DOI's page gives it)",
    "table": "add table FILE.csv",
    "figure": "add figure NOTEBOOK --table TABLE",
    "notebook": "add notebook costs",
}


def add_command(project: Project, typed: Namespace, stage: Callable[[str], Stage]) -> int:
    """Add what was asked for, and say what was written; 0.

    Args:
        project: Whose report.
        typed: What was typed: `what`, `file` and options.
        stage: Gives the notebook that a word means.

    Raises:
        WalkbackError: If it cannot be added; nothing is written then.
    """
    if typed.what not in OPTIONS or typed.file is None:
        listed = "\n".join(f"  {example}" for example in EXAMPLES.values())
        begin = f"add {typed.what}: " if typed.what else ""
        raise UsageError(f"{begin}Type what is added, and its name or file:\n{listed}")
    for option in ("kind", "key", "source", "table"):
        if getattr(typed, option) is not None and option not in OPTIONS[typed.what]:
            raise UsageError(f"--{option} does not belong to add {typed.what}.")
    for line in _lines(project, typed, stage):
        say(sys.stdout, line)
    return 0


def _lines(project: Project, typed: Namespace, stage: Callable[[str], Stage]) -> Iterator[str]:
    if typed.what == "source":
        from walkback.add.source import add_source

        if typed.kind not in {None, *KINDS}:
            raise UsageError(f"--kind {typed.kind}: write {' or '.join(KINDS)}.")
        return add_source(project.root, Path(typed.file), typed.kind)
    if typed.what == "table":
        from walkback.add.table import add_table

        return add_table(project.root, Path(typed.file), typed.key, typed.source)
    if typed.what == "figure":
        from walkback.add.figure import add_figure

        return add_figure(project, stage(typed.file), typed.table)
    from walkback.add.notebook import add_notebook

    return add_notebook(project, typed.file)
