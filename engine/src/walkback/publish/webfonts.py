"""The shipped fonts as a style sheet: only the characters in use, inside the page itself."""

import base64
import io
from functools import cache, lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from walkback.errors import SetupError
from walkback.publish.assets import FONTS

ALWAYS = "".join(map(chr, range(0x20, 0x7F)))
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "onum", "pnum", "tnum"]


def font_faces(text: str) -> str:
    """An `@font-face` rule for every shipped font that has a character of the text.

    The fonts are packed as WOFF. WOFF2 is a sixth smaller, but needs a further package and takes
    three times as long. The same text gives the same rules, byte for byte.

    Args:
        text: All that the page shows; markup in it does no harm.

    Raises:
        SetupError: If there are no fonts in the package.
    """
    paths = sorted(path for path in FONTS.glob("Walkback*") if path.suffix in {".ttf", ".otf"})
    if not paths:
        raise SetupError(f"There are no fonts in {FONTS}: restore them with git.")
    used = frozenset(text + ALWAYS)
    return "\n".join(_rule(path, used & _covered(path)) for path in paths if used & _covered(path))


@cache
def _covered(path: Path) -> frozenset[str]:
    """The characters that a font has."""
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=64)  # reports of one sweep have nearly all of their characters in common
def _rule(path: Path, characters: frozenset[str]) -> str:
    """The rule of one font; its family, weight and slant are read from the font itself."""
    options = subset.Options(layout_features=FEATURES, flavor="woff", recalc_timestamp=False)
    options.drop_tables += ["name"]  # kept whole: to find those in use takes a third of the time
    packed = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        names = font["name"]
        family, style = (str(names.getDebugName(n)) for n in (1, 2))
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(characters)))
        subsetter.subset(font)
        font["name"] = names
        subset.save_font(font, packed, options)
    return (
        f'@font-face{{font-family:"{family}";'
        f"font-weight:{700 if 'Bold' in style else 400};"
        f"font-style:{'italic' if 'Italic' in style else 'normal'};"
        f"src:url(data:font/woff;base64,{base64.b64encode(packed.getvalue()).decode()}) "
        'format("woff")}'
    )
