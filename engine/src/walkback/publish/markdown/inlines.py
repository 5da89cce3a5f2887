"""Text within a line: from the nodes of markdown-it to the inline elements of pandoc."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import panflute as pf

from walkback.errors import ExportError
from walkback.notebooks.citations import Citation
from walkback.notebooks.syntax import Node, parse_inline
from walkback.publish.invisible_characters import refuse_unseen
from walkback.publish.markdown.links import refuse_address
from walkback.publish.markdown.references import is_label, named, referred

Inlines = list[Any]


def no_expression(expression: str) -> Inlines:
    """What `{eval}` gives where no expression can be: in a computed text.

    Raises:
        ExportError: Always.
    """
    raise ExportError(
        f"{{eval}}`{expression}` stands in a computed text: put its value there instead."
    )


@dataclass(frozen=True)
class Reading:
    """What the elements of one text are made with.

    Attributes:
        put: Gives the elements of an expression in `{eval}`.
        note: Gives the blocks of the footnote with a number.
    """

    put: Callable[[str], Inlines] = no_expression
    note: Callable[[int], list[Any]] = lambda _number: []


_PLAIN = Reading()

_SPACE = re.compile(r"[ \t\n]+")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_LOOSE = re.compile(r"\{[#.][A-Za-z][^{}]*\}")
_TEXT = {"text", "text_special"}


def words(text: str) -> Inlines:
    """Plain text as words and spaces; nothing in it is read as markup."""
    made: Inlines = []
    for n, word in enumerate(_SPACE.split(text)):
        if n:
            made.append(pf.Space())
        if word:
            made.append(pf.Str(word))
    return made


def read_inlines(text: str, reading: Reading = _PLAIN) -> Inlines:
    """Markdown on one line.

    Raises:
        ExportError: If it holds what no report has.
    """
    return inlines(parse_inline(text).children, reading)


def inlines(nodes: Sequence[Node], reading: Reading) -> Inlines:
    """The elements of some nodes.

    Raises:
        ExportError: If one of them is what no report has.
    """
    made: Inlines = []
    for n, node in enumerate(nodes):
        if node.type == "inline":
            made += inlines(node.children, reading)
        elif node.type in _TEXT:
            _refuse_loose(node.content)
            made += words(node.content)
        elif node.type in {"math_inline", "math_inline_double"}:
            made.append(_formula(nodes, n))
        else:
            made += _ELEMENTS.get(node.type, _unknown)(node, reading)
    return _joined(made)


def _joined(made: Inlines) -> Inlines:
    """With whole words, and without breaks of lines between Chinese characters, where no space belongs."""
    done: Inlines = []
    for n, one in enumerate(made):
        if isinstance(one, pf.Str) and done and isinstance(done[-1], pf.Str):
            done[-1] = pf.Str(done[-1].text + one.text)
        elif not isinstance(one, pf.SoftBreak):
            done.append(one)
        elif not (_wide(made[:n][-1:], -1) and _wide(made[n + 1 : n + 2], 0)):
            done.append(pf.Space())
    return done


def _wide(beside: Inlines, at: int) -> bool:
    text = pf.stringify(beside[0]) if beside else ""
    return bool(text) and unicodedata.east_asian_width(text[at]) in {"W", "F"}


def _refuse_loose(text: str) -> None:
    """Refuse what would have been a note or a label, and what nobody sees."""
    refuse_unseen(text)
    if "{eval}" in text:
        raise ExportError(
            "{eval} is printed as it stands here: write {eval}`expression`, and no line of it with a "
            "sign of a list at its begin."
        )
    label = _LOOSE.search(text)
    if label:
        raise ExportError(
            f"{label[0]} would be printed as it stands: a label of letters, digits and "
            "hyphens stands behind a heading alone. Give a "
            "figure or a table its label where it is shown, a table in prose with :::{table}; formulas "
            "and other text have none."
        )
    note = _NOTE.search(text)
    if note:
        raise ExportError(
            f"the footnote [^{note[1]}] is not defined in this cell: write its text below, "
            f"[^{note[1]}]: …"
        )


def _formula(nodes: Sequence[Node], n: int) -> Any:
    """A formula between dollar signs; refused where the signs may be money."""
    node = nodes[n]
    content = node.content
    before, after = _beside(nodes, n)
    beside = _of_a_word(before[-1:]) or _of_a_word(after[:1])
    if node.type == "math_inline" and (beside or content != content.strip()):
        raise ExportError(
            f"“{before.split(' ')[-1]}${content}${after.split(' ')[0]}” is read as a formula: write "
            "\\$ where you mean dollars, and no space or letter beside the signs where you mean a formula."
        )
    kind = "InlineMath" if node.type == "math_inline" else "DisplayMath"
    return pf.Math(content.strip(), format=kind)


def _of_a_word(sign: str) -> bool:
    """Whether it is a letter or digit of a word; Chinese has no spaces between words."""
    return sign.isalnum() and unicodedata.east_asian_width(sign) not in {"W", "F"}


def _beside(nodes: Sequence[Node], n: int) -> tuple[str, str]:
    """The text before and after a node."""
    around = (nodes[n - 1] if n else None, nodes[n + 1] if n + 1 < len(nodes) else None)
    before, after = (one.content if one and one.type in _TEXT else "" for one in around)
    return before, after


def _role(node: Node, reading: Reading) -> Inlines:
    name, content = node.meta["name"], node.content.strip()
    if name == "eval":
        return reading.put(content)
    if name in {"ref", "numref", "eq"}:
        return referred(content)
    if name in {"cite", "cite:p", "cite:t"}:
        mode = "AuthorInText" if name == "cite:t" else "NormalCitation"
        return [named([Citation(one.strip(), mode) for one in content.split(",")])]
    if name == "math":
        return [pf.Math(content, format="InlineMath")]
    if name in {"sub", "subscript"}:
        return [pf.Subscript(*words(content))]
    if name in {"sup", "superscript"}:
        return [pf.Superscript(*words(content))]
    raise ExportError(
        f"the role {{{name}}} is not known: write {{eval}}`expression` for a value, [@id] for a source."
    )


def _cited(node: Node, _reading: Reading) -> Inlines:
    citations = node.meta["citations"]
    parts = [(read_inlines(c.prefix), read_inlines(c.suffix)) for c in citations]
    return [named(citations, parts)]


def _link(node: Node, reading: Reading) -> Inlines:
    target = str(node.attrGet("href") or "")
    refuse_address(target)
    content = inlines(node.children, reading)
    if content:
        return [pf.Link(*content, url=target, title=str(node.attrGet("title") or ""))]
    if target.startswith("#") and is_label(target[1:]):
        return referred(target[1:])
    raise ExportError(
        f"the link to {target} has no text, so nobody would see it: write [text]({target})."
    )


def _note(node: Node, reading: Reading) -> Inlines:
    return [pf.Note(*reading.note(node.meta["id"]))]


def _refused(what: str) -> Callable[[Node, Reading], Inlines]:
    def refuse(node: Node, _reading: Reading) -> Inlines:
        raise ExportError(what.format(node.attrGet("src") or node.content))

    return refuse


def _unknown(node: Node, _reading: Reading) -> Inlines:
    raise ExportError(f"a report has no {node.type.replace('_', ' ')}: write it otherwise.")


_ELEMENTS: dict[str, Callable[[Node, Reading], Inlines]] = {
    "softbreak": lambda _node, _reading: [pf.SoftBreak()],
    "hardbreak": lambda _node, _reading: [pf.LineBreak()],
    "em": lambda node, reading: [pf.Emph(*inlines(node.children, reading))],
    "strong": lambda node, reading: [pf.Strong(*inlines(node.children, reading))],
    "code_inline": lambda node, _reading: [pf.Code(node.content)],
    "link": _link,
    "citation": _cited,
    "myst_role": _role,
    "footnote_ref": _note,
    "footnote_anchor": lambda _node, _reading: [],
    "image": _refused("the picture {} stands in prose: show it through show_figure."),
    "html_inline": _refused("HTML in prose ({}) would not reach the PDF: write Markdown instead."),
}
