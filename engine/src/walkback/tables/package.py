"""What `data/datapackage.json` says about the tables: files, columns, types, codes and links."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from walkback.tables import label_rules
from walkback.tables.encoding import read_text
from walkback.tables.problems import BadData, Problem, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "data/datapackage.json"
REFERENCES = "data/references.json"
TYPES = ("string", "number", "integer", "boolean", "year")

Part: TypeAlias = "str | tuple[str, ...]"
"""A column, or several whose cells may stand in any order: the two ends of a tie."""


@dataclass(frozen=True)
class Link:
    """Where the codes of a column may be found.

    Attributes:
        table: The name of another table, or `references.json`.
        column: The column there that holds the codes.
    """

    table: str
    column: str = "id"

    @property
    def to_references(self) -> bool:
        """Whether the codes are sources."""
        return self.table == "references.json"


@dataclass(frozen=True)
class Names:
    """Names that are right as they are, though they may be a letter away from others.

    Attributes:
        known: The names.
        links: The columns of other tables that hold more of them.
    """

    known: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column, as the manifest describes it.

    Attributes:
        name: Its name in the header.
        type: `string`, `number`, `integer`, `boolean` or `year`.
        constraints: The constraints of the Table Schema standard, such as `required` and `enum`.
        separator: What stands between the codes of a cell that holds several (`x-list`), else None.
        links: The places in one of which each code must be found (`x-references`); none if free.
        dated: Whether its cells are dates that must not lie ahead (`x-not-future-unless`).
        ahead: Columns, with the codes that allow this date to lie ahead.
        years: The first and the last year that may be written.
        covers: The table of which each row must be named here (`x-covers`), else empty.
        see: The file that says how to write such a row.
        labels: By language and code, its words by the name of the wording (`x-labels`).
        language: The language in which its cells are written (`x-language`), else empty.
        not_after_source: Columns, with the codes that allow its dates to lie after the source was
            published (`x-not-after-source-unless`); None if any date may.
        names: Where names are known, each of which is written in one way (`x-names`); None if its
            cells are no names.
    """

    name: str
    type: str = "string"
    constraints: dict[str, Any] = field(default_factory=dict)
    separator: str | None = None
    links: tuple[Link, ...] = ()
    dated: bool = False
    ahead: dict[str, list[str]] = field(default_factory=dict)
    years: tuple[int, int] = (MINYEAR, MAXYEAR)
    covers: str = ""
    see: str = ""
    labels: dict[str, dict[str, label_rules.Words]] = field(default_factory=dict)
    language: str = ""
    not_after_source: dict[str, list[str]] | None = None
    names: Names | None = None

    @property
    def to_references(self) -> bool:
        """Whether its codes are sources."""
        return any(link.to_references for link in self.links)

    def split(self, cell: str) -> list[str]:
        """The codes in a cell; none for an empty cell."""
        if not cell:
            return []
        return [cell] if self.separator is None else cell.split(self.separator)


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: Its name, such as `evidence`.
        file: Its path below the checkout, such as `data/raw/evidence.csv`.
        columns: Its columns by name, in order.
        schema: Its Table Schema, unchanged; see specs.frictionlessdata.io.
        optional: Whether it may have no rows, or be missing (`x-optional`).
        source: The source of all its rows, where it has no column `source_id` (`x-source`).
        further: A pattern of further files with the same columns, below the checkout (`x-further`).
        alike: Lists of columns in which no two rows agree (`x-alike`).
        alike_unless: A column that is filled in rows that are known to repeat another one.
        in_order: Pairs of columns, of which the second does not come before the first (`x-in-order`).
        converted: Whether numbers may be in another unit than their source printed
            (not with `x-never-converted`).
        said_in: The columns of sentences that say the number of the row (`x-said-in`).
    """

    name: str
    file: str
    columns: dict[str, Column]
    schema: dict[str, Any]
    optional: bool = False
    source: str = ""
    further: str = ""
    alike: tuple[tuple[Part, ...], ...] = ()
    alike_unless: str = ""
    in_order: tuple[tuple[str, str], ...] = ()
    converted: bool = True
    said_in: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row."""
        given = self.schema.get("primaryKey", "id" if "id" in self.columns else ())
        return (given,) if isinstance(given, str) else tuple(given)


@dataclass(frozen=True)
class Held:
    """Where it stands what the tables held when their rows were accepted (`x-held`).

    Attributes:
        file: Its path below the checkout.
        corrections: The table whose rows say which cell was changed since, and why.
    """

    file: str
    corrections: str


@dataclass(frozen=True)
class Package:
    """All the tables, by name.

    Attributes:
        tables: The tables.
        known: Whether the manifest could be read; without it nobody knows what there is.
        held: Where it stands what they held when they were accepted; None if nowhere.
    """

    tables: dict[str, Table]
    known: bool = True
    held: Held | None = None

    @cached_property
    def raw(self) -> dict[str, Table]:
        """The tables that researchers edit, which are all but those below `data/processed`."""
        return {
            name: table
            for name, table in self.tables.items()
            if not table.file.startswith("data/processed/")
        }


