"""Invented tables of harbours and ships, with every kind of column that the check knows."""

import csv
import json
from pathlib import Path
from typing import Any

Rows = list[list[str]]

REQUIRED = {"required": True}
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
QUALIFIERS = ["exact", "over", "at_least", "about", "nearly", "up_to", "expected", "target"]
CAVEATS = [{"resource": "disputes", "field": "id"}, {"resource": "caveats", "field": "id"}]
ANY_ROW = [{"resource": name, "field": "id"} for name in ("facts", "ships", "harbours", "bounds")]


def column(name: str, kind: str = "string", /, **more: Any) -> dict[str, Any]:
    """A field of a table schema; `x_list` stands for `x-list`."""
    given = {"name": name, "type": kind}
    constraints = {}
    for key, value in more.items():
        if key.startswith("x_"):
            given[key.replace("_", "-")] = value
        else:
            constraints[key] = value
    return {**given, "constraints": constraints} if constraints else given


def key(pattern: str) -> dict[str, Any]:
    return column("id", required=True, unique=True, pattern=pattern)


def link(field: str, table: str) -> dict[str, Any]:
    return {"fields": field, "reference": {"resource": table, "fields": "id"}}


def table(name: str, path: str, fields: list[dict[str, Any]], *links: dict[str, Any]) -> Any:
    schema = {"fields": fields, "primaryKey": "id", "missingValues": [""]}
    if links:
        schema["foreignKeys"] = list(links)
    return {"name": name, "path": path, "schema": schema}


TABLES = [
    table("places", "places.csv", [key("^[a-z]+$"), column("name", required=True)]),
    table(
        "harbours",
        "raw/harbours.csv",
        [key(r"^H-\d$"), column("place", required=True), column("name", required=True)],
        link("place", "places"),
    ),
    table(
        "units",
        "raw/units.csv",
        [
            key("^[A-Za-z]+$"),
            column("kind", required=True),
            column("symbol"),
            column("minimum", "number"),
            column("maximum", "number"),
        ],
    ),
    table(
        "facts",
        "raw/facts.csv",
        [
            key(r"^F-\d{3}$"),
            column("place", required=True),
            column("topic", required=True, enum=["dredging", "pilots", "safety", "trade"]),
            column("statement", required=True),
            column("value", "number"),
            column("low", "number"),
            column("high", "number"),
            column("qualifier", enum=QUALIFIERS),
            column("unit"),
            {
                **column("as_of", pattern=DATE, x_year_minimum=1990, x_year_maximum=2035),
                "x-not-future-unless": {"qualifier": ["target", "expected"]},
            },
            column("guessed", "boolean"),
            column("source_id", required=True, x_references="references.json"),
            column("locator"),
            column("confidence", required=True, enum=["primary", "secondary"]),
            column("audit"),
            column("caveats", x_list=";", x_references=CAVEATS),
        ],
        link("place", "places"),
        link("unit", "units"),
    ),
    table(
        "disputes",
        "raw/disputes.csv",
        [key(r"^D-\d\d$"), column("about"), column("rows", x_list=";", x_references=ANY_ROW)],
    ),
    table("caveats", "raw/caveats.csv", [key(r"^C-\d\d$"), column("text", required=True)]),
    table(
        "ships",
        "raw/ships.csv",
        [
            key(r"^[a-z]+$"),
            column("rank", "integer", required=True, minimum=1),
            column("before", "integer", minimum=1),
            column("share", "number", minimum=0, maximum=100),
            column("rig", required=True, pattern="^[a-z0-9_]+$"),
            column("source_id", x_list=";", x_references="references.json"),
        ],
    ),
    table(
        "bounds",
        "raw/bounds.csv",
        [key(r"^B-\d$"), column("value_low", "number"), column("value_high", "number")],
    ),
    {
        **table(
            "counts",
            "raw/counts.csv",
            [
                key(r"^N-\d$"),
                column("harbour", required=True),
                column("count", "number", required=True, minimum=0),
                column("year_to", "year", required=True, minimum=1990, maximum=2035),
                column("source_id", required=True, x_references="references.json"),
            ],
            link("harbour", "harbours"),
        ),
        "x-optional": True,
    },
]
SOURCES = [
    {
        "id": name,
        "type": "report",
        "title": f"Report {number} on the harbours, invented",
        "author": [{"literal": "Harbour office"}],
        "issued": {"date-parts": [[2024, number]]},
        "URL": f"https://example.org/{name}",
    }
    for number, name in enumerate(("office-2024", "pilots-2024", "survey-2024"), 1)
]


