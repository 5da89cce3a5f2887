"""Reads `report.toml`: what the report is called, its notebooks in order, its code and its checks."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from walkback.errors import SetupError
from walkback.further_reports import NOTEBOOK, Further, as_main, listed
from walkback.project import FILE, PATIENCE, Check, Hooks, Identity, Project, Stage
from walkback.report_parts import KEYS as PART_KEYS
from walkback.report_parts import report_parts
from walkback.sweep_section import KEYS as SWEEP_KEYS
from walkback.sweep_section import SweepSection, sweep_section

_EXPECTED = {
    "report": {"name", "title", "author", "cover", "inputs", "brief", "claim_words"},
    "notebook": {"name", "after", "inputs", "outputs", "timeout"},
    "code": {"begin", "lock", "folders", "record"},
    "hooks": {"checks", "parameters"},
    "part": PART_KEYS,
    "sweep": SWEEP_KEYS,
}
REFERENCES = "data/references.json"
CHECKER = "walkback.tables.check"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FUNCTION = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")


def read_project(root: Path, out: Path, command: str = "") -> Project:
    """The project below `root`.

    Args:
        root: The checkout.
        out: Where results go.
        command: The further report that is meant; "" for the main one. Its name is still a
            pattern, see `further_reports.placed`.

    Raises:
        SetupError: If the file is missing or says something that cannot be meant.
    """
    whole = _table(root)
    table = as_main(whole, command) if command else whole
    code = table.get("code", {})
    plain = Project(root, out, _stages(root, table))
    identity, hooks = _identity(root, table), _hooks(root, table)
    if command:
        pattern = whole["reports"][command].get("name", command)
        identity = replace(identity, name=pattern, command=command)
    return Project(
        root=root,
        out=out,
        stages=plain.stages,
        lock=_text(code, "lock", "[code]", plain.lock),
        checks=_checks(hooks),
        report=_shown(identity, plain.stages, table),
        identity=identity,
        folders=_patterns(code, "folders", "[code]") or plain.folders,
        hooks=hooks,
        begin=_lines(code, "begin", "[code]"),
        folder=_folder(whole, command),
        beside=_beside(whole, command),
    )


def read_identity(root: Path) -> Identity:
    """What the documents of a checkout call themselves; see `read_project`.

    Raises:
        SetupError: As `read_project` does.
    """
    return _identity(root, _table(root))


def read_further(root: Path, taken: Sequence[str] = ()) -> dict[str, Further]:
    """The further reports of a checkout by command; none where there is no `report.toml`.

    Args:
        root: The checkout.
        taken: Commands that there are already.

    Raises:
        SetupError: As `read_project` does.
    """
    return listed(_table(root), taken) if (root / FILE).is_file() else {}


def read_sweep(root: Path) -> SweepSection:
    """What a sweep of a checkout makes.

    Raises:
        SetupError: As `read_project` does; also if there is no such section.
    """
    return sweep_section(_table(root))


def read_hooks(root: Path) -> Hooks:
    """The functions of a checkout that the engine calls; none where there is no `report.toml`.

    Raises:
        SetupError: As `read_project` does.
    """
    return _hooks(root, _table(root)) if (root / FILE).is_file() else Hooks()


def _table(root: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads((root / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SetupError(f"{FILE} is missing in {root}: it lists the notebooks to run.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"{FILE} is not valid TOML: {error}. Mend that place.") from None
    for section in table:
        if section not in {*_EXPECTED, "reports"}:
            known = ", ".join(sorted([*_EXPECTED, "reports.NAME"]))
            raise SetupError(f"{FILE}: no section {section!r} is known; known are {known}.")
    further = listed(table)
    notebooks = [table["reports"][command].get(NOTEBOOK, []) for command in further]
    sections = [(name, part) for name, part in table.items() if name in _EXPECTED]
    for section, content in [*sections, *((NOTEBOOK, own) for own in notebooks)]:
        for part in content if isinstance(content, list) else [content]:
            _refuse_keys(section, part)
    return table


def _folder(table: dict[str, Any], command: str) -> str:
    """Where a further report has its folders; "" for the main one."""
    if not command:
        return ""
    given = table["reports"][command]
    where = f"[reports.{command}]"
    return (_patterns({"folder": [given.get("folder", f"report/{command}")]}, "folder", where))[0]


def _beside(table: dict[str, Any], command: str) -> tuple[str, ...]:
    """The notebooks of all reports but one."""
    reports = {"": table, **table.get("reports", {})}
    others = [part.get(NOTEBOOK, []) for name, part in reports.items() if name != command]
    return tuple(str(entry.get("name", "")) for entries in others for entry in entries)


def _refuse_keys(section: str, part: Any) -> None:
    expected = _EXPECTED[section]
    if not isinstance(part, dict):
        raise SetupError(f"{FILE}: write [{section}] or [[{section}]] with keys below it.")
    if unknown := set(part) - expected:
        raise SetupError(
            f"{FILE}: {section} has the unknown key {sorted(unknown)[0]!r}; known are "
            f"{', '.join(sorted(expected))}."
        )


def _identity(root: Path, table: dict[str, Any]) -> Identity:
    entry, code = table.get("report", {}), table.get("code", {})
    given = {key: _text(entry, key, "[report]", "") for key in ("name", "title", "author", "cover")}
    if given["name"] and not _NAME.fullmatch(given["name"]):
        raise SetupError(
            f"{FILE}: [report]: name = {given['name']!r} names files: write small letters, digits "
            "and hyphens."
        )
    if given["cover"] and not (root / given["cover"]).is_file():
        raise SetupError(f"{FILE}: [report]: cover = {given['cover']!r} is not there.")
    return Identity(
        name=given["name"] or Identity.name,
        title=given["title"] or Identity.title,
        author=given["author"],
        cover=given["cover"],
        code=_patterns(code, "record", "[code]") or Identity.code,
        lock=_text(code, "lock", "[code]", Identity.lock),
        brief=_flag(entry, "brief", "[report]"),
        claim_words=_flag(entry, "claim_words", "[report]"),
        order=report_parts(table),
    )


def _hooks(root: Path, table: dict[str, Any]) -> Hooks:
    entry, code = table.get("hooks", {}), table.get("code", {})
    checks = _patterns(entry, "checks", "[hooks]")
    parameters = _text(entry, "parameters", "[hooks]", "")
    for function in (*checks, *([parameters] if parameters else ())):
        if not _FUNCTION.fullmatch(function):
            raise SetupError(f"{FILE}: [hooks]: {function!r} is not of the form module:function.")
    folders = _patterns(code, "folders", "[code]") or Project(root, root, ()).folders
    return Hooks(checks, parameters, tuple(root / one for one in folders if one != "notebooks"))


def _checks(hooks: Hooks) -> tuple[Check, ...]:
    """The two checks that every report has: its data, and what its notebooks cite."""
    data = ("data/*.csv", "data/*.json", "data/raw/*", "data/raw/*/*", FILE)
    own = tuple(function.partition(":")[0] for function in hooks.checks)
    return (
        Check("data", data, (CHECKER, *own)),
        Check("citations", (*data, "notebooks/*.ipynb"), (CHECKER,)),
    )


def _shown(identity: Identity, stages: tuple[Stage, ...], table: dict[str, Any]) -> tuple[str, ...]:
    """What the documents show or name beside what the notebooks read and wrote."""
    notebooks = [f"notebooks/{stage.name}.ipynb" for stage in stages]
    own = [FILE, *notebooks, *identity.code, identity.lock, REFERENCES]
    cover = [identity.cover] if identity.cover else []
    return (*own, *cover, *_patterns(table.get("report", {}), "inputs", "[report]"))


def _stages(root: Path, table: dict[str, Any]) -> tuple[Stage, ...]:
    given = table.get("notebook", [])
    if not isinstance(given, list) or not given:
        raise SetupError(f"{FILE} lists no notebook: write one [[notebook]] for each of them.")
    stages = tuple(_stage(root, entry, number) for number, entry in enumerate(given, start=1))
    names = [stage.name for stage in stages]
    for name in names:
        if names.count(name) > 1:
            raise SetupError(f"{FILE}: the notebook {name!r} is listed twice: delete one.")
    for number, stage in enumerate(stages):
        for name in set(stage.after or ()) - set(names[:number]):
            raise SetupError(f"{FILE}: {stage.name}: after names {name!r}, no notebook before it.")
    return stages


def _stage(root: Path, entry: dict[str, Any], number: int) -> Stage:
    name = entry.get("name")
    if not isinstance(name, str) or not name or PurePosixPath(name).name != name:
        raise SetupError(
            f"{FILE}: notebook {number} needs name = its file's name without .ipynb, got {name!r}."
        )
    if not (root / "notebooks" / f"{name}.ipynb").is_file():
        raise SetupError(f"{FILE} lists {name!r}, but notebooks/{name}.ipynb is not there.")
    where = f"notebook {name}"
    return Stage(
        name,
        _patterns(entry, "inputs", where),
        _patterns(entry, "outputs", where),
        _timeout(entry.get("timeout", PATIENCE), where),
        _patterns(entry, "after", where) if "after" in entry else None,
    )


def _timeout(given: Any, where: str) -> int:
    if type(given) is not int or given < 1:
        raise SetupError(f"{FILE}: {where}: timeout must be a number of seconds, got {given!r}.")
    return given


def _text(entry: dict[str, Any], key: str, where: str, otherwise: str) -> str:
    given = entry.get(key, otherwise)
    if not isinstance(given, str):
        raise SetupError(f"{FILE}: {where}: {key} must be a text, got {given!r}.")
    return given


def _flag(entry: dict[str, Any], key: str, where: str) -> bool:
    given = entry.get(key, False)
    if not isinstance(given, bool):
        raise SetupError(f"{FILE}: {where}: {key} must be true or false, got {given!r}.")
    return given


def _lines(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = entry.get(key, [])
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise SetupError(f"{FILE}: {where}: {key} must be a list of texts, got {given!r}.")
    return tuple(given)


def _patterns(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = _lines(entry, key, where)
    for pattern in given:
        path = PurePosixPath(pattern)
        if not pattern or path.is_absolute() or ".." in path.parts or "\\" in pattern:
            raise SetupError(
                f"{FILE}: {where}: the pattern {pattern!r} must be relative, with / and without .."
            )
    return given
