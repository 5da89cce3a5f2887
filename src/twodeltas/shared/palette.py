"""The colours of the report; no other module names a colour.

Colours: Okabe–Ito, as given in their "Color Universal Design" page. Blue and vermillion stay apart
under deuteranopia and protanopia; every mark has at least 3:1 contrast on white, text 4.5:1.
"""

from walkback.show.theme import INK, OTHERS, PALE, PAPER, RULE, SERIES, WIDTH

FIRST, SECOND, THIRD, FOURTH = SERIES  # of the pair blue and vermillion; green, purple; marks only
SECOND_TEXT = "#8A3C00"  # the second, where it is text
THIRD_TEXT = "#00664B"
FOURTH_TEXT = "#8F3F6D"
LAND = "#EFF1F3"  # land on a map

PAIR = (FIRST, SECOND)
PAIR_TEXT = (FIRST, SECOND_TEXT)
PAIR_PALE = ("#CFE3F1", "#FBDFCB")  # fills of the two with a dark rim
PAIR_DEEP = ("#3891C3", "#B27E57")  # the darkest fills on which text can still be read
MARKERS = {"pct": "o", "publications": "^", "vc": "s"}
METRIC_FILL = {"pct": "#4C6A92", "publications": "#9FB3C8", "vc": "#E3E8EE"}
VERDICT = {
    "corroborated": "#2E6F57",
    "nuanced": "#9FB3C8",
    "not_found": "#E3E8EE",
    "contradicted": "#8A3C00",
}

STEPS = ("#4C6A92", "#9FB3C8", "#E3E8EE")  # an order of three, dark to light

DIVERGING = ("#F1A340", "#F7F7F7", "#998EC3")  # less, as much, more: PuOr of ColorBrewer

__all__ = [
    "DIVERGING",
    "FIRST",
    "FOURTH",
    "FOURTH_TEXT",
    "INK",
    "LAND",
    "MARKERS",
    "METRIC_FILL",
    "OTHERS",
    "PAIR",
    "PAIR_DEEP",
    "PAIR_PALE",
    "PAIR_TEXT",
    "PALE",
    "PAPER",
    "RULE",
    "SECOND",
    "SECOND_TEXT",
    "STEPS",
    "THIRD",
    "THIRD_TEXT",
    "VERDICT",
    "WIDTH",
]
