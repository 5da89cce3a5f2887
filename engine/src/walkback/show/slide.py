"""A figure as a slide: one picture that carries its own title and its sources."""

import textwrap
from functools import cache
from pathlib import Path

import typst

from walkback.show import theme
from walkback.show.fonts import FOLDER

TEMPLATE = Path(__file__).with_name("slide.typ")
PIXELS = 200  # an inch
LINE = 140  # letters of a line of sources
LINES = 3


def slide(picture: Path, title: str, subtitle: str, sources: list[str]) -> bytes:
    """Set a figure with its words, by Typst, which sets the report's PDF too.

    Args:
        picture: The figure as SVG.
        title: The finding.
        subtitle: Measure, unit and years.
        sources: Ids of the sources; what does not fit in three lines is left out, with a sign.

    Returns:
        The bytes of a PNG.
    """
    words = {
        "title": title,
        "subtitle": subtitle,
        "sources": source_lines(sources),
        "picture": f"/{picture.name}",
        "width": f"{theme.WIDTH}",
        "ink": theme.INK,
    }
    made = _compiler(picture.parent).compile(format="png", ppi=PIXELS, sys_inputs=words)
    return bytes(made)  # type: ignore[arg-type]  # the document has one page


def source_lines(sources: list[str]) -> str:
    """The ids of the sources in at most three lines."""
    lines = textwrap.wrap("Sources: " + ", ".join(sources), LINE, break_on_hyphens=False)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][: LINE - 8] + " …"]
    return "\n".join(lines)


def _compiler(folder: Path) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATE.read_bytes(), root=folder, font_paths=_fonts(), ignore_system_fonts=True
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])
