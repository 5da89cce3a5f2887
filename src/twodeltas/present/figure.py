"""`show_figure`: the one way a notebook shows a figure."""

import base64
import re
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from twodeltas import paths
from twodeltas.errors import AnalysisError
from twodeltas.present import palette
from twodeltas.present.frames import write_csv

MIME = "application/vnd.twodeltas.figure+json"
MARGIN = 0.03  # inches of paper left above and below what is drawn
# A figure without a layout of its own gets the one of the settings whenever it is saved.
NO_LAYOUT: Any = {"figure.constrained_layout.use": False, "figure.autolayout": False}
PACKED = 3  # of 9: hardly larger than 6, which takes twice as long
SHOWN = 792  # pixels: how wide JupyterLab shows the slide
TITLE_LETTERS = 84  # in a line of a slide's title
ALT_WORDS = 90  # longer texts belong into the caption or the table behind the figure


def show_figure(
    fig: Figure,
    *,
    label: str,
    title: str,
    subtitle: str,
    caption: str,
    alt: str,
    sources: Iterable[str],
    data: pd.DataFrame,
    notes: str = "",
) -> None:
    """Save a figure with the data behind it and show it.

    Args:
        fig: The drawn figure; it is closed afterwards.
        label: `fig-…`, the name of its files and of references to it.
        title: The finding in one sentence.
        subtitle: Measure, unit and years.
        caption: How to read it, in Markdown.
        alt: What kind of chart, of what, and what it shows, in at most 90 words.
        sources: Ids of the sources of the data.
        data: The numbers drawn, one row a mark; written beside the figure as CSV.
        notes: What may not be read out of it, in Markdown.

    Raises:
        AnalysisError: If a text or the sources are missing, or the label is not one.
    """
    used = list(dict.fromkeys(sources))
    _check(label, "fig-", {"title": title, "subtitle": subtitle, "caption": caption, "alt": alt})
    _check_alt(label, alt)
    _check_sources(label, used)
    folder = paths.current().write / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    with _pinned(fig):
        drawn = _drawn(fig)
        with mpl.rc_context(palette.SAME_BYTES):
            fig.savefig(
                folder / f"{label}.svg",
                bbox_inches=drawn,
                metadata={"Date": None, "Creator": None},
            )
        _save_slide(fig, drawn, folder / f"{label}.png", title, subtitle, used)
    slide = (folder / f"{label}.png").read_bytes()
    write_csv(data, folder / f"{label}.csv")
    bundle = {
        "image/png": base64.b64encode(slide).decode(),
        "text/plain": f"{label}: {alt}",
        MIME: {
            "label": label,
            "title": title,
            "subtitle": subtitle,
            "caption": caption,
            "alt": alt,
            "path": f"figures/{label}.svg",
            "data": f"figures/{label}.csv",
            "sources": used,
            "notes": notes,
        },
    }
    plt.close(fig)
    display(bundle, raw=True, metadata={"image/png": {"alt": alt, "width": SHOWN}})


def _drawn(fig: Figure) -> Bbox:
    """The figure in its full width, without the empty bands above and below what is drawn."""
    tight = fig.get_tightbbox()
    return Bbox.from_extents(0, tight.y0 - MARGIN, fig.get_figwidth(), tight.y1 + MARGIN)


def _save_slide(
    fig: Figure, drawn: Bbox, path: Path, title: str, subtitle: str, sources: list[str]
) -> None:
    """A PNG that carries its own title and source line, for slides."""
    height = fig.get_figheight()
    top, foot = drawn.y1 / height, drawn.y0 / height
    headline = "\n".join(textwrap.wrap(title, TITLE_LETTERS))
    texts = [
        fig.text(0.01, top + 0.34 / height, headline, fontsize=12, fontweight="bold"),
        fig.text(0.01, top + 0.12 / height, subtitle, fontsize=9.5),
        fig.text(0.01, foot - 0.1 / height, _source_lines(sources), fontsize=8, va="top"),
    ]
    for text in texts:
        text.set_parse_math(False)
    fig.savefig(path, dpi=200, bbox_inches="tight", pad_inches=0.15, metadata={"Software": None},
                pil_kwargs={"compress_level": PACKED})  # fmt: skip
    for text in texts:
        text.remove()


@contextmanager
def _pinned(fig: Figure) -> Iterator[None]:
    """All parts stay where the layout puts them, whatever part of the page is then saved.

    Otherwise a tight box would take legends outside of the axes down to its own lower edge.
    """
    fig.draw_without_rendering()
    layout = fig.get_layout_engine()
    fig.set_layout_engine("none")
    for legend in fig.legends:
        legend.set_bbox_to_anchor((0, 0, 1, 1), transform=fig.transFigure)
    with mpl.rc_context(NO_LAYOUT):
        yield
        fig.set_layout_engine(layout)
    for legend in fig.legends:
        legend.set_bbox_to_anchor(None)


def _source_lines(sources: list[str]) -> str:
    """The ids of the sources in at most three lines."""
    lines = textwrap.wrap("Sources: " + ", ".join(sources), 118, break_on_hyphens=False)
    return "\n".join(lines[:3] if len(lines) <= 3 else [*lines[:2], lines[2][:110] + " …"])


def _check(label: str, prefix: str, texts: dict[str, str]) -> None:
    if not re.fullmatch(prefix + r"[a-z0-9]+(-[a-z0-9]+)*", label):
        raise AnalysisError(
            f"'{label}' is no label: write {prefix}something in small letters, digits and hyphens."
        )
    empty = [name for name, text in texts.items() if not text.strip()]
    if empty:
        raise AnalysisError(f"{label} has no {', no '.join(empty)}: write what it shows.")


def _check_alt(label: str, alt: str) -> None:
    words = len(alt.split())
    if words > ALT_WORDS:
        raise AnalysisError(
            f"The alt text of {label} has {words} words: keep to {ALT_WORDS}, and say the rest in "
            "the caption."
        )


def _check_sources(label: str, sources: list[str]) -> None:
    if not sources or not all(sources):
        raise AnalysisError(f"{label} names no source: pass the ids of the rows that it shows.")
