"""A cell that is not quite of format 4.5, made so in the copy that is run; the rest refused."""

import re
from typing import Any

from walkback.errors import RunError
from walkback.notebooks.notebook_json import (
    DEEPEST,
    Doubled,
    in_conflict,
    restore,
    unresolved,
    walk,
)

_HALF = re.compile(r"[\ud800-\udfff]")
_KINDS = {"code": "a code cell", "markdown": "a Markdown cell", "raw": "a raw cell"}
_CELL = {"cell_type", "id", "metadata", "source"}
_OWN = {"code": {"outputs", "execution_count"}, "markdown": {"attachments"}, "raw": {"attachments"}}
_LEFT_BEHIND = {
    "ExecuteTime",
    "collapsed",
    "execution",
    "jp-MarkdownHeadingCollapsed",
    "jupyter",
    "papermill",
    "scrolled",
    "trusted",
    "user_expressions",
    "walkback",
}
_TYPES = {dict: "an object", list: "a list", str: "text", int: "a number", float: "a number"}


def mended_cell(cell: Any, number: int, place: str, shown: str, notes: list[str]) -> dict[str, Any]:
    """The cell in format 4.5, without results and state of the screen.

    Args:
        cell: What the file says.
        number: Its place, from 1.
        place: The same for messages, with file and heading.
        shown: The file's name for messages.
        notes: Takes what was mended.

    Raises:
        RunError: If it cannot be told what the author meant.
    """
    kind = cell.get("cell_type") if isinstance(cell, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise RunError(
            f"{place} is neither code, markdown nor raw: write one of these as its cell_type in a "
            f"text editor, or delete the cell. {restore(shown)}"
        )
    refuse_hidden({key: cell[key] for key in cell if key != "outputs"}, place)
    if isinstance(cell, Doubled):
        raise RunError(f'{place} gives "{cell.key}" twice: delete one of them.')
    told: list[str] = []
    source = _source(cell.get("source"), place, shown, told)
    metadata = _cell_metadata(cell.get("metadata"), kind, place, told)
    new: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": source}
    if "id" in cell:
        new["id"] = cell["id"]
    if kind == "code":
        told += _about_results(cell)
        new |= {"outputs": [], "execution_count": None}
    elif _are_attachments(cell.get("attachments")):
        new["attachments"] = cell["attachments"]
    elif "attachments" in cell:
        told.append("left out its attachments, which are not as they should be")
    if strange := sorted(cell.keys() - _CELL - _OWN[kind]):
        told.append(f"left out {listed(strange)}, which {_KINDS[kind]} does not have")
    notes += [f"cell {number}: {what}" for what in told]
    return new


def _source(given: Any, place: str, shown: str, told: list[str]) -> str:
    if given is None:
        told.append("it has no source, read as empty")
        return ""
    if isinstance(given, list) and not all(isinstance(line, str) for line in given):
        raise RunError(f"{place}: a line of its source is no text. {restore(shown)}")
    if not isinstance(given, str | list):
        raise RunError(f"{place}: its source is {type_of(given)}, and no text. {restore(shown)}")
    source = joined(given).replace("\r\n", "\n").replace("\r", "\n")
    if in_conflict(source):
        raise RunError(unresolved(shown, place.removeprefix(f"{shown}, ")))
    if "\0" in source:
        line = source.count("\n", 0, source.index("\0")) + 1
        raise RunError(f"{place}, line {line}: it has the character U+0000. Delete it.")
    return source


def _cell_metadata(given: Any, kind: str, place: str, told: list[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        told.append("it has no metadata" if given is None else f"its metadata are {type_of(given)}")
        return {}
    kept = {key: value for key, value in given.items() if key not in _LEFT_BEHIND}
    if "tags" in kept:
        kept["tags"] = _tags(kept["tags"], place, told)
        kept = kept if kept["tags"] else {key: kept[key] for key in kept if key != "tags"}
    for key in ("name", "format") if kind == "raw" else ("name",):
        if key in kept and not (isinstance(kept[key], str) and kept[key].strip()):
            del kept[key]
            told.append(f"left out its {key}, which is no text")
    return kept


def _tags(given: Any, place: str, told: list[str]) -> list[str]:
    """The tags as a list of texts, each once and without a comma."""
    written = given if isinstance(given, list) else [] if given is None else [given]
    if not all(isinstance(tag, str) for tag in written):
        raise RunError(
            f"{place}: its tags are not texts. Write them as a list of texts, such as "
            '"tags": ["summary"], or give them in JupyterLab (Property Inspector).'
        )
    tags = [part.strip() for tag in written for part in tag.split(",")]
    tags = list(dict.fromkeys(tag for tag in tags if tag))
    if tags != given:
        told.append(f"its tags were not a list of different texts, read as {listed(tags)}")
    return tags


def _about_results(cell: dict[str, Any]) -> list[str]:
    """What is wrong with the results in the file; they are made anew in any case."""
    missing = [key for key in ("outputs", "execution_count") if key not in cell]
    count = cell.get("execution_count")
    wrong = not isinstance(cell.get("outputs", []), list) or isinstance(count, bool)
    told = [f"it had no {' and no '.join(missing)}"] if missing else []
    if wrong or not isinstance(count, int | None):
        told.append("its outputs or its execution_count were not as they should be")
    return told


def _are_attachments(value: Any) -> bool:
    """Whether it is an object of names, each an object of media types with texts."""
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        return False
    data = [item for one in value.values() for item in one.items()]
    return all(mime.endswith("json") or _is_text(text) for mime, text in data)


def _is_text(value: Any) -> bool:
    lines = value if isinstance(value, list) else [value]
    return all(isinstance(line, str) for line in lines)


# -- everywhere -------------------------------------------------------------------------------


def refuse_hidden(data: Any, place: str) -> None:
    """Refuse what could not be written again: half characters, two keys alike, too many levels."""
    for level, one in walk(data):
        if level > DEEPEST:
            raise RunError(f"{place}: its data have more than {DEEPEST} levels. Delete them.")
        if isinstance(one, Doubled):
            raise RunError(f'{place} gives "{one.key}" twice: delete one of them.')
        if isinstance(one, str) and (half := _HALF.search(one)):
            raise RunError(
                f"{place}: it has half of a character, \\u{ord(half[0]):x}, near "
                f'"{_HALF.sub("?", one[max(0, half.start() - 20) : half.end() + 20])}". Type it anew.'
            )


def joined(source: str | list[str]) -> str:
    """A source as one text; notebooks store it as a text or as a list of lines."""
    return source if isinstance(source, str) else "".join(source)


def listed(names: list[str]) -> str:
    """Some of the names, in quotes."""
    shown = [f'"{_HALF.sub("?", name[:40])}"' for name in names[:5]]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "") if shown else "none"


def type_of(value: Any) -> str:
    """What kind of JSON something is, in words."""
    return "null" if value is None else _TYPES.get(type(value), "true or false")
