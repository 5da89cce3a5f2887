"""The colours and the matplotlib style of the report; no other module names a colour.

Colours: Okabe–Ito, as given in their "Color Universal Design" page. Blue and vermillion stay apart
under deuteranopia and protanopia; every mark has at least 3:1 contrast on white, text 4.5:1.
"""

from typing import Any

FIRST = "#0072B2"  # the first cluster of the pair: blue
SECOND = "#D55E00"  # the second: vermillion, marks only
SECOND_TEXT = "#8A3C00"  # the second, where it is text
THIRD = "#009E73"  # a third series: bluish green
THIRD_TEXT = "#00664B"
FOURTH = "#CC79A7"  # a fourth: reddish purple
FOURTH_TEXT = "#8F3F6D"
OTHERS = "#6B6B6B"  # everything else
PALE = "#C9CDD2"  # fills of everything else
RULE = "#D9DCE1"  # grid lines
LAND = "#EFF1F3"  # land on a map
INK = "#1B1F24"  # text
PAPER = "#FFFFFF"  # ground

PAIR = (FIRST, SECOND)
PAIR_TEXT = (FIRST, SECOND_TEXT)
PAIR_PALE = ("#CFE3F1", "#FBDFCB")  # fills of the two with a dark rim
MARKERS = {"pct": "o", "publications": "^", "vc": "s"}
METRIC_FILL = {"pct": "#4C6A92", "publications": "#9FB3C8", "vc": "#E3E8EE"}
METRIC_HATCH = {"pct": "", "publications": "///", "vc": "..."}
VERDICT = {
    "corroborated": "#2E6F57",
    "nuanced": "#9FB3C8",
    "not_found": "#E3E8EE",
    "contradicted": "#8A3C00",
}

STEPS = ("#4C6A92", "#9FB3C8", "#E3E8EE")  # an order of three, dark to light

DIVERGING = ("#F1A340", "#F7F7F7", "#998EC3")  # less, as much, more: PuOr of ColorBrewer

SAME_BYTES: Any = {"svg.fonttype": "path", "svg.hashsalt": "two-deltas"}  # text as paths, fixed ids

WIDTH = 7.2  # inches, every figure


def style() -> Any:  # matplotlib types its keys one by one
    """Matplotlib settings of every figure: sizes of at least 9 points, deterministic SVG."""
    from twodeltas.present.fonts import FAMILIES

    return {
        "font.family": FAMILIES,
        "font.size": 9.5,
        "axes.titlesize": 10.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.labelsize": 9.5,
        "axes.edgecolor": OTHERS,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "text.color": INK,
        "text.parse_math": False,  # a dollar sign in the data is a dollar sign
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.labelsize": 9,
        "ytick.labelsize": 9,
        "xtick.major.width": 0.7,
        "ytick.major.width": 0.7,
        "grid.color": RULE,
        "grid.linewidth": 0.6,
        "legend.frameon": False,
        "legend.fontsize": 9,
        "figure.figsize": (WIDTH, 4.0),
        "figure.constrained_layout.use": True,
        "figure.facecolor": PAPER,
        "hatch.linewidth": 0.5,
        "hatch.color": OTHERS,
        "savefig.facecolor": PAPER,
    } | SAME_BYTES
