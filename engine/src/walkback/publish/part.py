"""What one cell gives to the document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import panflute as pf

from walkback.notebooks.cell_location import Place
from walkback.publish.markdown.blocks import Blocks
from walkback.report_parts import MAIN

EXHIBITS = {"report-figure", "report-table"}
_CONTAINERS = (
    pf.Div,
    pf.BlockQuote,
    pf.BulletList,
    pf.OrderedList,
    pf.ListItem,
    pf.DefinitionList,
)


@dataclass(frozen=True)
class Part:
    """What one cell, or a piece of it, gives to the document.

    Attributes:
        place: Where it stands.
        role: `cover`, `summary`, `chapter` or `appendix`.
        blocks: Its blocks.
        document: `main` or `annex`.
    """

    place: Place
    role: str
    blocks: Blocks
    document: str = MAIN

    @property
    def labels(self) -> list[str]:
        """The labels of its headings, figures and tables."""
        return [one.identifier for one in labelled(self.blocks) if one.identifier]


def labelled(blocks: Iterable[Any]) -> Iterator[Any]:
    """The headings, figures and tables, also those in boxes, lists and quotations."""
    for block in blocks:
        if isinstance(block, pf.Header) or (
            isinstance(block, pf.Div) and EXHIBITS & set(block.classes)
        ):
            yield block
        elif isinstance(block, _CONTAINERS):
            yield from labelled(block.content)
