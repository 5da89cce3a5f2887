"""The order of readers: sections of notebooks put into the parts of the report, and into its annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import panflute as pf

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place
from walkback.publish.part import Part
from walkback.report_parts import ANNEX, MAIN, ReportPart

FURTHER = "annex"  # the class of a heading that moves its section there
_FILE = "report.toml"
_DEEPEST = 6


@dataclass
class Section:
    """A heading with what is below it, or the begin of a notebook.

    Attributes:
        notebook: The notebook that it stands in.
        heading: Its heading; None for the begin of a notebook.
        own: What stands before the next heading, cell by cell; the first begins with the heading.
        below: The sections below it.
    """

    notebook: str
    heading: pf.Header | None = None
    own: list[Part] = field(default_factory=list)
    below: list[Section] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of its heading, 0 without one."""
        return int(self.heading.level) if self.heading else 0

    def everything(self) -> Iterator[Part]:
        """All of it, in order."""
        yield from self.own
        for section in self.below:
            yield from section.everything()


def ordered(
    parts: Sequence[Part], wanted: Sequence[ReportPart], *, whole: bool = True
) -> list[Part]:
    """The cells in the order in which readers get them.

    Cover and summary stay in front. The main report has the sections that its parts name, then what no
    part names. What is marked `.annex`, or is named by a part of the annex, comes last, as appendices.

    Args:
        parts: What the cells give to the document, in the order of the notebooks.
        wanted: The parts of the report.
        whole: Whether all notebooks are there: a single one has no parts, but may have an annex.

    Raises:
        ExportError: If a part names a section that is not there or is left without one, or if a section
            of the cover or the summary is marked.
    """
    front = [part for part in parts if part.role in ("cover", "summary")]
    _refuse_marks(front)
    roots = _roots([part for part in parts if part.role == "chapter"])
    wanted = wanted if whole else ()
    marked = list(_marked(roots))
    named = {label: _taken(roots, marked, label) for one in wanted for label in one.sections}
    made: dict[str, list[Part]] = {MAIN: [], ANNEX: []}
    for number, one in enumerate(wanted, 1):
        found = [named[label] for label in one.sections]
        found += _rest(one, roots, marked)
        made[one.document] += _composed(one, found, number)
    for root in roots:
        made[MAIN] += root.everything()
    for section in marked:
        made[ANNEX] += _raised(section, 1).everything()
    others = [part for part in parts if part.role == "appendix"]
    annex = [replace(part, role="appendix", document=ANNEX) for part in made[ANNEX]]
    return [*front, *_joined([*made[MAIN], *annex]), *others]


def _roots(parts: Sequence[Part]) -> list[Section]:
    """The notebooks as sections within sections."""
    roots: list[Section] = []
    open_: list[Section] = []
    for part in parts:
        if not roots or roots[-1].notebook != part.place.notebook:
            roots.append(Section(part.place.notebook))
            open_ = [roots[-1]]
        for piece in _pieces(part):
            heading = piece.blocks[0] if piece.blocks else None
            if isinstance(heading, pf.Header):
                while open_[-1].level >= heading.level:
                    open_.pop()
                open_[-1].below.append(Section(part.place.notebook, heading))
                open_.append(open_[-1].below[-1])
            open_[-1].own.append(piece)
    return roots


def _pieces(part: Part) -> Iterator[Part]:
    """A cell cut before each of its headings."""
    begins = [n for n, block in enumerate(part.blocks) if n and isinstance(block, pf.Header)]
    for begin, end in zip([0, *begins], [*begins, len(part.blocks)], strict=True):
        yield replace(part, blocks=part.blocks[begin:end])


def _joined(pieces: Sequence[Part]) -> Iterator[Part]:
    """The pieces of a cell that are still beside each other as one again."""
    for (place, role, document), group in groupby(
        pieces, key=lambda part: (part.place, part.role, part.document)
    ):
        yield Part(place, role, [block for part in group for block in part.blocks], document)


def _taken(roots: Sequence[Section], marked: list[Section], label: str) -> Section:
    """The section with a label, taken out of its notebook or from among those that are marked."""
    for among in (marked, *(above.below for above in _all([*roots, *marked]))):
        for section in among:
            if section.heading is not None and section.heading.identifier == label:
                among.remove(section)
                return section
    raise ExportError(
        f"{_FILE}: [[part]] names the section {label!r}, but no heading has that label, or it is part of "
        "another section that is named: give the heading the label, or correct the name."
    )


def _all(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.below)


def _marked(roots: Sequence[Section]) -> Iterator[Section]:
    """The sections marked for the annex, taken out of their notebooks."""
    for section in list(_all(roots)):
        for below in list(section.below):
            if below.heading is not None and FURTHER in below.heading.classes:
                section.below.remove(below)
                yield below


def _rest(one: ReportPart, roots: list[Section], marked: list[Section]) -> list[Section]:
    """What the notebooks of a part have that no part names."""
    found: list[Section] = []
    for name in one.notebooks:
        among = roots if one.document == MAIN else marked
        own = [section for section in among if section.notebook == name]
        for section in own:
            among.remove(section)
        found += own
    return found


def _composed(one: ReportPart, sections: Sequence[Section], number: int) -> list[Part]:
    """The cells of a part, below its heading if it has one."""
    level = 2 if one.title else 1
    raised = [_raised(section, level) for section in sections]
    cells = [part for section in raised for part in section.everything() if part.blocks]
    if not cells:
        raise ExportError(
            f"{_FILE}: [[part]] {number}{f' ({one.title})' if one.title else ''} has no sections: mark some "
            "with .annex, name others, or delete the part."
        )
    if not one.title:
        return cells
    heading = pf.Header(*_words(one.title), level=1, identifier=one.label)
    return [Part(Place(_FILE, number, one.title), "chapter", [heading]), *cells]


def _words(text: str) -> list[pf.Element]:
    made: list[pf.Element] = []
    for word in text.split():
        made += [pf.Space(), pf.Str(word)] if made else [pf.Str(word)]
    return made


def _raised(section: Section, level: int) -> Section:
    """A section whose highest headings have a level."""
    if section.heading is None:  # the begin of a notebook
        for below in section.below:
            _raised(below, level)
        return section
    by = level - section.level
    for one in _all([section]):
        if one.heading is not None:
            one.heading.level = min(max(one.heading.level + by, 1), _DEEPEST)
            one.heading.classes = [name for name in one.heading.classes if name != FURTHER]
    return section


def _refuse_marks(front: Sequence[Part]) -> None:
    for part in front:
        for block in part.blocks:
            if isinstance(block, pf.Header) and FURTHER in block.classes:
                raise ExportError(
                    f"{part.place}: a heading of the {part.role} is marked .{FURTHER}: take the mark away, "
                    f"or the tag {part.role} of the cell."
                )
