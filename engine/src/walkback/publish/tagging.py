"""Words that a format must be told of: those of another language, and those that Typst would misread.

They are put into spans of the tree, once for both formats: `lang` for Chinese and Japanese, the class
`literal` for what Typst would set as something else: dashes and points that it joins, a minus before a
digit, at the begin of a bracket a heading, a list or a term, and directly behind emphasis, a link or a
formula a point with a word, which it takes for a field. `lua/tagging.lua` does the same with what
citeproc makes.

Words that need no span are then joined to runs, spaces and all: a document is mostly words, and pandoc
and its filters read a run as fast as a word. The first word of a line stays alone, so that Typst's signs
at the begin of a line (a list, a heading) are seen where they stand.
"""

import re
from typing import Any

_JAPANESE = re.compile("[\u3041-\u30ff]")
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LITERAL = re.compile(r".*(-[-?\d]|\.\.\.).*|=+|[-+/]|\d+\.", re.DOTALL)
_FIELD = re.compile(r"\.[A-Za-z_\u0080-\U0010ffff]")  # of what stands before, for Typst
_PLAIN = {"Str", "Space", "SoftBreak", "LineBreak"}
_RUN = {"Str", "Space"}
_PAIR = ["Str", "Space", "Str"]


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


def with_runs(node: Any) -> Any:
    """A tree of pandoc, as JSON, whose words that need no span are joined to runs.

    Args:
        node: The tree or a part of it; it is changed.
    """
    if isinstance(node, list):
        for part in node:
            if isinstance(part, list) or (isinstance(part, dict) and part.get("t") not in _RUN):
                with_runs(part)
        _join_words(node)
    elif isinstance(node, dict):
        for part in node.values():
            if isinstance(part, dict | list):
                with_runs(part)
    return node


def _join_words(line: list[Any]) -> None:
    """Join the words of a line to runs, but for the first of each run, in place."""
    kinds = [one.get("t") if isinstance(one, dict) else None for one in line]
    if "Space" not in kinds:
        return
    done: list[Any] = []
    run = 0  # words of the run so far
    for n, (one, kind) in enumerate(zip(line, kinds, strict=True)):
        if run > 1 and kinds[n - 2 : n + 1] == _PAIR:
            done.pop()
            done[-1] = {"t": "Str", "c": f"{done[-1]['c']} {one['c']}"}
        else:
            done.append(one)
        run = run + (kind == "Str") if kind in _RUN else 0
    line[:] = done


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
