"""Which two clusters and which edition a profile may be asked about."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from twodeltas.shared.listed import clusters_by_name, editions_by_cluster, folded, names_by_cluster
from walkback.errors import UsageError

EXAMPLE = "write two clusters, such as: profile munich cologne"
MEANT = 3  # names that are suggested at most
_PARTS = re.compile(r"[^\w]+")


def validated(root: Path, defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given parameters: names of clusters as ids, the latest edition where none is given.

    Args:
        root: The checkout, with `data/clusters.csv`.
        defaults: What the notebook says itself.
        given: What was asked for; types were checked already.

    Raises:
        UsageError: If a value cannot be meant, saying which ones can.
    """
    pair = _pair(root, given["pair"]) if "pair" in given else list(defaults["pair"])
    listed = editions_by_cluster(root)
    every = sorted({edition for editions in listed.values() for edition in editions})
    edition = given.get("edition", every[-1])
    if edition not in every:
        known = ", ".join(map(str, every))
        raise UsageError(f"edition {edition}: the data hold the editions {known}.")
    _refuse_absent(root, pair, edition, listed)
    return {**given, "pair": pair, "edition": edition}


def _pair(root: Path, given: Any) -> list[str]:
    """Two different cluster ids."""
    if not isinstance(given, list) or len(given) != 2 or not all(isinstance(g, str) for g in given):
        told = ", ".join(map(str, given)) if isinstance(given, list) else repr(given)
        raise UsageError(f"pair: {told or 'nothing'} is not two clusters; {EXAMPLE}.")
    names = clusters_by_name(root)
    ids = [cluster(names, name) for name in given]
    if ids[0] == ids[1]:
        told = f"{given[0]} and {given[1]} are" if given[0] != given[1] else f"{given[0]} twice is"
        raise UsageError(f"pair: {told} the same cluster; {EXAMPLE}.")
    return ids


def cluster(names: Mapping[str, str], name: str) -> str:
    """The id of a cluster that is meant by a name, or by a part of one that no other has.

    Args:
        names: Ids by folded name, see `twodeltas.shared.listed.clusters_by_name`.
        name: What was typed.

    Raises:
        UsageError: If none or several may be meant, with the nearest.
    """
    asked = folded(name)
    if asked in names:
        return names[asked]
    parts = _parts(asked)
    meant = sorted({one for known, one in names.items() if parts and parts <= _parts(known)})
    if len(meant) == 1:
        return meant[0]
    near = meant or _near(names, asked)
    hint = (
        f" Did you mean {' or '.join(near[:MEANT])}?" if near else " data/clusters.csv lists all."
    )
    raise UsageError(f"pair: no cluster {'alone is ' if meant else ''}called {name!r}.{hint}")


def _parts(name: str) -> set[str]:
    return {part for part in _PARTS.split(name) if part}


def _near(names: Mapping[str, str], asked: str) -> list[str]:
    """The ids whose names, or parts of names, are most like what was typed."""
    every = dict(names)
    for known, one in names.items():
        for part in _parts(known):
            every.setdefault(part, one)
    found = difflib.get_close_matches(asked, every, n=2 * MEANT, cutoff=0.6)
    return list(dict.fromkeys(every[one] for one in found))


def _refuse_absent(
    root: Path, pair: Sequence[str], edition: int, listed: Mapping[str, set[int]]
) -> None:
    """Refuse an edition that does not list both clusters, naming those that do."""
    absent = [one for one in pair if edition not in listed.get(one, set())]
    if not absent:
        return
    names, later = names_by_cluster(root)
    both = sorted(listed.get(pair[0], set()) & listed.get(pair[1], set()))
    known = (
        f"Both are in {_joined(both)}: --edition {both[-1]}." if both else _no_edition(pair, names)
    )
    merged = "".join(
        f" {names[one]} was later merged into {names[later[one]]} ({later[one]})."
        for one in absent
        if one in later
    )
    told = " and no ".join(names[one] for one in absent)
    raise UsageError(f"The data hold no {told} in edition {edition}. {known}{merged}")


def _no_edition(pair: Sequence[str], names: Mapping[str, str]) -> str:
    return f"No edition lists both {names[pair[0]]} and {names[pair[1]]}: choose other clusters."


def _joined(editions: Sequence[int]) -> str:
    return " and ".join(filter(None, [", ".join(map(str, editions[:-1])), str(editions[-1])]))
