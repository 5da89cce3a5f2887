"""Words that rank, compare or rule out: a sentence with one of them is a claim, and rests on something.

It rests on a value or a condition that is computed in it (`{eval}`), or on a source that it cites. In a
box of the class method or judgement the author speaks of the report itself, or says that it judges.
Headings, also those that begin a paragraph in bold, quotations, code and labels are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from walkback.notebooks.myst_roles import Role, parts

WORDS = (
    "first", "only", "none", "most", "mostly", "twice", "never", "always", "nobody", "nowhere", "neither",
    "largest", "smallest", "highest", "lowest", "best", "worst", "hardly", "double", "half", "alone",
    "before", "fall", "falls", "fell", "rise", "rises", "rose", "grow", "grows", "grew", "doubled",
)  # fmt: skip
BOXES = ("method", "judgement")  # classes of boxes in which nothing has to rest on data

_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
_BOX = re.compile(
    r"^[ ]*(?P<fence>:{3,})\{[^\n]*\n(?P<inside>.*?)^[ ]*(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_TICKED = re.compile(  # a box may have backticks for colons
    r"^(?P<in>[ ]{0,3})(?P<fence>`{3,}|~{3,})(?P<body>\{admonition\}.*?)^[ ]{0,3}(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_CLASS = re.compile(r"^[ ]*:class:[ \t]*(?P<names>.*)$", re.MULTILINE)
_SKIPPED = re.compile(r"^[ ]*(?:#.*|\([\w-]+\)=|:[\w-]+:.*|:{3,}.*|\|.*)$", re.MULTILINE)
# a heading within its paragraph
_RUN_IN = re.compile(r"^[ ]*(?:[-*+]\s|\d+\.\s)?\s*\*\*[^*]+[.!?]\*\*", re.MULTILINE)
_QUOTED = re.compile(r"“[^”]*”")
_CITED = re.compile(r"\[[^\]]*@[\w{]|(?<![\w@])@[\w{]")
_LINKED = re.compile(r"\]\([^)]*\)|\{[^{}]*\}")
_END = re.compile(r"(?<=[.!?])[\"”)\]*]*\s+(?=[A-Z“\[(*\x00\d])")
_MARK = "\x00"  # stands for a value or a source
_RESTING = ("eval", "cite", "cite:p", "cite:t")


@dataclass(frozen=True)
class Claim:
    """A sentence that claims something and rests on nothing.

    Attributes:
        sentence: The sentence, values in it as `…`.
        words: The words that claim, as they stand in it.
    """

    sentence: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        told = ", ".join(f"“{word}”" for word in self.words)
        start = self.sentence if len(self.sentence) <= 90 else f"{self.sentence[:90].rstrip()} …"
        return (
            f"“{start}” claims something with {told} and rests on nothing: put the word into {{eval}} with "
            'its condition, as in {eval}`finding("most", share > 0.5)`, cite a source in the sentence, say '
            "it without the word, or put it into a box with the class judgement."
        )


def claims(markdown: str) -> Iterator[Claim]:
    """The sentences of a Markdown text that claim something and rest on nothing.

    Args:
        markdown: The text of a cell, or what it hands to `show_prose`.
    """
    for sentence in _sentences(markdown):
        found = tuple(dict.fromkeys(_WORD.findall(_QUOTED.sub("", _LINKED.sub("]", sentence)))))
        if found and _MARK not in sentence and not _CITED.search(sentence):
            yield Claim(" ".join(sentence.replace(_MARK, "…").split()), found)


def _sentences(markdown: str) -> Iterator[str]:
    plain = "".join(_plain(text, part) for text, part in parts(_coloned(markdown)))
    rest = _RUN_IN.sub("", _SKIPPED.sub("", _BOX.sub(_box, plain)))
    for paragraph in re.split(r"\n[ \t]*\n|^\s*(?:[-*+]|\d+\.)\s", rest, flags=re.MULTILINE):
        yield from filter(str.strip, _END.split(" ".join(paragraph.split())))


def _coloned(markdown: str) -> str:
    """The Markdown with colons for the backticks of its boxes, which are prose and no code."""

    def colons(box: re.Match[str]) -> str:
        fence = ":" * len(box["fence"])
        return f"{box['in']}{fence}{_coloned(box['body'])}{fence}"

    return _TICKED.sub(colons, markdown)


def _plain(text: str, part: object) -> str:
    """Prose as it is, a value or a citing role as a mark, code and comments as nothing."""
    if isinstance(part, Role):
        return _MARK if part.name in _RESTING else part.content
    return text if isinstance(part, str) else ""


def _box(box: re.Match[str]) -> str:
    classes = _CLASS.search(box[0])
    names = classes["names"].split() if classes else []
    return "\n" if set(names) & set(BOXES) else f"\n{_BOX.sub(_box, box['inside'])}\n"
