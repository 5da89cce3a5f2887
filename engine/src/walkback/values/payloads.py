"""The one schema of what a notebook puts into the outputs of its cells: values, figures, tables, prose.

`show` and `Value` write it, `publish` reads it back; neither knows more of the other.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, get_origin

VALUE = "application/vnd.walkback.value+json"
FIGURE = "application/vnd.walkback.figure+json"
TABLE = "application/vnd.walkback.table+json"
PROSE = "application/vnd.walkback.prose+json"
BELOW = (
    "application/vnd.walkback.below+json"  # what Lab shows below a figure; the document has its own
)
MARKDOWN = "application/vnd.walkback.markdown+json"


@dataclass(frozen=True)
class Shown:
    """What figures and tables have in common.

    Attributes:
        label: `fig-…` or `tbl-…`: names the files, and what refers to it.
        title: The finding, as text.
        caption: How to read it, as Markdown.
        data: The path of the CSV with the data, `figures/NAME.csv`.
        sources: Ids of the sources.
        notes: What may not be read out of it, as Markdown; "" for nothing.
    """

    mime: ClassVar[str]
    kind: ClassVar[str]
    prefix: ClassVar[str]

    label: str
    title: str
    caption: str
    data: str
    sources: list[str]
    notes: str

    def as_dict(self) -> dict[str, Any]:
        """The payload."""
        return asdict(self)

    @classmethod
    def lacking(cls, given: Any) -> list[str]:
        """The fields that are missing in a payload, or not of their type."""
        payload = given if isinstance(given, dict) else {}
        types: dict[str, Any] = {f.name: get_origin(f.type) or f.type for f in fields(cls)}
        return [name for name, kind in types.items() if not isinstance(payload.get(name), kind)]


@dataclass(frozen=True)
class ShownFigure(Shown):
    """A figure.

    Attributes:
        subtitle: Measure, unit and years, as text.
        alt: What it shows, for who cannot see it, as text.
        path: The path of the picture, `figures/NAME.svg`.
    """

    mime = FIGURE
    kind = "figure"
    prefix = "fig"

    subtitle: str
    alt: str
    path: str


@dataclass(frozen=True)
class ShownTable(Shown):
    """A table.

    Attributes:
        columns: Name (Markdown), side (`l`, `r`, `c`) and share of the line of each column.
        rows: The cells, as Markdown.
        header_columns: How many columns at the left name the row.
        landscape: Whether it needs a page turned sideways.
    """

    mime = TABLE
    kind = "table"
    prefix = "tbl"

    columns: list[dict[str, Any]]
    rows: list[list[str]]
    header_columns: int
    landscape: bool


VALUE_FIELDS: dict[str, type] = {
    "text": str,
    "unit": str,
    "qualifier": str,
    "how": str,
    "origins": list,
}
"""What `Value.as_dict` gives and a document needs."""
