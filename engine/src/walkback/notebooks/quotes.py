"""Straight quotation marks made round ones, beside Chinese too.

The rules are those of markdown-it's `smartquotes`. They ask on which side of a mark a space stands, which
says nothing beside Chinese: there a mark closes what is open, and otherwise opens.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ROUND = {'"': "“”", "'": "‘’"}
_APOSTROPHE = "’"
_BREAKS = {"softbreak", "hardbreak"}
_DECADE = re.compile(r"\d\ds?(?!\w)")  # ’90s
_LETTER = "x"  # what code, a formula or a computed value counts as


@dataclass(frozen=True)
class _Mark:
    token: int
    position: int
    sign: str
    level: int
    before: str
    after: str
    decade: bool = False


def quotes_rule(state: StateCore) -> None:
    """Rounds the quotation marks of every paragraph, heading and cell."""
    for token in state.tokens:
        if (
            token.type == "inline"
            and token.children
            and ('"' in token.content or "'" in token.content)
        ):
            _round(token.children)


def _round(tokens: list[Token]) -> None:
    open_marks: list[_Mark] = []
    for mark in list(_marks(tokens)):
        opens, closes = _sides(mark, _opened(open_marks, mark) is not None)
        if mark.decade:
            opens = closes = False
        partner = _opened(open_marks, mark) if closes else None
        if partner is not None:
            _put(tokens, partner, _ROUND[mark.sign][0])
            _put(tokens, mark, _ROUND[mark.sign][1])
            del open_marks[open_marks.index(partner) :]
        elif opens:
            open_marks.append(mark)
        elif mark.sign == "'":
            _put(tokens, mark, _APOSTROPHE)
    for mark in open_marks:  # ’90s
        if mark.sign == "'":
            _put(tokens, mark, _APOSTROPHE)


def _marks(tokens: list[Token]) -> Iterator[_Mark]:
    texts = [_as_read(token) for token in tokens]
    for n, token in enumerate(tokens):
        if token.type != "text":
            continue
        for position, sign in enumerate(token.content):
            if sign in _ROUND:
                before = token.content[:position] or _nearest(reversed(texts[:n]))
                after = token.content[position + 1 :] or _nearest(iter(texts[n + 1 :]))
                decade = sign == "'" and _DECADE.match(after) is not None
                yield _Mark(
                    n, position, sign, token.level, before[-1:] or " ", after[:1] or " ", decade
                )


def _as_read(token: Token) -> str:
    if token.type in _BREAKS:
        return " "
    return (
        token.content if token.type in {"text", "text_special"} else _LETTER * bool(token.content)
    )


def _nearest(texts: Iterator[str]) -> str:
    return next((text for text in texts if text), "")


def _opened(open_marks: list[_Mark], mark: _Mark) -> _Mark | None:
    same = [o for o in open_marks if (o.sign, o.level) == (mark.sign, mark.level)]
    return same[-1] if same else None


def _sides(mark: _Mark, is_open: bool) -> tuple[bool, bool]:
    """Whether a mark may open, and whether it may close."""
    space_before, space_after = mark.before.isspace(), mark.after.isspace()
    if _wide(mark.before) or _wide(mark.after):
        closes = is_open and not (space_before and not space_after)
        return not closes and not space_after, closes
    odd_before, odd_after = _punctuation(mark.before), _punctuation(mark.after)
    opens = not space_after and (not odd_after or space_before or odd_before)
    closes = not space_before and (not odd_before or space_after or odd_after)
    if mark.sign == '"' == mark.after and mark.before.isdigit():  # 1""
        return False, False
    return (odd_before, odd_after) if opens and closes else (opens, closes)


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in {"P", "S"}


def _put(tokens: list[Token], mark: _Mark, sign: str) -> None:
    text = tokens[mark.token].content
    tokens[mark.token].content = text[: mark.position] + sign + text[mark.position + 1 :]
