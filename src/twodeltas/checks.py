"""What this report checks beside its data package; `report.toml` names these functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twodeltas.crosschecks import CHECKS
from twodeltas.ingest.pair_counts import pair_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from walkback.tables.check import Tables
    from walkback.tables.problems import Problem


def pair_counts(tables: Tables) -> Iterator[Problem]:
    """What is wrong with the joint counts of cities, taken together."""
    return pair_problems(tables.sheets.get("pair_counts"), tables.sheets.get("cities"))


def crosschecks(tables: Tables) -> Iterator[Problem]:
    """What tables say about one subject and cannot all be right, once they are sound themselves."""
    for check in CHECKS if tables.sound else ():
        yield from check(tables.sheets)


def chain(tables: Tables) -> Iterable[Problem]:
    """What is broken in the chain from evidence to advice, once the tables themselves are sound.

    A checkout without one of its tables has no chain.
    """
    from twodeltas.recommendations import chain as chains
    from twodeltas.recommendations import chain_check
    from walkback.tables.read import read_raw

    names = {*chains.FACT_TABLES, *chains.CHAIN_TABLES, "codes"}
    if not tables.sound or not names <= set(tables.sheets):
        return []
    frames = {name: read_raw(name, tables.root) for name in names}
    return chain_check.problems(chains.assembled(frames, frames["codes"]), frames)


def verdicts(tables: Tables) -> Iterable[Problem]:
    """Claims whose verdict does not follow from the rules of the codebook, once tables are sound."""
    from twodeltas.ingest import verdict_rules
    from walkback.tables.read import read_raw

    if not tables.sound or not {"claims", "codes"} <= set(tables.sheets):
        return []
    codes = read_raw("codes", tables.root).set_index("evidence")["directness"]
    directness = {str(row): str(code) for row, code in codes.dropna().items()}
    return verdict_rules.problems(read_raw("claims", tables.root), directness)


def further_editions(tables: Tables) -> Iterable[Problem]:
    """What is wrong with editions that were dropped into `data/raw/editions`."""
    from twodeltas.shared.tidy import TABLES

    sheet = tables.sheets.get(TABLES["further"])
    if not tables.sound or sheet is None or not sheet.records:
        return []
    if not set(TABLES.values()) <= set(tables.sheets):
        return []
    from twodeltas.metrics import edition_check
    from walkback.tables.read import read_raw

    frames = {layout: read_raw(name, tables.root) for layout, name in TABLES.items()}
    rows = {record["id"]: record for record in sheet.records}
    return edition_check.problems(frames, rows)
