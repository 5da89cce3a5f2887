"""Citations: `[see @id, p. 3; @other]` and `@id` as the citations of MyST, for markdown-it."""

import re
from dataclasses import dataclass

from markdown_it.rules_inline import StateInline

_KEY = r"\w(?:[\w:.#$%&\-+?~/]*\w)?"
_GROUPED = re.compile(
    rf"(?P<prefix>[^^-]|[^^].*?)??(?P<no_author>-)?@(?P<id>{_KEY})(?P<suffix>.*)", re.DOTALL
)
_IN_TEXT = re.compile(rf"@(?P<id>{_KEY})")
_LOCATOR = re.compile(r" ?\[(?P<suffix>[^\]]{1,50})\](?![(\[])")
_IN_ADDRESS = re.compile(r"(://|\bwww\.)\S*$|<\S*$")


@dataclass(frozen=True)
class Citation:
    """One source or label that is named.

    Attributes:
        id: The id without `@`.
        mode: `NormalCitation` in brackets, `AuthorInText` without, `SuppressAuthor` after `-`.
        prefix: What stands before it, as Markdown.
        suffix: What stands after it, its comma included, as Markdown.
    """

    id: str
    mode: str
    prefix: str = ""
    suffix: str = ""


def citation_rule(state: StateInline, silent: bool) -> bool:
    """Reads a citation at the place of `state`."""
    if state.linkLevel > 0 or _IN_ADDRESS.search(state.src[: state.pos]):
        return False
    sign = state.src[state.pos]
    if sign == "[":
        return _group(state, silent)
    return sign == "@" and _in_text(state, silent)


def _group(state: StateInline, silent: bool) -> bool:
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0 or state.src[end + 1 : end + 2] in {"(", "["}:
        return False
    content = state.src[state.pos + 1 : end]
    found = [_GROUPED.fullmatch(part) for part in content.split(";")] if "@" in content else [None]
    citations = [_grouped(match) for match in found if match]
    if len(citations) < len(found):
        return False
    return _push(state, silent, citations, end + 1)


def _grouped(match: re.Match[str]) -> Citation:
    mode = "SuppressAuthor" if match["no_author"] else "NormalCitation"
    return Citation(match["id"], mode, (match["prefix"] or "").strip(), match["suffix"].rstrip())


def _in_text(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1 : state.pos]
    match = _IN_TEXT.match(state.src, state.pos)
    if match is None or (before.isascii() and before.isalnum()):
        return False
    locator = _LOCATOR.match(state.src, match.end())
    suffix = f", {locator['suffix']}" if locator else ""
    end = locator.end() if locator else match.end()
    return _push(state, silent, [Citation(match["id"], "AuthorInText", "", suffix)], end)


def _push(state: StateInline, silent: bool, citations: list[Citation], end: int) -> bool:
    if not silent:
        token = state.push("citation", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"citations": citations}
    state.pos = end
    return True
