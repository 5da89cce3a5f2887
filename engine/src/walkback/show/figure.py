"""`show_figure`: the one way a notebook shows a figure."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from walkback import paths
from walkback.show import theme
from walkback.show.csv_files import write_csv
from walkback.show.drawn import figure_of
from walkback.show.required import require_short_alt, require_sources, require_texts
from walkback.show.slide import slide
from walkback.values.payloads import ShownFigure

MARGIN = 0.03  # inches of paper left above and below what is drawn
# A figure without a layout of its own gets the one of the settings whenever it is saved.
NO_LAYOUT: Any = {"figure.constrained_layout.use": False, "figure.autolayout": False}
SHOWN = 792  # pixels: how wide JupyterLab shows the slide


def show_figure(
    drawn: object,
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
        drawn: A figure, axes, or what a function of seaborn returned; it is closed afterwards.
        label: `fig-…`, the name of its files and of references to it.
        title: The finding in one sentence.
        subtitle: Measure, unit and years.
        caption: How to read it, in Markdown.
        alt: What kind of chart, of what, and what it shows, in at most 90 words.
        sources: Ids of the sources of the data.
        data: The numbers drawn, one row a mark; written beside the figure as CSV.
        notes: What may not be read out of it, in Markdown.

    Raises:
        AnalysisError: If nothing was drawn, a text or the sources are missing, or the label is not
            one.
    """
    fig = figure_of(drawn)
    used = list(dict.fromkeys(sources))
    require_texts(
        label, "fig-", {"title": title, "subtitle": subtitle, "caption": caption, "alt": alt}
    )
    require_short_alt(label, alt)
    require_sources(label, used)
    folder = paths.current().write / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    with _pinned(fig), mpl.rc_context(theme.SAME_BYTES):
        fig.savefig(
            folder / f"{label}.svg",
            bbox_inches=_drawn(fig),
            metadata={"Date": None, "Creator": None},
        )
    picture = slide(folder / f"{label}.svg", title, subtitle, used)
    (folder / f"{label}.png").write_bytes(picture)
    write_csv(data, folder / f"{label}.csv")
    payload = ShownFigure(
        label=label,
        title=title,
        caption=caption,
        data=f"figures/{label}.csv",
        sources=used,
        notes=notes,
        subtitle=subtitle,
        alt=alt,
        path=f"figures/{label}.svg",
    )
    bundle = {
        "image/png": base64.b64encode(picture).decode(),
        "text/plain": f"{label}: {alt}",
        payload.mime: payload.as_dict(),
    }
    plt.close(fig)
    display(bundle, raw=True, metadata={"image/png": {"alt": alt, "width": SHOWN}})


def _drawn(fig: Figure) -> Bbox:
    """The figure in its full width, without the empty bands above and below what is drawn."""
    tight = fig.get_tightbbox()
    return Bbox.from_extents(0, tight.y0 - MARGIN, fig.get_figwidth(), tight.y1 + MARGIN)


@contextmanager
def _pinned(fig: Figure) -> Iterator[None]:
    """All parts stay where the layout puts them, whatever part of the page is then saved.

    Otherwise a tight box would take legends outside of the axes down to its own lower edge. A
    figure without any layout engine is drawn once, one with its placeholder twice.
    """
    layout = fig.get_layout_engine()
    if layout is not None:
        layout.execute(fig)
    for legend in fig.legends:
        legend.set_bbox_to_anchor((0, 0, 1, 1), transform=fig.transFigure)
    with mpl.rc_context(NO_LAYOUT):
        fig.set_layout_engine(None)
        yield
        fig.set_layout_engine(layout)
    for legend in fig.legends:
        legend.set_bbox_to_anchor(None)
