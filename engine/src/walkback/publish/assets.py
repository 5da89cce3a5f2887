"""Finding the files that a document shows: pictures and the data behind them."""

import base64
import csv
import re
from pathlib import Path

from walkback.errors import ExportError

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent.parent / "fonts"

_PATH = re.compile(r"figures/[A-Za-z0-9][\w-]*\.(svg|png|csv)", re.ASCII)
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".csv": "text/csv"}


def find(start: Path, relative: str) -> Path:
    """The file `figures/NAME` below the nearest folder at or above `start` that has it.

    Raises:
        ExportError: If it is another path, is of a kind that is not shown, or is not there.
    """
    if not _PATH.fullmatch(relative):
        raise ExportError(f"{relative!r} is not the path of an svg, png or csv file in figures/.")
    for folder in (start, *start.parents):
        found = folder / relative
        if found.is_file():
            if found.resolve().parent != (folder / "figures").resolve():
                raise ExportError(f"{relative} leads out of figures/: put the file itself there.")
            return found
    raise ExportError(f"{relative} is not there: run the notebook that draws it again.")


def picture(start: Path, relative: str) -> Path:
    """The picture `relative`, as `find` does.

    Raises:
        ExportError: Also if the file is no picture of the kind that its name says.
    """
    path = find(start, relative)
    begin = path.read_bytes()[:2000]
    if not (b"<svg" in begin if path.suffix == ".svg" else begin.startswith(b"\x89PNG")):
        raise ExportError(f"{relative} is no {path.suffix[1:]} file: draw it again.")
    return path


def data_uri(path: Path) -> str:
    """The file as a `data:` address."""
    return f"data:{_TYPES[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def rows_of(path: Path) -> list[list[str]]:
    """The cells of a CSV file, the head first.

    Raises:
        ExportError: If it is no CSV in UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    except (csv.Error, UnicodeDecodeError) as error:
        raise ExportError(
            f"figures/{path.name} cannot be read as CSV ({error}): run its notebook again."
        ) from error
