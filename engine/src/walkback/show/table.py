"""`show_table`: the one way a notebook shows a table."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

import pandas as pd
from IPython.display import display

from walkback import paths
from walkback.errors import AnalysisError
from walkback.markup import clean, escape
from walkback.show.columns import Column, columns_of
from walkback.show.csv_files import write_columns, write_csv
from walkback.show.page_width import must_turn, refuse_narrow
from walkback.show.preview import SIDES, preview
from walkback.show.required import require_sources, require_texts
from walkback.show.table_cells import cell_text, refuse_unseen, side_of, texts_of
from walkback.values.markdown import Markdown
from walkback.values.payloads import ShownTable

__all__ = ["cell_text", "show_table"]

MOST_CELLS = 100_000  # more would take minutes, and hundreds of pages


def show_table(
    frame: object,
    *,
    label: str,
    title: str,
    caption: str,
    sources: Iterable[str],
    widths: Sequence[float] | None = None,
    align: str | None = None,
    digits: Mapping[Hashable, int] | None = None,
    data: pd.DataFrame | None = None,
    header_columns: int | None = None,
    landscape: bool = False,
    notes: str = "",
    index: bool | None = None,
) -> None:
    """Save a table as CSV and show it.

    Args:
        frame: The cells as they are to be shown, in a DataFrame, a Series or a Styler: text,
            `Value`, `Markdown`, numbers, dates. The columns' names are the heads.
        label: `tbl-…`, the name of its file and of references to it.
        title: The finding in one sentence.
        caption: What the rows are, in Markdown.
        sources: Ids of the sources of the rows.
        widths: Shares of the line for each column, row names included; None lets the content decide.
        align: One letter a column, `l`, `r` or `c`; row names may be left out. None sets numbers
            right.
        digits: Decimals of plain numbers, by column.
        data: What is written as CSV; None writes the cells, numbers with all of their digits.
        header_columns: How many columns at the left name the row; None takes the row names, or the
            first column.
        landscape: Whether the table needs a page turned sideways; one that is too wide for an
            upright page is turned by itself, and one that is too wide for that is split: its
            columns go on below, with the header columns repeated.
        notes: What may not be read out of it, in Markdown.
        index: Whether the row names (the index) are shown; None shows them unless they only count
            the rows from zero.

    Raises:
        AnalysisError: If a text or the sources are missing, a cell cannot be shown, the columns do
            not fit, or the table is wider than a page.
    """
    used = list(dict.fromkeys(sources))
    require_texts(label, "tbl-", {"title": title, "caption": caption})
    require_sources(label, used)
    columns = columns_of(frame, label, index)
    _refuse_endless(columns, label)
    names = sum(column.names_rows for column in columns)
    heading = max(names, 1) if header_columns is None else header_columns
    if not 0 <= heading <= len(columns):
        raise AnalysisError(f"{label}: header_columns is {heading}, of {_counted(columns)}.")
    letters = _letters(align, columns, label)
    if widths is not None and len(widths) != len(columns):
        raise AnalysisError(f"{label}: {len(widths)} widths for {_counted(columns)}.")
    texts = _texts(columns, _decimals(digits or {}, columns, label), heading, label)
    heads = [column.head for column in columns]
    turned = landscape
    if widths is None:
        turned = must_turn(heads, texts, heading, label) or landscape
    else:
        refuse_narrow(heads, texts, widths, label, turned=landscape)
    path = paths.current().write / "figures" / f"{label}.csv"
    if data is None:
        write_columns(columns, path)
    else:
        write_csv(data, path)
    payload = ShownTable(
        label=label,
        title=title,
        caption=caption,
        data=f"figures/{label}.csv",
        sources=used,
        notes=notes,
        columns=[
            {
                "name": _markdown(column.head),
                "align": letter,
                "width": widths[i] if widths else None,
            }
            for i, (column, letter) in enumerate(zip(columns, letters, strict=True))
        ],
        rows=[[_markdown(text) for text in row] for row in zip(*texts, strict=True)],
        header_columns=heading,
        landscape=turned,
    )
    shown = preview(
        heads,
        letters,
        list(zip(*texts, strict=True)),
        title=title,
        below=[caption, notes],
        header_columns=heading,
    )
    bundle = {
        "text/html": shown,
        "text/plain": f"{label}: {title}",
        payload.mime: payload.as_dict(),
    }
    display(bundle, raw=True)


def _refuse_endless(columns: list[Column], label: str) -> None:
    rows = len(columns[0].cells)
    if rows * len(columns) > MOST_CELLS:
        raise AnalysisError(
            f"{label} has {rows:,} rows of {len(columns):,} columns, and a table of a report at most "
            f"{MOST_CELLS:,} cells: show some of the rows (frame.head(50)), and pass the whole as "
            "data=frame, which becomes the CSV."
        )


def _letters(align: str | None, columns: list[Column], label: str) -> str:
    """The side of each column, one letter a column."""
    own = "".join(map(side_of, columns))
    if align is None:
        return own
    names = sum(column.names_rows for column in columns)
    letters = own[:names] + align if len(align) == len(columns) - names else align
    if len(letters) != len(columns):
        raise AnalysisError(f"{label}: {len(align)} letters of align for {_counted(columns)}.")
    if wrong := sorted(set(letters) - set(SIDES)):
        raise AnalysisError(f"{label}: align has {', '.join(wrong)}: write only l, r and c.")
    return letters


def _counted(columns: list[Column]) -> str:
    names = sum(column.names_rows for column in columns)
    also = f" (row names included: {names})" if names else ""
    return f"{len(columns)} columns{also}"


def _decimals(
    digits: Mapping[Hashable, int], columns: list[Column], label: str
) -> list[int | None]:
    """The decimals of each column; a name that no column has is refused, and what is no number."""
    named = isinstance(digits, Mapping)
    if not named or not all(isinstance(n, int) and 0 <= n <= 20 for n in digits.values()):
        raise AnalysisError(
            f"{label}: digits={digits!r} is no number of decimals by column: write "
            f'digits={{"{columns[-1].head}": 2}}.'
        )
    known = {column.name for column in columns} | {column.head for column in columns}
    if strange := [str(name) for name in digits if name not in known]:
        raise AnalysisError(
            f"{label}: digits names {', '.join(strange)}, and the columns are "
            f"{', '.join(column.head for column in columns)}."
        )
    return [digits.get(column.name, digits.get(column.head)) for column in columns]


def _texts(
    columns: list[Column], decimals: list[int | None], heading: int, label: str
) -> list[list[str]]:
    """What the cells of each column read."""
    rows = [""] * len(columns[0].cells)
    texts: list[list[str]] = []
    for column in columns:
        try:
            refuse_unseen(column.head)
        except AnalysisError as error:
            raise AnalysisError(f"{label}, head “{clean(column.head)}”: {error}.") from None
    for place, (column, digits) in enumerate(zip(columns, decimals, strict=True)):
        texts.append(texts_of(column, digits, rows, label))
        if place < heading:
            rows = [f"{row} {text}" for row, text in zip(rows, texts[-1], strict=True)]
    return texts


def _markdown(text: str) -> str:
    return str(text) if isinstance(text, Markdown) else escape(text)
