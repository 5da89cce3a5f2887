"""What the index of a sweep says of a profile, read out of its results: ranks, shares, verdict."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from twodeltas.shared.listed import names_by_cluster
from walkback.errors import AnalysisError
from walkback.values.payloads import PROSE

STANDING = "figures/tbl-standing.csv"
NOTEBOOK = "report/run/profile.ipynb"
AHEAD, SURE, TURN = "Who is ahead.", "How sure that is.", "What would turn it round."
MEASURES = {
    "PCT applications": "PCT share, %",
    "Publications": "papers share, %",
    "Venture deals": "deals share, %",
}
SUM, RANK, SHARE = "Sum of shares", "Rank in the list", "share of the world, %"
_EVAL = re.compile(r"\{eval\}`([^`]*)`")
_REFERENCE = re.compile(r"\s*\(?\[[^\]]*\]\(#[\w-]+\)\)?")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


def row(root: Path, parameters: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The cells of a profile in the index, by column.

    Args:
        root: The checkout.
        parameters: Its pair and its edition.
        folder: Where its results are.

    Raises:
        AnalysisError: If the results are not those of a profile.
    """
    names, _ = names_by_cluster(root)
    a, b = (names[cluster] for cluster in parameters["pair"])
    standing = _standing(folder)
    ranks = standing.get(RANK, ("", "", ""))
    told = dict(_paragraphs(folder))
    return {
        "edition": parameters["edition"],
        "cluster": a,
        "rank": _number(ranks[0]),
        "other cluster": b,
        "its rank": _number(ranks[1]),
        **{
            column: _both(standing[measure]) if measure in standing else ""
            for measure, column in {**MEASURES, SUM: "sum of shares"}.items()
        },
        "ahead": ranks[2],
        "how sure": _first(told.get(SURE, told.get(AHEAD, ""))),
        "what would turn it": _first(told.get(TURN, "")),
    }


def _standing(folder: Path) -> dict[str, tuple[str, str, str]]:
    """The share of both in each metric, their sums and ranks, each with who is ahead."""
    found: dict[str, tuple[str, str, str]] = {}
    measure = ""
    try:
        with (folder / STANDING).open(encoding="utf-8-sig", newline="") as file:
            _, *lines = csv.reader(file)
    except (OSError, ValueError, csv.Error) as error:
        raise AnalysisError(f"{STANDING} of the profile cannot be read: {error}") from error
    for what, first, second, ahead in lines:
        if bold := _BOLD.search(what):
            measure = bold[1]
        if what.endswith(SHARE) or measure in {SUM, RANK}:
            found[measure] = (first, second, ahead)
    return found


def _both(cells: tuple[str, str, str]) -> str:
    return " and ".join(cell or "–" for cell in cells[:2]) if any(cells[:2]) else "–"


def _number(text: str) -> int | str:
    return int(text) if text.isdigit() else text or "–"


def _paragraphs(folder: Path) -> Iterator[tuple[str, str]]:
    """What the verdict says below each of its words in bold."""
    try:
        notebook = json.loads((folder / NOTEBOOK).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AnalysisError(f"{NOTEBOOK} of the profile cannot be read: {error}") from error
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            payload = output.get("data", {}).get(PROSE)
            if payload and (bold := _BOLD.match(payload["source"])):
                yield bold[1], _worded(payload, payload["source"][bold.end() :])


def _worded(payload: Mapping[str, Any], text: str) -> str:
    """A text with its expressions filled in, without references."""
    results = {
        one["expression"]: str(one["result"].get("data", {}).get("text/plain", ""))
        for one in payload["user_expressions"]
    }
    filled = _EVAL.sub(lambda found: _bare(results.get(found[1], "")), text)
    return " ".join(_REFERENCE.sub("", filled).split())


def _bare(text: str) -> str:
    """The text of an expression: of a string what it says, without its quotes."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if quoted else text


def _first(text: str) -> str:
    """The first sentence; two where the first is as short as a heading."""
    sentences = _SENTENCE.findall(text)
    few = len(sentences) > 1 and len(sentences[0].split()) <= 3
    return " ".join(one.strip() for one in sentences[: 2 if few else 1])
