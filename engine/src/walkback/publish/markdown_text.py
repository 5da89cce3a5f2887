"""Jinja filters and the context block of the Markdown text."""

import re
from typing import Any

from nbformat import NotebookNode

from walkback.publish.appendices import source_lines
from walkback.publish.blocks import block
from walkback.publish.gathered import State
from walkback.publish.merge import place_of
from walkback.publish.pandoc import READER
from walkback.publish.record import digest

_RUN = re.compile(r"`+")


def marker(cell: NotebookNode, key: str) -> str:
    """The block that tells report.lua which cell begins here."""
    own = cell.metadata.walkback
    return block("cell", {"place": str(place_of(cell)), "role": own["role"]}, key)


def code_block(source: str, key: str) -> str:
    """The code of a cell as a fenced block, empty if there is none."""
    if not source.strip():
        return ""
    longest = max((len(run) for run in _RUN.findall(source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence} {{.python .walkback-code key={key}}}\n{source}\n{fence}\n"


def context(nb: NotebookNode, state: State) -> dict[str, Any]:
    """What report.lua needs to know about the document."""
    return {
        "cells": [str(place_of(cell)) for cell in nb.cells],
        "key": state.key,
        "lang": "zh-Hans" if state.lang == "zh" else state.lang,
        "reader": READER,
        "sources": source_lines(state),
        "whole": len(nb.metadata.walkback["merged"]) > 1,
        "words": state.words,
        "keyline": _keyline(state),
    }


def _keyline(state: State) -> str:
    """The line at the foot of the cover: what stands behind the report."""
    if not state.record:
        return ""
    return state.words["keyline"].format(
        sources=len(state.sources.uses),
        values=len(state.values.entries),
        data=digest(state.record.part("data"))[:10],
    )
