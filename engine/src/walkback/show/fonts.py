"""The shipped fonts, made known to matplotlib."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from matplotlib import font_manager, ft2font

from walkback.errors import SetupError

FOLDER = Path(str(files("walkback"))) / "fonts"

FAMILIES = ["Walkback Sans", "Walkback Sans SC", "DejaVu Sans"]
"""What `font.family` is set to: Latin, then Chinese, then matplotlib's own font for rare signs."""


MONO = "DejaVu Sans Mono"
"""The font of code, which Typst brings along: it has what ours lack of Greek and Cyrillic."""


@cache
def covered() -> frozenset[int]:
    """The code points of all characters that the documents can show, in any of their fonts."""
    mono = font_manager.findfont(MONO, fallback_to_default=False)
    paths = [*map(str, FOLDER.glob("Walkback*.[ot]tf")), str(mono)]
    return frozenset().union(*(ft2font.FT2Font(path).get_charmap() for path in paths))


@cache
def register() -> None:
    """Add every shipped font to matplotlib's font manager, once in a process.

    Raises:
        SetupError: If there are no fonts in the package.
    """
    paths = sorted(p for p in FOLDER.glob("Walkback*") if p.suffix in {".ttf", ".otf"})
    if not paths:
        raise SetupError(
            f"There are no fonts in {FOLDER}: the package is incomplete. Install it again, or "
            "restore the folder with git."
        )
    for path in paths:
        font_manager.fontManager.addfont(path)
