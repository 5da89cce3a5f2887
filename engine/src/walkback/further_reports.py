"""Further reports of a checkout: each a section `[reports.NAME]` of `report.toml`, and a command.

They share the main report's data, code and checks, and have notebooks, parameters and results of
their own. Read as if it were the main one, a section becomes an ordinary project.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from walkback.errors import SetupError, UsageError
from walkback.project import FILE, Project

OWN = ("title", "author", "cover", "inputs", "brief")  # what [report] has, too
KEYS = {*OWN, "name", "about", "folder", "words", "parameters"}
NOTEBOOK = "notebook"
_COMMAND = re.compile(r"[a-z]+(-[a-z]+)*")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Further:
    """A further report as it is asked for.

    Attributes:
        command: The command that makes it.
        about: What it is, in a line.
        words: The parameter that takes the words typed after the command; "" for none.
    """

    command: str
    about: str
    words: str


def listed(table: Mapping[str, Any], taken: Sequence[str] = ()) -> dict[str, Further]:
    """The further reports by command.

    Args:
        table: The content of `report.toml`.
        taken: Commands that there are already.

    Raises:
        SetupError: If a section says something that cannot be meant.
    """
    sections = table.get("reports", {})
    if not isinstance(sections, dict):
        raise SetupError(f"{FILE}: write [reports.NAME] for each further report.")
    found = {}
    for command, section in sections.items():
        _refuse(command, section, taken)
        texts = {key: section.get(key, "") for key in ("about", "words")}
        about = texts["about"] or f"make the further report {command}"
        found[command] = Further(command, about, texts["words"])
    return found


def _refuse(command: str, section: Any, taken: Sequence[str]) -> None:
    where = f"{FILE}: [reports.{command}]"
    if not _COMMAND.fullmatch(command) or command in taken:
        raise SetupError(
            f"{where}: the name is typed as a command: write small letters and hyphens, and no "
            f"command that there is ({', '.join(taken)})."
        )
    if not isinstance(section, dict):
        raise SetupError(f"{where}: write keys below it.")
    if unknown := set(section) - KEYS - {NOTEBOOK}:
        known = ", ".join(sorted(KEYS))
        raise SetupError(f"{where} has the unknown key {sorted(unknown)[0]!r}; known are {known}.")
    for key in KEYS - {"inputs", "brief"}:
        if not isinstance(section.get(key, ""), str):
            raise SetupError(f"{where}: {key} must be a text, got {section[key]!r}.")


def as_main(table: Mapping[str, Any], command: str) -> dict[str, Any]:
    """The content of `report.toml` as it would be if a further report were the main one.

    Args:
        table: The whole content.
        command: The further report; it must be listed.
    """
    section = table["reports"][command]
    own = {key: section[key] for key in OWN if key in section}
    author = {key: value for key, value in table.get("report", {}).items() if key == "author"}
    hooks = {key: value for key, value in table.get("hooks", {}).items() if key == "checks"}
    if "parameters" in section:
        hooks["parameters"] = section["parameters"]
    return {
        "report": {**author, **own},
        "code": table.get("code", {}),
        "hooks": hooks,
        NOTEBOOK: section.get(NOTEBOOK, []),
    }


def placed(project: Project, parameters: Mapping[str, Any]) -> Project:
    """A further report with its name and its own folder for results, which its parameters decide.

    The main report stays as it is.

    Args:
        project: With the pattern of the name in its identity.
        parameters: All parameters by name, as they will be used.

    Raises:
        SetupError: If the pattern asks for a parameter that there is not.
        UsageError: If what comes out can name no file.
    """
    identity = project.identity
    if not identity.command:
        return project
    try:
        name = identity.name.format(**parameters)
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise SetupError(
            f"{FILE}: [reports.{identity.command}]: name = {identity.name!r} cannot be filled in "
            f"from the parameters {', '.join(sorted(parameters)) or '(none)'}: {error}."
        ) from None
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{identity.command}: its files would be called {name!r}: names of files are small "
            "letters, digits and hyphens. Choose other parameters."
        )
    out = project.out / project.folder / name
    return replace(project, out=out, identity=replace(identity, name=name))
