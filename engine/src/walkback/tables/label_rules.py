"""What labels of codes must fulfil in the data package: one for every code, and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from walkback.tables.problems import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Words = dict[str, str]
"""The wordings of one code by name; the only one has the empty name."""


def parsed(given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Words]]:
    """The labels of a column by language and code.

    Args:
        given: What `x-labels` says: by language and code a text, or several texts by name.

    Raises:
        TypeError: If it says something else.
    """
    return {
        str(lang): {str(code): _words(words) for code, words in dict(labels).items()}
        for lang, labels in dict(given).items()
    }


def _words(given: Any) -> Words:
    words = {"": given} if isinstance(given, str) else dict(given)
    if not all(isinstance(text, str) for text in words.values()):
        raise TypeError(f"the label {words} is no text")
    return {str(way): text.strip() for way, text in words.items()}


def faults(codes: Collection[str], labels: Mapping[str, Words]) -> Iterator[tuple[str, str]]:
    """What is wrong with the labels of a column in one language, each with what to do.

    Args:
        codes: The codes of the column.
        labels: Their labels.
    """
    for code in codes:
        if code not in labels:
            yield f"the code {quoted(code)} has no label", "add it to x-labels"
    first: Words = next(iter(labels.values()), {})
    for code, words in labels.items():
        what = f"the label of {quoted(code)}"
        if code not in codes:
            meant = nearest(code, codes)
            advice = f"did you mean {quoted(meant)}?" if meant else "delete it, or add it to enum"
            yield f"{what} is of no code", advice
        elif not words or not all(words.values()):
            yield f"{what} says nothing", "write its words"
        elif set(words) != set(first):
            wordings = ", ".join(way for way in first if way) or "one text"
            yield f"{what} has other wordings than the first", f"give it {wordings}"
