"""What a drawn figure shows, read back for tests."""

from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SMALLEST = 9  # points


def texts(fig: Figure) -> list[Text]:
    """The visible texts, drawn once so that they have a place."""
    fig.canvas.draw()
    return [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible()]


def words(fig: Figure) -> list[str]:
    """What the texts say."""
    return [text.get_text() for text in texts(fig)]


def smallest(fig: Figure) -> float:
    """The smallest size of a text in points."""
    return min(text.get_fontsize() for text in texts(fig))


def covering(found: list[Text], slack: float = 1.0) -> list[tuple[str, str]]:
    """Pairs of texts of which one covers the other by more than `slack` pixels."""
    boxes = [(text.get_text(), shrunk(text.get_window_extent(), slack)) for text in found]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]


def shrunk(box: Bbox, slack: float) -> Bbox:
    """The box, smaller on each side."""
    return Bbox.from_extents(box.x0 + slack, box.y0 + slack, box.x1 - slack, box.y1 - slack)
