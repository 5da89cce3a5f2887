"""Directives: `:::{name} argument`, options below, then the body; with backticks the same."""

import re
from dataclasses import dataclass, field

from walkback.errors import ExportError

BOXES = ("method", "caution", "finding", "judgement")

_NAME = re.compile(r"\{(?P<name>[^}\s]+)\}[ \t]*(?P<argument>.*)", re.DOTALL)
_OPTION = re.compile(r":(?P<name>[A-Za-z][\w-]*):[ \t]*(?P<value>.*)")


@dataclass(frozen=True)
class Directive:
    """A directive.

    Attributes:
        name: `admonition`.
        argument: What stands behind it on the line, as Markdown.
        options: By name.
        body: The lines below the options.
    """

    name: str
    argument: str
    body: str
    options: dict[str, str] = field(default_factory=dict)


def directive(info: str, content: str) -> Directive | None:
    """The directive of a fence; None if the fence is no directive.

    Args:
        info: What stands behind the fence.
        content: The lines within.
    """
    found = _NAME.fullmatch(info.strip())
    if not found:
        return None
    lines = content.split("\n")
    options: dict[str, str] = {}
    while lines and (option := _OPTION.fullmatch(lines[0].strip())):
        options[option["name"]] = option["value"].strip()
        lines.pop(0)
    return Directive(found["name"], found["argument"].strip(), "\n".join(lines), options)


def only(given: Directive, *allowed: str) -> None:
    """Refuse options that the directive does not have here.

    Raises:
        ExportError: If it has another one.
    """
    other = [name for name in given.options if name not in allowed]
    if given.body.lstrip().startswith("---"):
        other.append("---")
    if other:
        raise ExportError(
            f"{{{given.name}}} has the option {other[0]}, which the report does not have: "
            + (f"write :{allowed[0]}: … alone." if allowed else "remove it.")
        )


def box_kind(given: Directive) -> str:
    """The class of an admonition.

    Raises:
        ExportError: If it is none of `BOXES`.
    """
    only(given, "class")
    kind = given.options.get("class", "")
    if kind not in BOXES:
        raise ExportError(
            f'the box "{given.argument}" has the class "{kind}": write :class: with one of '
            f"{', '.join(BOXES)} below its first line."
        )
    return kind


def refuse(given: Directive) -> None:
    """Refuse a directive that no report has.

    Raises:
        ExportError: Always, with what to write instead.
    """
    if given.name[0] in "=.#":
        raise ExportError(
            f"``` {{{given.name}}} is no language: write a fence of backticks with a language alone, "
            "```python."
        )
    instead = _INSTEAD.get(given.name)
    if instead is None:
        instead = (
            f"write :::{{admonition}} Title, and below it :class: with one of {', '.join(BOXES)}"
        )
    raise ExportError(f":::{{{given.name}}} is not known: {instead}.")


_INSTEAD = {
    "figure": "show the picture through show_figure",
    "image": "show the picture through show_figure",
    "code": "write a fence of backticks with the language, ```python",
    "code-block": "write a fence of backticks with the language, ```python",
    "code-cell": "make it a code cell",
    "list-table": "write a table with pipes, or show a frame through show_table",
    "csv-table": "show the frame through show_table",
    "bibliography": "leave it out, the report lists its sources by itself",
    "footbibliography": "leave it out, the report lists its sources by itself",
    "tableofcontents": "leave it out, the report has a table of contents",
    "toc": "leave it out, the report has a table of contents",
    "contents": "leave it out, the report has a table of contents",
    "eval": "write {eval}`expression` in a line",
}
