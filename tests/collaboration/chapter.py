"""03_collaboration_models on the real tables, without a run: its values, and what its prose asks for."""

from dataclasses import replace
from functools import cache
from typing import Any

import nbformat
import pandas as pd

from tests.conftest import ROOT
from tests.shared.real import raw
from twodeltas.collaboration import tables, values
from twodeltas.shared import dates, start
from walkback.notebooks.expressions import expressions
from walkback.tables.lookup import Facts

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "03_collaboration_models.ipynb", as_version=4)
PAIR = ("shg", "ss")


class RawNotebook(start.Notebook):
    """What cells share, with the tables as they were typed."""

    def table(self, name: str) -> pd.DataFrame:
        return raw(name)


class AskedFacts(Facts):
    """Facts that remember which rows they were asked for."""

    def __init__(self) -> None:
        super().__init__({name: raw(name) for name in start.FIRST_ASKED})
        self.asked: set[str] = set()

    def row(self, row: str) -> pd.Series:
        self.asked.add(row)
        return super().row(row)


@cache
def notebook() -> RawNotebook:
    return RawNotebook(**vars(start.start(2025)))


@cache
def chapter_values() -> values.Values:
    return values.of(notebook(), seed=1, draws=200)


def own_prose() -> list[str]:
    """The Markdown cells."""
    return [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown"]


def read(markdown: str) -> tuple[list[str], set[str]]:
    """The results of the expressions of a text, and the rows of data that they asked for."""
    facts = AskedFacts()
    here: dict[str, Any] = {
        "nb": replace(notebook(), facts=facts),
        "v": chapter_values(),
        "facts": facts,
        "date": dates.Dates(facts),
        "tables": tables,
    }
    results = [str(eval(text, dict(here))) for text in expressions(markdown)]  # noqa: S307 - our own
    return results, facts.asked