def load_package(root: Path) -> Package:
    """The manifest of the checkout.

    Raises:
        BadData: If it is missing, is not JSON, or lacks what the check needs to know.
    """
    return _described(read_text(root / MANIFEST, MANIFEST))


@lru_cache(maxsize=4)  # every table that is read asks for it; by its text, so nothing can be stale
def _described(text: str) -> Package:
    descriptor = _decoded(text, MANIFEST)
    try:
        resources = descriptor["resources"]
        tables = [_table(resource) for resource in resources]
        held = _held(descriptor.get("x-held"))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadData(
            _fault(f"does not describe tables as it should: {error}", "undo the last edit")
        ) from None
    problems = [problem for table in tables for problem in _faults(table)]
    if problems:
        raise BadData(*problems)
    return Package({table.name: table for table in tables}, held=held)


def load_json(path: Path, file: str) -> Any:
    """The contents of a JSON file.

    Raises:
        BadData: If it cannot be read or is not JSON, with line and column.
    """
    return _decoded(read_text(path, file), file)


def _decoded(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadData(json_problem(error, file)) from None
    except RecursionError:
        raise BadData(
            Problem(file, None, None, "json", "is nested too deeply", "undo the last edit")
        ) from None


def json_problem(error: json.JSONDecodeError, file: str) -> Problem:
    """A mistake in JSON as a problem: its line, and the place in the line."""
    message = f"is not valid JSON at character {error.colno} of this line ({error.msg})"
    advice = "look there for a missing comma, quotation mark or bracket"
    return Problem(file, error.lineno, None, "json", message, advice)


def _table(resource: dict[str, Any]) -> Table:
    path = resource["path"]
    schema = resource["schema"]
    columns = [_column(item) for item in schema["fields"]]
    return Table(
        name=resource["name"],
        file=f"data/{path}",
        columns={column.name: column for column in columns},
        schema=schema,
        optional=bool(resource.get("x-optional", False)),
        source=str(resource.get("x-source", "")),
        further=f"data/{resource['x-further']}" if "x-further" in resource else "",
        alike=tuple(tuple(map(_part, parts)) for parts in resource.get("x-alike", ())),
        alike_unless=str(resource.get("x-alike-unless", "")),
        in_order=tuple((first, last) for first, last in resource.get("x-in-order", ())),
        converted=not resource.get("x-never-converted", False),
        said_in=tuple(resource.get("x-said-in", ())),
    )


def _held(given: Any) -> Held | None:
    return Held(f"data/{given['path']}", str(given["corrections"])) if given else None


def _column(item: dict[str, Any]) -> Column:
    covers = item.get("x-covers", {})
    return Column(
        name=item["name"],
        type=item.get("type", "string"),
        constraints=item.get("constraints", {}),
        separator=item.get("x-list"),
        links=tuple(_links(item.get("x-references", ()))),
        dated="x-not-future-unless" in item,
        ahead=item.get("x-not-future-unless", {}),
        years=(item.get("x-year-minimum", MINYEAR), item.get("x-year-maximum", MAXYEAR)),
        covers=covers.get("resource", ""),
        see=covers.get("see", MANIFEST),
        labels=label_rules.parsed(item.get("x-labels", {})),
        language=str(item.get("x-language", "")),
        not_after_source=item.get("x-not-after-source-unless"),
        names=_names(item.get("x-names")),
    )


def _names(given: Any) -> Names | None:
    if given is None:
        return None
    return Names(frozenset(given.get("known", ())), tuple(_links(given.get("references", ()))))


def _part(given: str | list[str]) -> Part:
    return given if isinstance(given, str) else tuple(given)


def _links(given: Any) -> Iterator[Link]:
    """One place or several: the name of a file, or a table with its column."""
    for place in given if isinstance(given, list | tuple) else [given]:
        yield Link(place) if isinstance(place, str) else Link(place["resource"], place["field"])


def _faults(table: Table) -> Iterator[Problem]:
    if table.key != ("id",):
        advice = 'give it a column id and "primaryKey": "id"; `add table FILE.csv` does it'
        yield _fault(f"table {table.name} does not have id as its key", advice)
    for column in table.columns.values():
        if column.type not in TYPES:
            known = nearest(column.type, TYPES) or ", ".join(TYPES)
            where = f"column {column.name} of table {table.name}"
            yield _fault(f"{where} has the unknown type {quoted(column.type)}", f"use {known}")
        given = column.constraints
        codes = [str(one) for one in given.get("enum", ())] if isinstance(given, dict) else []
        for lang, labels in column.labels.items():
            where = f"column {column.name} of table {table.name}, {quoted(lang)}"
            for message, advice in label_rules.faults(codes, labels):
                yield _fault(f"{where}: {message}", advice)


def _fault(message: str, advice: str) -> Problem:
    return Problem(MANIFEST, None, None, "manifest", message, advice)
