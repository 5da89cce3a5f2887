"""Runs `notebooks/profile.ipynb` for many pairs in one process, and writes down what it shows.

Called as `python in_process.py FOLDER FILE`; FILE is JSON, a list of [first, second, edition].
"""

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("prose", "table", "figure")


def shown(data: dict[str, Any]) -> dict[str, Any] | None:
    """The payload of one output, with its kind; prose also as it reads."""
    for kind in KINDS:
        if payload := data.get(f"application/vnd.walkback.{kind}+json"):
            return {"kind": kind, **payload, "reads": data.get("text/plain", "")}
    return None


def run(cells: list[dict[str, Any]], pair: tuple[str, str], edition: int) -> dict[str, Any]:
    """What the cells show for one pair, and how it ended."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    from walkback.show import required

    required._used.clear()
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    found: list[dict[str, Any]] = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        given = f"pair = {list(pair)!r}\nedition = {edition}"
        source = given if cell["id"] == "parameters" else "".join(cell["source"])
        with capture_output() as captured:
            result = shell.run_cell(source)
        if not result.success:
            error = result.error_in_exec or result.error_before_exec
            return {"error": f"{cell['id']}: {error!r}", "shown": found}
        outputs = [shown(output.data) for output in captured.outputs]
        found += [{"cell": cell["id"], **one} for one in outputs if one]
    return {"error": "", "shown": found}


def main(folder: Path, pairs: Path) -> None:
    os.environ |= {
        "WALKBACK_ROOT": os.environ.get("WALKBACK_ROOT", str(ROOT)),
        "WALKBACK_CHECKED": "1",
        "WALKBACK_WRITE": str(folder),
        "WALKBACK_OUT": str(folder),
        "MPLBACKEND": "agg",
    }
    warnings.simplefilter("error")
    notebook = Path(os.environ["WALKBACK_ROOT"]) / "notebooks/profile.ipynb"
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    found = {
        f"{a} {b} {edition}": run(cells, (a, b), edition)
        for a, b, edition in json.loads(pairs.read_text("utf-8"))
    }
    (folder / "found.json").write_text(json.dumps(found, default=str), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
