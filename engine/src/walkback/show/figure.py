"""`show_figure`: the one way a notebook shows a figure."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from walkback import paths
from walkback.show import formulas, theme
from walkback.show.csv_files import write_csv
from walkback.show.drawn import figure_of, lay_out
from walkback.show.inked import require_ink
from walkback.show.legible import (
    characters_watched,
    require_characters,
    require_size,
    visible_texts,
)
from walkback.show.preview import below
from walkback.show.required import (
    require_new,
    require_sources,
    require_telling_alt,
    require_texts,
)
from walkback.show.slide import slide
from walkback.values.payloads import BELOW, ShownFigure

MARGIN = 0.03  # inches of paper left above and below what is drawn
BEYOND = 0.02  # inches that may be cut off beside the figure
DPI = 300  # of what is drawn as pixels
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
        drawn: A figure, axes, what a function of seaborn or `plot` of pandas returned, or a list of
            these; the figure is closed afterwards.
        label: `fig-…`, the name of its files and of references to it.
        title: The finding in one sentence.
        subtitle: Measure, unit and years.
        caption: How to read it, in Markdown.
        alt: What kind of chart, of what, and what it shows, in at most 90 words.
        sources: Ids of the sources of the data.
        data: The numbers drawn, one row a mark; written beside the figure as CSV.
        notes: What may not be read out of it, in Markdown.

    Raises:
        AnalysisError: If nothing was drawn, a text or the sources are missing, the label is not
            one or was used before, or a text could not be read in print.
    """
    used = list(dict.fromkeys(sources))
    require_texts(
        label, "fig-", {"title": title, "subtitle": subtitle, "caption": caption, "alt": alt}
    )
    require_telling_alt(label, alt, (title, subtitle, caption, label))
    require_sources(label, used)
    require_characters(
        label, {"title": title, "subtitle": subtitle, "caption": caption, "notes": notes}
    )
    fig = figure_of(drawn)
    drawing = _drawing(label, fig, drawn)
    require_new(label)
    folder = paths.current().write / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{label}.svg").write_bytes(drawing)
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
    words = "\n\n".join(text for text in (caption, notes) if text.strip())
    foot = {"text/html": below([caption, notes]), "text/plain": words, BELOW: {"label": label}}
    display(foot, raw=True, metadata={})


def _drawing(label: str, fig: Figure, drawn: object) -> bytes:
    """The SVG of a figure in the width of the page, if all of it can be read there."""
    formulas.install()
    require_ink(label, fig)
    made = BytesIO()
    with formulas.readable(label, fig), characters_watched(label, fig):
        lay_out(fig, drawn)
        with _pinned(fig), mpl.rc_context(theme.SAME_BYTES):
            box = _seen(fig)
            require_size(label, visible_texts(fig), box.width)
            fig.savefig(
                made,
                format="svg",
                dpi=min(fig.dpi, DPI),
                bbox_inches=box,
                metadata={"Date": None, "Creator": None},
            )
    return made.getvalue()


def _seen(fig: Figure) -> Bbox:
    """The figure in its full width, without the empty bands above and below what is drawn.

    Wider where words stand beside it, or where it would be higher than a page.
    """
    tight, wide = fig.get_tightbbox(), fig.get_figwidth()
    y0, y1 = tight.y0 - MARGIN, tight.y1 + MARGIN
    x0, x1 = 0.0, wide
    if tight.x0 < -BEYOND or tight.x1 > wide + BEYOND:
        words = Bbox.union([text.get_window_extent() for text in visible_texts(fig)] or [fig.bbox])
        left, right = words.x0 / fig.dpi, words.x1 / fig.dpi
        x0 = min(x0, left - MARGIN) if left < -BEYOND else x0
        x1 = max(x1, right + MARGIN) if right > wide + BEYOND else x1
    beside = max(0, (y1 - y0) * theme.WIDTH / theme.HEIGHT - (x1 - x0)) / 2
    return Bbox.from_extents(x0 - beside, y0, x1 + beside, y1)


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
