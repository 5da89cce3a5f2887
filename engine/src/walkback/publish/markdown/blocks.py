"""Paragraphs, lists, tables, boxes: from the nodes of markdown-it to the blocks of pandoc."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import panflute as pf

from walkback.errors import ExportError
from walkback.notebooks import directives
from walkback.notebooks.directives import Directive
from walkback.notebooks.syntax import Node, parse
from walkback.publish.columns import fit
from walkback.publish.markdown.inlines import Inlines, Reading, inlines, no_expression, read_inlines

Blocks = list[Any]
ALIGN = {"l": "AlignLeft", "r": "AlignRight", "c": "AlignCenter"}

_ALIGNED = re.compile(r"text-align:\s*(left|right|center)")
_FENCES = re.compile(r"[>\s]*(?P<fence>:{3,}|`{3,}|~{3,})\s*")
_RESERVED = re.compile(
    r"value-(?:\d+|[0-9a-f]{10})|use-.+-[0-9a-f]{4}(?:-\d+)?|use-\d+-\d+|refs|made-from|ref-.*"
)
_CLASSES = {"annex", "unnumbered"}
_TASK = re.compile(r"\[[ xX]\]\s")


@dataclass(frozen=True)
class Prose:
    """One text while it is read.

    Attributes:
        put: Gives the elements of an expression in `{eval}`.
        alone: Gives the blocks of an expression that has a paragraph of its own.
        lines: The lines of the text.
        notes: The footnotes by number.
        within: Numbers of the footnotes that are being read.
        noted: Numbers of the footnotes that were referred to.
        container: What the text stands in, `a list` for example; "" for nothing.
    """

    put: Callable[[str], Inlines] = no_expression
    alone: Callable[[str], Blocks] | None = None
    lines: Sequence[str] = ()
    notes: dict[int, Node] = field(default_factory=dict)
    within: tuple[int, ...] = ()
    noted: set[int] = field(default_factory=set)
    container: str = ""

    @property
    def reading(self) -> Reading:
        """What the elements within a line are made with."""
        return Reading(self.put, self.note)

    def note(self, number: int) -> Blocks:
        """The blocks of a footnote."""
        if number in self.within:
            raise ExportError("a footnote refers to itself: take the mark out of its text.")
        if number in self.noted:
            raise ExportError(
                "a footnote is referred to twice: write it twice, each with its own mark."
            )
        self.noted.add(number)
        inner = replace(self, within=(*self.within, number), container="a footnote")
        return _all(self.notes[number].children, inner)


def read_blocks(text: str, prose: Prose | None = None) -> Blocks:
    """Markdown as blocks of pandoc.

    Args:
        text: The Markdown.
        prose: What expressions give; None where there can be none.

    Raises:
        ExportError: If the text holds what no report has, or what is not finished.
    """
    root, env = parse(text)
    labels = env.get("footnotes", {}).get("refs", {})
    for label, number in labels.items():
        if number < 0:
            raise ExportError(f"nothing refers to the footnote [^{label[1:]}]: remove it.")
    notes = {
        note.meta["id"]: note
        for node in root.children
        if node.type == "footnote_block"
        for note in node.children
    }
    return _all(
        root.children, replace(prose or Prose(), lines=text.split("\n"), notes=notes, noted=set())
    )


def _all(nodes: Sequence[Node], prose: Prose) -> Blocks:
    made: Blocks = []
    target = ""
    for node in nodes:
        if node.type == "myst_target":
            target = _one_target(target, node)
            continue
        found = _block(node, prose)
        if target and node.type != "myst_line_comment":
            _label(found, target)
            target = ""
        made += found
    if target:
        raise ExportError(f"the label ({target})= stands before nothing: put it above a heading.")
    return made


def _one_target(before: str, node: Node) -> str:
    if before:
        raise ExportError(f"({before})= and ({node.content})= label one heading: keep one of them.")
    return str(node.content)


def _label(found: Blocks, target: str) -> None:
    """Give the label of a target to the heading below it."""
    heading = found[0] if found else None
    if not isinstance(heading, pf.Header) or heading.identifier:
        raise ExportError(
            f"the label ({target})= stands before no heading, or before one that has a label: put it "
            "above a heading, and give figures and tables theirs where they are shown."
        )
    heading.identifier = _identifier(target)


def _identifier(given: str) -> str:
    if _RESERVED.fullmatch(given):
        raise ExportError(f"#{given} is a mark that only the exporter makes: choose another name.")
    return given


def _block(node: Node, prose: Prose) -> Blocks:
    make = _BLOCKS.get(node.type)
    if make is None:
        raise ExportError(f"a report has no {node.type.replace('_', ' ')}: write it otherwise.")
    return make(node, prose)


def _paragraph(node: Node, prose: Prose) -> Blocks:
    expression = _only_expression(node)
    if expression is not None and prose.alone is not None:
        return prose.alone(expression)
    content = inlines(node.children, prose.reading)
    return [pf.Plain(*content) if node.hidden else pf.Para(*content)] if content else []


def _only_expression(node: Node) -> str | None:
    """The expression of a paragraph that is nothing else."""
    inner = node.children[0].children if node.children else []
    is_role = len(inner) == 1 and inner[0].type == "myst_role" and inner[0].meta["name"] == "eval"
    return str(inner[0].content.strip()) if is_role else None


def _heading(node: Node, prose: Prose) -> Blocks:
    if prose.container:
        raise ExportError(
            f"a heading stands in {prose.container}: put it before, or write it in bold."
        )
    ids, classes = node.meta.get("ids", []), node.meta.get("classes", [])
    odd = [name for name in classes if name not in _CLASSES]
    if odd:
        raise ExportError(
            f"a heading has no class .{odd[0]}: there is {', .'.join(sorted(_CLASSES))}."
        )
    if len(ids) > 1:
        raise ExportError(f"a heading has the labels #{ids[0]} and #{ids[1]}: keep one of them.")
    content = inlines(node.children, prose.reading)
    if not content:
        raise ExportError("a heading has no words: write some, or delete its line.")
    if any(isinstance(one, pf.Note) for one in content):
        raise ExportError("a footnote stands in a heading: put its mark into the text below.")
    identifier = _identifier(ids[0]) if ids else ""
    return [pf.Header(*content, level=int(node.tag[1]), identifier=identifier, classes=classes)]


def _items(node: Node, prose: Prose) -> list[Any]:
    for item in node.children:
        first = next((leaf.content for leaf in item.walk() if leaf.type == "text"), "")
        if _TASK.match(first):
            raise ExportError("a report has no boxes to tick: write a plain list.")
    inner = replace(prose, container="a list")
    return [pf.ListItem(*_all(item.children, inner)) for item in node.children]


def _ordered(node: Node, prose: Prose) -> Blocks:
    start = int(node.attrGet("start") or 1) if node.attrGet("start") != 0 else 0
    return [pf.OrderedList(*_items(node, prose), start=start, style="Decimal", delimiter="Period")]


def _definitions(node: Node, prose: Prose) -> Blocks:
    items: list[tuple[Inlines, list[Any]]] = []
    for child in node.children:
        if child.type == "dt":
            items.append((inlines(child.children, prose.reading), []))
        else:
            inner = replace(prose, container="a definition")
            items[-1][1].append(pf.Definition(*_all(child.children, inner)))
    return [pf.DefinitionList(*(pf.DefinitionItem(term, said) for term, said in items))]


def _fence(node: Node, prose: Prose) -> Blocks:
    if not _closed(node, prose.lines):
        raise ExportError("a box (:::) or a code fence (```) is opened and not closed.")
    found = directives.directive(node.info, node.content)
    if found:
        return _directive(found, prose)
    if node.type == "colon_fence":
        raise ExportError(
            f":::{node.info.strip()} names no directive: write :::{{admonition}} Title, and below it "
            f":class: with one of {', '.join(directives.BOXES)}."
        )
    language = node.info.split()[:1]
    if language and not re.fullmatch(r"[\w+#.-]+", language[0]):
        raise ExportError(
            f"``` {node.info.strip()} names no language: write ```python, for example."
        )
    return [pf.CodeBlock(node.content.removesuffix("\n"), classes=language)]


def _closed(node: Node, lines: Sequence[str]) -> bool:
    first, end = node.map or (0, 0)
    last = _FENCES.fullmatch(lines[end - 1]) if first < end - 1 else None
    return last is not None and last["fence"].startswith(node.markup)


def _directive(given: Directive, prose: Prose) -> Blocks:
    make = _DIRECTIVES.get(given.name)
    if make is None:
        directives.refuse(given)
        return []
    return make(given, prose)


def _box(given: Directive, prose: Prose) -> Blocks:
    kind = directives.box_kind(given)
    title = pf.Div(pf.Plain(*read_inlines(given.argument, prose.reading)), classes=["box-title"])
    body = read_blocks(given.body, replace(prose, container="a box"))
    return [pf.Div(title, *body, classes=["box", kind])]


def _math(given: Directive, _prose: Prose) -> Blocks:
    directives.only(given)
    return [_display(given.argument or given.body)]


def _display(formula: str) -> Any:
    return pf.Para(pf.Math(formula.strip(), format="DisplayMath"))


def _captioned(given: Directive, prose: Prose) -> Blocks:
    """`:::{table} Title` with `:name: tbl-…` and a table with pipes."""
    directives.only(given, "name")
    label = given.options.get("name", "")
    grid = read_blocks(given.body, prose)
    if (
        not label.startswith("tbl-")
        or not given.argument
        or [type(one) for one in grid] != [pf.Table]
    ):
        raise ExportError(
            ":::{table} takes a title, below it :name: tbl-something, and then one table with pipes."
        )
    return [table_block(label, read_inlines(given.argument, prose.reading), grid[0], [])]


def table_block(label: str, title: Inlines, grid: Any, foot: Blocks) -> Any:
    """A table with its number, title and foot, as the filters know it."""
    parts = [pf.Div(pf.Plain(*title), classes=["title"]), grid, pf.Div(*foot, classes=["foot"])]
    return pf.Div(*parts, identifier=label, classes=["report-table"])


def _table(node: Node, prose: Prose) -> Blocks:
    rows = [row for part in node.children for row in part.children]
    head, body = rows[0], rows[1:]
    aligned = [_ALIGNED.search(str(cell.attrGet("style") or "")) for cell in head.children]
    align = [found[1][0] if found else "l" for found in aligned]
    cells = [
        [inlines(cell.children, prose.reading) for cell in row.children] for row in (head, *body)
    ]
    return [fit(grid(cells[0], cells[1:], align))]


def grid(
    heads: Sequence[Inlines],
    rows: Sequence[Sequence[Inlines]],
    align: Sequence[str],
    widths: Sequence[float | None] = (),
    header_columns: int = 0,
    classes: Sequence[str] = (),
) -> Any:
    """A table of pandoc.

    Args:
        heads: The heads of the columns.
        rows: The cells of each row, as many as heads.
        align: `l`, `r` or `c` for each column.
        widths: Shares of the line; none lets the content decide.
        header_columns: How many columns at the left name the row.
        classes: Classes of the table.
    """
    sizes = [width or "ColWidthDefault" for width in widths] or ["ColWidthDefault"] * len(heads)
    head = pf.TableRow(*(_cell(text, "col") for text in heads))
    body = [
        pf.TableRow(
            *(_cell(text, "row" if n < header_columns else "") for n, text in enumerate(row))
        )
        for row in rows
    ]
    return pf.Table(
        pf.TableBody(*body, row_head_columns=header_columns),
        head=pf.TableHead(head),
        colspec=[
            (ALIGN.get(letter, ALIGN["l"]), size) for letter, size in zip(align, sizes, strict=True)
        ],
        classes=list(classes),
    )


def _cell(text: Inlines, scope: str) -> Any:
    return pf.TableCell(pf.Plain(*text), attributes={"scope": scope} if scope else {})


def _refused(what: str) -> Callable[[Node, Prose], Blocks]:
    def refuse(node: Node, _prose: Prose) -> Blocks:
        first = node.content.strip().partition("\n")[0]
        raise ExportError(what.format(first))

    return refuse


def _nothing(_node: Node, _prose: Prose) -> Blocks:
    return []


_DIRECTIVES: dict[str, Callable[[Directive, Prose], Blocks]] = {
    "admonition": _box,
    "math": _math,
    "table": _captioned,
}

_BLOCKS: dict[str, Callable[[Node, Prose], Blocks]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": lambda node, prose: [pf.BulletList(*_items(node, prose))],
    "ordered_list": _ordered,
    "dl": _definitions,
    "blockquote": lambda node, prose: [
        pf.BlockQuote(*_all(node.children, replace(prose, container="a quotation")))
    ],
    "fence": _fence,
    "colon_fence": _fence,
    "code_block": lambda node, _prose: [pf.CodeBlock(node.content.removesuffix("\n"))],
    "hr": lambda _node, _prose: [pf.HorizontalRule()],
    "table": _table,
    "math_block": lambda node, _prose: [_display(node.content)],
    "amsmath": lambda node, _prose: [_display(node.content)],
    "math_block_label": _refused(
        "a formula has a label: formulas have no numbers here, remove it and refer to the section."
    ),
    "html_block": _refused("HTML in prose ({}) would not reach the PDF: write Markdown instead."),
    "front_matter": _refused(
        "the cell begins with front matter (---): write the title as a heading, and the rest in "
        "report.toml."
    ),
    "myst_line_comment": _nothing,
    "myst_block_break": _nothing,
    "footnote_block": _nothing,
    "footnote_anchor": _nothing,
}
