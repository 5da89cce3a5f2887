"""`add figure NOTEBOOK --table TABLE`: cells that draw a table, to be changed at will."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Any

from walkback.add.changes import written
from walkback.add.json_text import with_item
from walkback.add.toml_text import with_output
from walkback.errors import UsageError
from walkback.notebooks.reader import cells_of, read_notebook
from walkback.patterns import matches
from walkback.project import FILE
from walkback.report_file import read_project
from walkback.tables.package import MANIFEST, Table, load_package
from walkback.tables.problems import nearest
from walkback.tables.read import read_raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from walkback.project import Project, Stage

_NUMBERS = ("number", "integer")
_NAMES = ("name", "name_en", "label", "title", "city", "country", "region")
_CELL = Template("""\
from matplotlib import pyplot as plt
from walkback.show.figure import show_figure
from walkback.tables.read import read_raw

shown = read_raw("$table").dropna(subset=["$column"]).nlargest(12, "$column").iloc[::-1]
names, numbers = [str(name) for name in $names], list(shown["$column"].astype(float))
fig, ax = plt.subplots(figsize=(7.2, 0.7 + 0.28 * len(shown)), layout="constrained")
ax.barh(range(len(shown)), numbers, tick_label=names)
show_figure(
    fig,
    label="$label",
    title="$title",  # better: the finding, in one sentence
    subtitle="$words",  # better: measure, unit, years
    caption="One bar a row of the table `$table`, at most twelve, the longest first.",
    alt="Bar chart of $words, one bar a row of the table $table. "
    f"The longest is {names[-1]}, with {numbers[-1]:,.6g}; "
    f"the shortest shown is {names[0]}, with {numbers[0]:,.6g}.",
    sources=$sources,
    data=shown.reset_index(),
)""")


def add_figure(project: Project, stage: Stage, table: str | None) -> Iterator[str]:
    """Write a figure and a sentence that names it; gives lines that say what was done.

    Args:
        project: Whose report.
        stage: In which notebook.
        table: Which table it draws.

    Raises:
        UsageError: If the table cannot be drawn, or has its figure already.
    """
    described = _drawable(project, table)
    column = _drawn_column(described)
    label = f"fig-{described.name.replace('_', '-')}"
    _refuse_drawn(project, label)
    path = project.source(stage).relative_to(project.root).as_posix()
    prose = f"[](#{label}) shows {_words(column)} by row of the table `{described.name}`."
    text = project.source(stage).read_text("utf-8-sig")
    text = with_item(text, _cell("markdown", f"{label}-prose", prose), key="cells")
    text = with_item(text, _cell("code", label, _code(described, column, label)), key="cells")
    texts = {path: text}
    if not matches(f"figures/{label}.svg", stage.outputs):
        toml = (project.root / FILE).read_text("utf-8-sig")
        texts[FILE] = with_output(toml, stage.name, "figures/*")
    with written(project.root, texts):
        read_project(project.root, project.out)
        read_notebook(project.source(stage))
    yield f"{path} ends in two new cells: a sentence, and {label}, which draws {column} of {described.file}."
    if FILE in texts:
        yield f"{FILE}: {stage.name} now promises figures/*."
    yield "Where the notebook is open in JupyterLab, reload it from disk."
    yield f"Next: edit {stage.name}, and write the finding as its title."


def _drawable(project: Project, name: str | None) -> Table:
    tables = load_package(project.root).raw
    usable = [one for one, table in tables.items() if _drawn_column(table) and _source(table)]
    if name is None:
        raise UsageError(
            f"Draw which table? Type --table NAME; there are {', '.join(usable) or 'none'}."
        )
    if name not in tables:
        meant = nearest(name, tables)
        hint = f"did you mean {meant}?" if meant else "add it first: add table FILE.csv."
        raise UsageError(f"--table {name}: {MANIFEST} describes no such table; {hint}")
    table = tables[name]
    if not _drawn_column(table):
        raise UsageError(
            f"--table {name}: none of its columns has numbers, so nothing can be drawn."
        )
    if not _source(table):
        raise UsageError(
            f"--table {name}: its rows name no source, and a figure must: add a column source_id, or "
            f'"x-source": "ID OF A SOURCE" to its stanza in {MANIFEST}.'
        )
    if read_raw(name, project.root)[_drawn_column(table)].dropna().empty:
        raise UsageError(f"--table {name}: it has no row with a number, so nothing can be drawn.")
    return table


def _drawn_column(table: Table) -> str:
    """The column whose numbers are drawn; empty if there is none."""
    numeric = [one.name for one in table.columns.values() if one.type in _NUMBERS]
    return "value" if "value" in numeric else next(iter(numeric), "")


def _source(table: Table) -> bool:
    return bool(table.source) or "source_id" in table.columns


def _refuse_drawn(project: Project, label: str) -> None:
    for stage in project.stages:
        for cell in cells_of(read_notebook(project.source(stage))):
            if f'"{label}"' in cell.text or f"'{label}'" in cell.text:
                raise UsageError(
                    f"notebooks/{stage.name}.ipynb, cell {cell.number} has a figure {label} already: "
                    "change that one, or give it another label first."
                )


def _code(table: Table, column: str, label: str) -> str:
    text = next(
        (c.name for c in table.columns.values() if c.type == "string" and c.name in _NAMES), ""
    )
    several = (own := table.columns.get("source_id")) and own.separator
    ids = f'shown["source_id"].dropna().str.split("{several}").explode()' if several else ""
    return _CELL.substitute(
        table=table.name,
        column=column,
        names=f'shown["{text}"]' if text else "shown.index",
        label=label,
        title=f"{_words(column).capitalize()}, by row of {table.name}",
        words=_words(column),
        sources=ids or 'shown["source_id"].dropna()',
    )


def _words(column: str) -> str:
    return column.replace("_", " ")


def _cell(kind: str, name: str, text: str) -> dict[str, Any]:
    cell = {
        "cell_type": kind,
        "id": name[:60],
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    run: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return dict(sorted((cell | run).items()))  # as nbformat writes it
