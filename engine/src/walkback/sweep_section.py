"""The section `[sweep]` of `report.toml`: which report is made many times, and of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from walkback.errors import SetupError
from walkback.project import FILE

KEYS = {"report", "name", "jobs", "row"}


@dataclass(frozen=True)
class SweepSection:
    """What a sweep makes.

    Attributes:
        report: The further report that is made; "" for the main one.
        name: The pattern of the folder of each; "" for that of the further report.
        jobs: The function that gives the parameters of each, as `module:function`.
        row: The function that gives its row of the index; "" for its parameters alone.
    """

    report: str
    name: str
    jobs: str
    row: str = ""


def sweep_section(table: Mapping[str, Any]) -> SweepSection:
    """What the content of `report.toml` says of a sweep.

    Raises:
        SetupError: If it says nothing, or what cannot be meant.
    """
    section = table.get("sweep")
    if not isinstance(section, dict):
        raise SetupError(f"{FILE} has no section [sweep]: nothing says what a sweep would make.")
    for key, given in section.items():
        if key not in KEYS:
            known = ", ".join(sorted(KEYS))
            raise SetupError(f"{FILE}: [sweep] has the unknown key {key!r}; known are {known}.")
        if not isinstance(given, str):
            raise SetupError(f"{FILE}: [sweep]: {key} must be a text, got {given!r}.")
    found = SweepSection(**{"report": "", "name": "", "jobs": "", **section})
    if not found.jobs:
        raise SetupError(f"{FILE}: [sweep] needs jobs = the function that gives the parameters.")
    if found.report and found.report not in table.get("reports", {}):
        raise SetupError(f"{FILE}: [sweep]: there is no [reports.{found.report}].")
    if not found.report and not found.name:
        raise SetupError(f"{FILE}: [sweep] needs name = the pattern of the folder of each report.")
    return found
