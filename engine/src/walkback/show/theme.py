"""The house style of figures: sizes, fonts, neutral colours, the same bytes everywhere.

Every mark has at least 3:1 contrast on white, text 4.5:1 (WCAG 2.2).
"""

from typing import Any

import matplotlib as mpl
from matplotlib.rcsetup import cycler

from walkback.show import fonts, formulas
from walkback.values import expressions

INK = "#1B1F24"  # text
OTHERS = "#6B6B6B"  # axes, and whatever is not the subject
PALE = "#C9CDD2"  # fills of whatever is not the subject
RULE = "#D9DCE1"  # grid lines
PAPER = "#FFFFFF"  # ground
SERIES = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
)  # of Okabe and Ito; apart for the colour-blind

SAME_BYTES: Any = {"svg.fonttype": "path", "svg.hashsalt": "walkback"}  # text as paths, fixed ids

WIDTH = 7.2  # inches, every figure
HEIGHT = 8.6  # inches, the highest that stands on a page with its words


def use() -> None:
    """Draw everything in the house style from now on; nobody's own matplotlibrc changes a figure.

    Numbers and dates in prose read in JupyterLab as they do in the report.

    The layout is left open: the grids of seaborn bring one of their own, and to all other figures
    `show_figure` gives that of the house.
    """
    fonts.register()
    formulas.install()
    mpl.rcdefaults()
    mpl.rcParams.update(style() | {"figure.constrained_layout.use": False})
    expressions.read_alike()


def style() -> Any:  # matplotlib types its keys one by one
    """Matplotlib settings of every figure: sizes of at least 9 points, deterministic SVG."""
    return {
        "font.family": fonts.FAMILIES,
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
        "axes.prop_cycle": cycler(color=SERIES),
        "axes.unicode_minus": True,
        "text.color": INK,
        "text.parse_math": True,  # `formulas` tells mathematics from dollars
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
        "mathtext.fontset": "custom",
        "mathtext.fallback": "stixsans",
        "mathtext.rm": fonts.FAMILIES[0],
        "mathtext.sf": fonts.FAMILIES[0],
        "mathtext.it": f"{fonts.FAMILIES[0]}:italic",
        "mathtext.cal": "cmsy10",
        "mathtext.bf": f"{fonts.FAMILIES[0]}:bold",
        "mathtext.bfit": f"{fonts.FAMILIES[0]}:bold",
        "mathtext.tt": "DejaVu Sans Mono",
    } | SAME_BYTES
