"""A small project with executed notebooks, made by code: what the exporters are tried on."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from walkback.values.payloads import FIGURE, TABLE, VALUE

REPORT = """\
[report]
name = "sample"
title = "A sample"
author = "The authors of the sample"
"""
NOTEBOOKS = ["01_ingest", "02_metrics", "04_recommendations"]
HOSTILE = (
    "<script>alert(1)</script> `#read(\"/etc/hostname\")` =cmd|' /C calc' $\\input{x}$ [@none]"
)

SOURCES = [
    {
        "id": "wipo-2025",
        "type": "report",
        "title": "Global Innovation Index 2025: innovation clusters",
        "publisher": "World Intellectual Property Organization",
        "issued": {"date-parts": [[2025, 9, 1]]},
        "URL": "https://www.example.org/gii/2025/a-very-long-address-that-has-to-break-somewhere/"
        "because-it-would-leave-the-page-otherwise.html",
        "language": "en",
        "custom": {"kind": "primary"},
    },
    {
        "id": "sz-2024",
        "type": "webpage",
        "title": "深圳市开放大型科研仪器设备的通知",
        "publisher": "深圳市科技创新局",
        "issued": {"date-parts": [[2024, 11]]},
        "URL": "https://www.example.org/sz",
        "language": "zh",
        "custom": {"kind": "secondary", "host_note": "repost_or_mirror"},
    },
    {
        "id": "jetro-2025",
        "type": "webpage",
        "title": "Innovation in the two deltas",
        "publisher": "JETRO",
        "issued": {"date-parts": [[2025]]},
        "URL": "https://www.example.org/jetro",
        "language": "en",
    },
    {
        "id": "oecd2008",
        "type": "book",
        "title": "Handbook on Constructing Composite Indicators",
        "author": [{"family": "Nardo", "given": "Michela"}, {"family": "Saisana", "given": "M."}],
        "issued": {"date-parts": [[2008]]},
        "DOI": "10.1787/9789264043466-en",
        "publisher": "OECD Publishing",
    },
    {"id": "unused-1999", "type": "webpage", "title": "Nobody uses this", "publisher": "Nobody"},
]

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="518" height="220" viewBox="0 0 518 220">'
    '<rect width="518" height="220" fill="#fff"/>'
    '<rect x="60" y="30" width="400" height="30" fill="#0072B2"/>'
    '<rect x="60" y="90" width="300" height="30" fill="#D55E00"/>'
    '<rect x="60" y="150" width="120" height="30" fill="#6B6B6B"/>'
    '<path d="M60 10V200H500" stroke="#333" fill="none"/></svg>'
)


def value(text: str, *rows: str, sources: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """The result of an expression that gave a `Value`."""
    origins = [
        {
            "table": "gii_clusters_2025",
            "row": row,
            "source": sources or ["wipo-2025"],
            "as_of": "2025",
            "locator": "table 3",
            "confidence": "high",
            "audit": "confirmed",
        }
        for row in rows
    ]
    payload = {
        "text": text,
        "low": None,
        "high": None,
        "unit": "percent",
        "qualifier": "exact",
        "how": "published",
        "origins": origins,
        **more,
    }
    return {"status": "ok", "data": {"text/plain": text, VALUE: payload}, "metadata": {}}


def plain(text: str, mimetype: str = "text/plain") -> dict[str, Any]:
    """The result of an expression that gave something else."""
    return {"status": "ok", "data": {mimetype: text}, "metadata": {}}


def prose(text: str, *tags: str, **results: Any) -> NotebookNode:
    """A Markdown cell; `results` are those of its expressions, by name."""
    cell = new_markdown_cell(text)
    cell.metadata.tags = list(tags)
    cell.metadata.user_expressions = [
        {"expression": name, "result": result} for name, result in results.items()
    ]
    return cell


def code(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> NotebookNode:
    """An executed code cell with the given mimebundles as outputs."""
    cell = new_code_cell(source, execution_count=1)
    cell.metadata.tags = list(tags)
    cell.outputs = [new_output("display_data", data) for data in outputs]
    return cell


def figure(label: str, /, **changes: Any) -> dict[str, Any]:
    """The mimebundle of a figure."""
    payload = {
        "label": label,
        "title": "The southern cluster leads in patents & the eastern one in papers",
        "subtitle": "Share of the world's PCT applications, %, 2020–2024",
        "caption": "Bars start at zero; *grey* stands for the third cluster.",
        "alt": 'Bar chart of three "clusters": the first bar is the longest.',
        "path": f"figures/{label}.svg",
        "data": f"figures/{label}.csv",
        "sources": ["wipo-2025", "sz-2024"],
        "notes": "Shares are rounded to $10^{-1}$.",
        **changes,
    }
    return {"text/plain": label, "image/png": "", FIGURE: payload}


def table(label: str, rows: list[list[str]], /, **changes: Any) -> dict[str, Any]:
    """The mimebundle of a table."""
    heads = ["Cluster", "Rank", "What is known"]
    payload = {
        "label": label,
        "title": "Two clusters in the first ten",
        "caption": "Ranks of the 2025 edition.",
        "columns": [
            {"name": name, "align": align, "width": width}
            for name, align, width in zip(heads, "lrl", [0.25, 0.1, 0.65], strict=True)
        ],
        "rows": rows,
        "header_columns": 1,
        "data": f"figures/{label}.csv",
        "sources": ["wipo-2025"],
        "notes": "",
        "landscape": False,
        **changes,
    }
    return {"text/plain": label, "text/html": "<table></table>", TABLE: payload}


LONG = (
    "The joint laboratories of the two sides are run under three agreements, each with its own "
    "rules for money, staff and results, and none of them names a single office that answers"
)


def long_rows(count: int) -> list[list[str]]:
    """Rows of prose, enough to break over pages."""
    return [
        [f"Row {n} 深圳—香港—广州", str(n), f"{LONG} \\({n}\\) [@jetro-2025]\\."]
        for n in range(count)
    ]


def first() -> NotebookNode:
    """The first chapter: boxes, footnotes, maths, Chinese, a short table."""
    return new_notebook(
        cells=[
            code('pair = ["shg", "ss"]\nedition = 2025\nlang = "en"', tags=("parameters",)),
            code("edition = 2023", tags=("injected-parameters",)),
            prose(
                "# What the data hold\n\nThe clusters have {eval}`share` of all applications"
                "[@wipo-2025], over a quarter.[^a] See @fig-bars and [@tbl-top].\n\n"
                "[^a]: A note with a value, {eval}`share`, and *emphasis*.\n\n"
                "## Bounds {#sec-bounds}\n\n"
                ":::{admonition} How a bound is found\n:class: method\n"
                "What is not published lies *between* two known shares: $l \\le x \\le h$, so\n\n"
                "$$\\bar{x} = \\frac{1}{n} \\sum_{i=1}^{n} x_i$$\n\nfor {eval}`name`.\n:::\n\n"
                "The plan for 深圳—香港—广州 (Shenzhen) is told in 深圳市科技创新局的通知 [@sz-2024].",
                share=value("26.1 %", "gii25-001", "gii25-006"),
                name=plain("'Munich & <b>Co</b>'"),
            ),
            code(
                "show_table(top)",
                table(
                    "tbl-top",
                    [
                        ["Shenzhen–Hong Kong–Guangzhou", "1", "first **overall**"],
                        ["Shanghai–Suzhou", "6", r"\<i\>escaped?\<\/i\>"],
                    ],
                ),
            ),
            code("show_figure(fig)", figure("fig-bars")),
            code("print('never shown')"),
        ]
    )


def second() -> NotebookNode:
    """The second chapter: a long table, hostile text, a landscape table."""
    from walkback.markup import escape

    return new_notebook(
        cells=[
            prose(
                "# Ranks and shares\n\nThe same note label.[^a] The share is {eval}`share`, the "
                "other {eval}`gap`. {eval}`said`\n\n[^a]: Another note.\n\n"
                ":::{admonition} Read with care\n:class: caution\nSecond in patents, third in papers; "
                "see @sec-bounds.\n:::\n\n- one\n- two\n\n> A quotation of a plan.\n\n"
                "```python\nshown = {eval}`not_a_role`\n```\n",
                share=value("26.1 %", "gii25-001", "gii25-006"),
                gap=value(
                    "0.4 to 1.2 points",
                    *[f"gii25-{n:03}" for n in range(12)],
                    how="difference",
                    sources=["wipo-2025", "jetro-2025"],
                ),
                said=plain("A sentence with **weight** and a source [@oecd2008].", "text/markdown"),
            ),
            code(
                "show_table(long)", table("tbl-long", long_rows(24), title="Long tables break well")
            ),
            prose(
                "## {eval}`share` of the world {#sec-share}\n\nA section with a value in its heading.",
                share=value("26.1 %", "gii25-001", "gii25-006"),
            ),
            code(
                "show_table(hostile)",
                table(
                    "tbl-hostile",
                    [[escape(HOSTILE), "2", escape('| a | b |\n::: {.x} #import "x"')]],
                    title="Hostile text stays text",
                    landscape=True,
                ),
            ),
            code("show_figure(fig2)", figure("fig-second", title="A second figure", notes="")),
        ]
    )


def last() -> NotebookNode:
    """The last notebook: cover, summary, recommendations."""
    return new_notebook(
        cells=[
            prose(
                "# Two deltas compared\n\nOne cluster leads by {eval}`gap`, whatever the unknown "
                "shares are.",
                "cover",
                gap=value("0.4 to 1.2 points", "gii25-001", how="difference"),
            ),
            prose(
                "## Summary\n\nThe finding in short: {eval}`lead` of all. More in @sec-advice.\n\n"
                ":::{admonition} The one finding\n:class: finding\nIt holds.\n:::",
                "summary",
                lead=value("52 of 52 claims", "claim-01", how="count"),
            ),
            prose(
                "# What to do {#sec-advice}\n\nShare instruments first [@jetro-2025; @wipo-2025, "
                "p. 3]."
            ),
        ]
    )


def write_project(folder: Path) -> Path:
    """Write the sample project below `folder`; returns the folder of the executed notebooks."""
    run = folder / "report" / "run"
    for name in ("data", "figures", "report/run"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "report.toml").write_text(REPORT, "utf-8")
    (folder / "data" / "references.json").write_text(
        json.dumps(SOURCES, ensure_ascii=False), "utf-8"
    )
    (folder / "requirements.lock").write_text("typst==0.15.2\n", "utf-8")
    for label in ("fig-bars", "fig-second"):
        (folder / "figures" / f"{label}.svg").write_text(SVG, "utf-8")
    for label in ("fig-bars", "fig-second", "tbl-top", "tbl-long", "tbl-hostile"):
        (folder / "figures" / f"{label}.csv").write_text(
            "cluster,share\nSHG,9.0\nSS,=2+3\n", "utf-8"
        )
    for name, make in zip(NOTEBOOKS, (first, second, last), strict=True):
        save(run / f"{name}.ipynb", make())
    return run


def save(path: Path, notebook: NotebookNode) -> None:
    """Write a notebook with ids that do not change from run to run; an id `kept-…` stays."""
    for number, cell in enumerate(notebook.cells):
        cell.id = cell.id if cell.id.startswith("kept-") else f"cell-{number}"
    nbformat.write(notebook, path)