def facts() -> Rows:
    """Sixty facts: exact numbers, bounds, ranges, hedged numbers, words alone."""
    rows = [fact(n, f"{n}", f"{n}", f"{n}", "exact", "ships") for n in range(1, 41)]
    rows += [fact(n, f"{n}0", f"{n}0", "", "over", "ships") for n in range(41, 45)]
    rows += [fact(n, "2000", "", "2000", "nearly", "ships") for n in range(45, 47)]
    rows += [fact(n, "", "30", "40", "exact", "minutes") for n in range(47, 51)]
    rows += [fact(n, "60", "53", "70", "about", "minutes") for n in range(51, 53)]
    rows += [fact(n, "41.5", "", "", "about", "percent") for n in range(53, 54)]
    rows += [fact(n, "12", "", "", "about", "ships") for n in range(54, 55)]
    rows += [fact(n, "460000000", "460000000", "", "over", "EUR") for n in range(55, 57)]
    return rows + [fact(n, "", "", "", "", "") for n in range(57, 61)]


def fact(number: int, value: str, low: str, high: str, qualifier: str, unit: str) -> list[str]:
    source = SOURCES[number % len(SOURCES)]["id"]
    place, statement = ("west", "east")[number % 2], f"What fact {number} says."
    given = [value, low, high, qualifier, unit, "2024-11", "false", str(source), f"page {number}"]
    return [f"F-{number:03}", place, "trade", statement, *given, "secondary", "confirmed", ""]


CELLS: dict[str, Rows] = {
    "places": [["west", "The West"], ["east", "The East"]],
    "harbours": [["H-1", "west", "Old Quay"], ["H-2", "east", "Sandgate"]],
    "units": [
        ["EUR", "currency", "euros", "0", ""],
        ["minutes", "time", "minutes", "0", ""],
        ["percent", "percent", "%", "0", "100"],
        ["ships", "count", "ships", "0", ""],
    ],
    "facts": facts(),
    "disputes": [["D-01", "two counts", "F-001;brig"]],
    "caveats": [["C-01", "Counted by hand."]],
    "ships": [
        ["brig", "1", "2", "9.0", "square", "office-2024"],
        ["cutter", "2", "1", "2.5", "gaff", "office-2024;pilots-2024"],
        ["ketch", "3", "3", "0.5", "gaff", "survey-2024"],
        ["lugger", "4", "", "", "lug_2", "survey-2024"],
    ],
    "bounds": [["B-1", "10", "20"]],
    "counts": [],
}


def make(root: Path) -> Path:
    """Write the tables, the sources and an empty folder of notebooks below `root`."""
    (root / "data/raw").mkdir(parents=True)
    (root / "notebooks").mkdir()
    package = {"name": "harbours", "resources": TABLES}
    (root / "data/datapackage.json").write_text(json.dumps(package, indent=1), "utf-8")
    (root / "data/references.json").write_text(json.dumps(SOURCES, indent=1), "utf-8")
    for described in TABLES:
        header = [field["name"] for field in described["schema"]["fields"]]
        with (root / "data" / described["path"]).open("w", encoding="utf-8", newline="") as file:
            rows = [header, *CELLS[described["name"]]]
            csv.writer(file, lineterminator="\n").writerows(rows)
    return root
