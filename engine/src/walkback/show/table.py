"""`show_table`: the one way a notebook shows a table."""

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from IPython.display import display

from walkback import paths
from walkback.errors import AnalysisError
from walkback.markup import escape
from walkback.show.csv_files import write_csv
from walkback.show.required import require_sources, require_texts
from walkback.values.markdown import Markdown
from walkback.values.number_format import plain
from walkback.values.payloads import ShownTable
from walkback.values.value import Value

NOTHING = "–"


def show_table(
    frame: pd.DataFrame,
    *,
    label: str,
    title: str,
    caption: str,
    sources: Iterable[str],
    widths: Sequence[float] | None = None,
    align: str | None = None,
    digits: Mapping[str, int] | None = None,
    data: pd.DataFrame | None = None,
    header_columns: int = 1,
    landscape: bool = False,
    notes: str = "",
) -> None:
    """Save a table as CSV and show it.

    Args:
        frame: The cells as they are to be shown: text, `Value`, `Markdown` or numbers. The columns'
            names are the heads.
        label: `tbl-…`, the name of its file and of references to it.
        title: The finding in one sentence.
        caption: What the rows are, in Markdown.
        sources: Ids of the sources of the rows.
        widths: Shares of the line for each column; None lets the content decide.
        align: One letter a column, `l`, `r` or `c`; None sets numbers right.
        digits: Decimals of plain numbers, by column.
        data: What is written as CSV; None writes the cells' text.
        header_columns: How many columns at the left name the row.
        landscape: Whether the table needs a page turned sideways.
        notes: What may not be read out of it, in Markdown.

    Raises:
        AnalysisError: If a text or the sources are missing, or the columns do not fit.
    """
    used = list(dict.fromkeys(sources))
    require_texts(label, "tbl-", {"title": title, "caption": caption})
    require_sources(label, used)
    if frame.empty:
        raise AnalysisError(f"{label} has no row: leave it out with a when: tag.")
    letters = align or "".join(_side(frame[name]) for name in frame.columns)
    for given, what in ((widths, "widths"), (letters, "letters of align")):
        if given is not None and len(given) != len(frame.columns):
            raise AnalysisError(f"{label}: {len(given)} {what} for {len(frame.columns)} columns.")
    decimals = dict(digits or {})
    cells = [
        [_markdown(cell, decimals.get(str(name))) for name, cell in row.items()]
        for _, row in frame.iterrows()
    ]
    write_csv(
        _texts(frame, decimals) if data is None else data,
        paths.current().write / "figures" / f"{label}.csv",
    )
    columns = [
        {
            "name": name if isinstance(name, Markdown) else escape(str(name)),
            "align": letter,
            "width": widths[i] if widths else None,
        }
        for i, (name, letter) in enumerate(zip(frame.columns, letters, strict=True))
    ]
    payload = ShownTable(
        label=label,
        title=title,
        caption=caption,
        data=f"figures/{label}.csv",
        sources=used,
        notes=notes,
        columns=columns,
        rows=cells,
        header_columns=header_columns,
        landscape=landscape,
    )
    bundle = {
        "text/html": _preview(_texts(frame, decimals), title),
        "text/plain": f"{label}: {title}",
        payload.mime: payload.as_dict(),
    }
    display(bundle, raw=True)


def _side(column: pd.Series) -> str:
    numbers = [isinstance(cell, int | float | Value) for cell in column if not _absent(cell)]
    return "r" if numbers and all(numbers) else "l"


def _absent(cell: Any) -> bool:
    return cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell))


def cell_text(cell: Any, digits: int | None = None) -> str:
    """What a cell reads as plain text."""
    if _absent(cell):
        return NOTHING
    if isinstance(cell, Value):
        return cell.text
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return plain(float(cell), digits) if isinstance(cell, int | float) else str(cell)


def _markdown(cell: Any, digits: int | None) -> str:
    return str(cell) if isinstance(cell, Markdown) else escape(cell_text(cell, digits))


def _texts(frame: pd.DataFrame, digits: Mapping[str, int]) -> pd.DataFrame:
    """The frame with every cell as text."""
    columns = {
        str(name): [cell_text(cell, digits.get(str(name))) for cell in frame[name]]
        for name in frame.columns
    }
    return pd.DataFrame(columns, dtype=object)


def _preview(texts: pd.DataFrame, title: str) -> str:
    """The table as HTML for JupyterLab."""
    head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in texts.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in texts.itertuples(index=False, name=None)
    )
    return (
        f"<table><caption>{html.escape(title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
