"""Words that a format must be told of: those of another language, and those that Typst would misread.

They are put into spans of the tree, once for both formats: `lang` for Chinese and Japanese, the class
`literal` for what Typst would set as something else: dashes and points that it joins, a minus before a
digit, at the begin of a bracket a heading, a list or a term, and directly behind emphasis, a link or a
formula a point with a word, which it takes for a field. `lua/tagging.lua` does the same with what
citeproc makes.
"""

import re
from typing import Any

_JAPANESE = re.compile("[\u3041-\u30ff]")
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LITERAL = re.compile(r".*(-[-?\d]|\.\.\.).*|=+|[-+/]|\d+\.", re.DOTALL)
_FIELD = re.compile(r"\.[A-Za-z_\u0080-\U0010ffff]")  # of what stands before, for Typst
_PLAIN = {"Str", "Space", "SoftBreak", "LineBreak"}


def tagged(node: Any, lang: str) -> Any:
    """A tree of pandoc, as JSON, with these words in spans.

    Args:
        node: The tree or a part of it; it is changed.
        lang: The language of the document: Chinese words stay in a Chinese one.
    """
    if isinstance(node, list):
        for n, one in enumerate(node):
            if isinstance(one, dict) and one.get("t") == "Str":
                behind = (
                    n > 0 and isinstance(node[n - 1], dict) and node[n - 1].get("t") not in _PLAIN
                )
                node[n] = _tagged_word(one, lang, bool(behind))
            elif isinstance(one, dict | list):
                tagged(one, lang)
    elif isinstance(node, dict):
        for part in node.values():
            if isinstance(part, dict | list):
                tagged(part, lang)
    return node


def _tagged_word(word: dict[str, Any], lang: str, behind: bool) -> dict[str, Any]:
    """A word in a span, if it needs one; `behind` says whether it goes on behind other than a word."""
    text = word["c"]
    other = None if text.isascii() or lang.startswith("zh") else _language(text)
    if other:
        return _span(word, [], [["lang", other]])
    misread = _LITERAL.fullmatch(text) or (behind and _FIELD.match(text))
    return _span(word, ["literal"], []) if misread else word


def _language(text: str) -> str | None:
    if _JAPANESE.search(text):
        return "ja"
    return "zh-Hans" if _CHINESE.search(text) else None


def _span(word: dict[str, Any], classes: list[str], attributes: list[list[str]]) -> dict[str, Any]:
    return {"t": "Span", "c": [["", classes, attributes], [word]]}
