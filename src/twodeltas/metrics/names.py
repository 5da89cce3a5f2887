"""How the metrics of the ranking are called in titles, tables and figures."""

from twodeltas.shared.bounds import TOTAL

METRIC_NAMES = {
    "pct": "PCT applications",
    "publications": "Publications",
    "vc": "Venture deals",
    TOTAL: "Sum of shares",
}


def in_a_sentence(metric: str) -> str:
    """The name of a metric with a small letter, unless it begins with an abbreviation."""
    name = METRIC_NAMES[metric]
    return name if name.startswith("PCT") else name.lower()
