"""Rewriting the Markdown of a cell: roles, boxes, footnote labels; code is left alone."""

import re
from collections.abc import Callable, Iterator

from walkback.errors import ExportError
from walkback.notebooks.myst_roles import Role, fenced, map_prose, parts, prose_of, replaced

BOXES = ("method", "caution", "finding")

_BOX = re.compile(r"^(?P<colons>:{3,})\s*\{(?P<kind>[^}\s.#]+)\}[ \t]*(?P<title>.*)$")
_OPTION = re.compile(r"^:(?P<name>[a-z-]+):[ \t]*(?P<value>.*)$")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_HTML = re.compile(
    r"<(?:!--|/?(?:a|b|br|center|details|div|em|font|hr|i|iframe|img|li|ol|p|script|small|span"
    r"|strong|style|sub|summary|sup|svg|table|td|th|tr|u|ul|video)\b[^<>]*>)",
    re.I,
)


def replace_roles(text: str, put: Callable[[str], str]) -> str:
    """The text with each ``{eval}`expression` `` replaced by what `put` returns for it.

    Raises:
        ExportError: If a role is not `eval`.
    """

    def one(role: Role) -> str:
        if role.name != "eval":
            raise ExportError(
                f"the role {{{role.name}}} is not known: write {{eval}}`expression` for a "
                "value, [@id] for a source."
            )
        return put(role.content)

    return replaced(text, one)


def prefix_footnotes(text: str, prefix: str) -> str:
    """The text with every footnote label `[^a]` turned into `[^prefix-a]`."""
    return map_prose(text, lambda prose: _FOOTNOTE.sub(rf"[^{prefix}-\1]", prose))


def footnotes(text: str) -> tuple[set[str], set[str]]:
    """The labels of the footnotes that the text refers to, and of those that it defines."""
    used: set[str] = set()
    defined: set[str] = set()
    for part in prose_of(text):
        for match in _FOOTNOTE.finditer(part):
            begins = part[: match.start()].rpartition("\n")[2] == ""
            (defined if begins and part[match.end() :].startswith(":") else used).add(match[1])
    return used, defined


def raw_html(text: str) -> str | None:
    """The first HTML tag or comment in the prose, None if there is none."""
    for piece, part in parts(text):
        found = _HTML.search(piece) if part == piece or piece.startswith("<!--") else None
        if found:
            return found[0]
    return None


def open_boxes(text: str) -> str:
    """The text with MyST admonitions turned into Pandoc's fenced divisions.

    Raises:
        ExportError: If a directive or the class of a box is not known.
    """
    return "".join(piece if code else _boxes(piece) for code, piece in fenced(text))


def _boxes(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(_box_lines(lines))


def _box_lines(lines: list[str]) -> Iterator[str]:
    waiting = list(reversed(lines))
    while waiting:
        line = waiting.pop()
        match = _BOX.match(line)
        if match is None:
            yield line
            continue
        options: dict[str, str] = {}
        while waiting and (option := _OPTION.match(waiting[-1])):
            options[option["name"]] = option["value"].strip()
            waiting.pop()
        yield from _open(match, options)


def _open(match: re.Match[str], options: dict[str, str]) -> list[str]:
    """The lines that open one box."""
    if match["kind"] != "admonition":
        raise ExportError(
            f":::{{{match['kind']}}} is not known: write :::{{admonition}} Title, and below it "
            f":class: with one of {', '.join(BOXES)}."
        )
    kind = options.get("class", "")
    if kind not in BOXES:
        raise ExportError(
            f'the box "{match["title"]}" has the class "{kind}": write :class: with one of '
            f"{', '.join(BOXES)} below its first line."
        )
    inner = ":" * len(match["colons"])
    return ["", f"{inner} {{.box .{kind}}}", f"{inner} {{.box-title}}", match["title"], inner, ""]
