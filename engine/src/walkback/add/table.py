"""`add table FILE.csv`: a copy in `data/raw`, described in `data/datapackage.json`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from walkback.add import inferred
from walkback.add.changes import written
from walkback.add.csl_form import ascii_words
from walkback.add.json_text import with_item
from walkback.errors import DataError, UsageError
from walkback.tables.check import examine
from walkback.tables.encoding import read_text
from walkback.tables.package import MANIFEST, load_package
from walkback.tables.problems import counted, nearest, quoted, report
from walkback.tables.read import read_references
from walkback.tables.sheet import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from walkback.tables.sheet import Sheet, SheetRow


def add_table(root: Path, file: Path, key: str | None, source: str | None) -> Iterator[str]:
    """Copy a table into the report and describe it; gives lines that say what was done.

    Args:
        root: The checkout.
        file: A CSV file.
        key: The column that names the rows, where there is none called `id`.
        source: The id of the source of all rows, where there is no column `source_id`.

    Raises:
        DataError: If the file cannot be read, or breaks a rule; nothing is written then.
        UsageError: If there is such a table, or nobody can tell its rows apart.
    """
    name = ascii_words(file.stem).lower().replace("-", "_").replace(".", "_")
    path = f"data/raw/{name}.csv"
    _refuse_known(root, name, path, file)
    sheet = _keyed(_sound(file), key)
    _refuse_source(root, source, sheet)
    stanza = _stanza(name, sheet, source)
    manifest = with_item(read_text(root / MANIFEST, MANIFEST), stanza, key="resources")
    with written(root, {path: _csv(sheet), MANIFEST: manifest}):
        _refuse_faults(root, path)
    yield f"{path} has {counted(len(sheet.records), 'row')}; {MANIFEST} describes it:"
    yield from (f"  {one['name']}: {one['type']}" for one in stanza["schema"]["fields"])
    yield from (f"Look at it: {slip}." for slip in inferred.slips(sheet))
    if not source and "source_id" not in sheet.header:
        yield (
            "Its rows name no source yet, which figures and numbers need: write "
            f'"x-source": "ID OF A SOURCE" into its stanza in {MANIFEST}.'
        )
    yield _next(name, stanza, sheet)


def _refuse_known(root: Path, name: str, path: str, file: Path) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UsageError(
            f"{file.name} cannot name a table: call it like rain.csv, and begin with a letter."
        )
    if name in load_package(root).tables:
        raise UsageError(
            f"There is a table {name} already, described in {MANIFEST}: change its rows there, or "
            "give the file another name."
        )
    there = root / path
    if there.is_file() and not (file.is_file() and there.samefile(file)):
        raise UsageError(
            f"{path} is there already and not described: type add table {path}, or delete it."
        )


def _sound(file: Path) -> Sheet:
    """The rows of the file, with a header that can be described."""
    sheet = read_sheet(file, file.name)
    if sheet.problems:
        raise DataError(f"{report(sheet.problems)}\nNothing was added: mend the file.")
    for column, times in Counter(sheet.header).items():
        if not column or times > 1:
            what = f"{quoted(column)} stands {times} times" if column else "a column has no name"
            raise DataError(f"{file.name}, row 1: {what} → give each column a name of its own")
    return sheet


def _keyed(sheet: Sheet, key: str | None) -> Sheet:
    """The table with a column `id` first, which names the rows.

    Raises:
        UsageError: If it is not known which column does, or that one cannot.
    """
    own = next((name for name in sheet.header if name.lower() == "id"), None)
    wanted = key or own
    if wanted is None:
        usable = inferred.different(sheet)
        offered = f"--key {usable[0]}" if usable else "--key COLUMN"
        raise UsageError(
            f"{sheet.file} has no column id. Which one names its rows? Type {offered}; different in "
            f"every row: {inferred.named(usable)}. --key rows numbers the rows."
        )
    if wanted == "rows" and wanted not in sheet.header:
        stem = sheet.file.rpartition(".")[0][:4].upper().strip("-_ ") or "ROW"
        return _with_ids(sheet, [f"{stem}-{n}" for n in range(1, len(sheet.records) + 1)])
    if wanted not in sheet.header:
        meant = nearest(wanted, sheet.header)
        hint = f"did you mean {meant}?" if meant else f"it has {', '.join(sheet.header)}."
        raise UsageError(f"--key {wanted}: {sheet.file} has no such column; {hint}")
    ids = [record[wanted].strip() for record in sheet.records]
    again = [one for one, times in Counter(ids).items() if times > 1 or not one]
    if again:
        what = f"{quoted(again[0])} stands in several rows" if again[0] else "it is empty in a row"
        raise UsageError(f"Column {wanted} cannot name the rows: {what}. --key rows numbers them.")
    return _with_ids(sheet, ids, instead_of=own if wanted == own else None)


def _with_ids(sheet: Sheet, ids: list[str], instead_of: str | None = None) -> Sheet:
    dropped = {instead_of or "id", "id"}
    header = ("id", *(name for name in sheet.header if name not in dropped))
    rows = [_row(record, header, one) for record, one in zip(sheet.records, ids, strict=True)]
    return replace(sheet, header=header, records=tuple(rows))


def _row(record: SheetRow, header: tuple[str, ...], own: str) -> SheetRow:
    return replace(record, cells={**{name: record[name] for name in header}, "id": own})


def _refuse_source(root: Path, source: str | None, sheet: Sheet) -> None:
    if source is None:
        return
    if "source_id" in sheet.header:
        raise UsageError("--source is for tables without a column source_id, and this one has it.")
    known = read_references(root)
    if source not in known:
        meant = nearest(source, known)
        hint = f"did you mean {meant}?" if meant else "add it first: add source FILE."
        raise UsageError(f"--source {source}: data/references.json has no such source; {hint}")


def _stanza(name: str, sheet: Sheet, source: str | None) -> dict[str, Any]:
    """What the manifest says of the table."""
    return {
        "name": name,
        "path": f"raw/{name}.csv",
        "title": name.replace("_", " ").capitalize(),
        **({"x-source": source} if source else {}),
        "schema": {"fields": inferred.fields(sheet), "primaryKey": "id"},
    }


def _csv(sheet: Sheet) -> str:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(sheet.header)
    lines.writerows([record[name] for name in sheet.header] for record in sheet.records)
    return out.getvalue()


def _refuse_faults(root: Path, path: str) -> None:
    """Refuse what the check refuses in the new table."""
    found = [
        problem
        for problem in examine(root, prose=False).problems
        if problem.severity == "error" and problem.file in {path, MANIFEST}
    ]
    if found:
        raise DataError(f"{report(found)}\nNothing was added: mend the file, and type it again.")


def _next(name: str, stanza: dict[str, Any], sheet: Sheet) -> str:
    row = sheet.records[0]["id"]
    numeric = [
        one["name"] for one in stanza["schema"]["fields"] if one["type"] in {"number", "integer"}
    ]
    if "value" in numeric:
        said = f'{{eval}}`facts["{row}"]` in prose'
    elif numeric:
        said = f'{{eval}}`facts["{row}", "{numeric[0]}"]` in prose'
    else:
        said = f'read_raw("{name}") in a cell'
    return f"Next: {said}, or: add figure NOTEBOOK --table {name}"
