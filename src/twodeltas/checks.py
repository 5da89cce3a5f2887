"""All that is checked before anything is computed: the tables, and the reasoning that rests on them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from twodeltas.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from twodeltas.facts.check import Checked


def check_command(root: Path) -> int:
    """Print what the checks find; 1 if there is an error, else 0."""
    from twodeltas.facts import check

    if code := check.check_command(root):
        return code
    if broken := broken_chain(root):
        sys.stdout.write(f"\n{broken}\n")
    return int(bool(broken))


def require_sound(root: Path) -> Checked:
    """What the check of all data found.

    Raises:
        DataError: If there is an error, with the list of all problems.
    """
    from twodeltas.facts import check

    found = _require(check.examine(root))
    if broken := broken_chain(root):
        raise DataError(f"{broken}\n\nNothing was run.")
    return found


def require_citations(root: Path) -> Checked:
    """The same for what notebooks cite alone, where the tables are known to be sound.

    Raises:
        DataError: If there is an error.
    """
    from twodeltas.facts import check

    return _require(check.examine_citations(root))


def _require(checked: Checked) -> Checked:
    if checked.failed:
        from twodeltas.facts.problems import report

        raise DataError(f"{report(checked.problems)}\n\n{checked.summary} Nothing was run.")
    return checked


def broken_chain(root: Path) -> str:
    """What is broken in the chain from evidence to advice, a line each; "" if it is whole.

    A checkout without one of its tables has no chain.
    """
    from twodeltas.analysis import chain, chain_check
    from twodeltas.facts.package import load_package
    from twodeltas.facts.read import read_raw

    names = {*chain.FACT_TABLES, *chain.CHAIN_TABLES, "codes"}
    if not names <= set(load_package(root).raw):
        return ""
    tables = {name: read_raw(name, root) for name in names}
    return chain_check.told(chain.assembled(tables, tables["codes"]), tables)
