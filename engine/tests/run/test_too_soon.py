"""What a stage reads is known once it has run; if that came too soon, it runs again by itself."""

import io
import json
from pathlib import Path

from tests.run import chain, tiny
from walkback.report_file import read_project
from walkback.run.commit.begin import run
from walkback.run.commit.context import Steps
from walkback.run.plan.dry_run import Request
from walkback.run.plan.state import load
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop


def built(root: Path) -> list[str]:
    """A run with two notebooks at once; the names of what was executed."""
    project = read_project(root, root)
    steps = Steps(lambda *_: {}, lambda copy, folder, *_: chain.render(copy, folder))
    stream = io.StringIO()
    run(project, Request(formats=("html",), jobs=2), steps, Progress(stream), Stop())
    return [line.split()[0] for line in stream.getvalue().splitlines() if " ran " in line]


def test_a_stage_that_read_what_was_made_anew_meanwhile_runs_again(tmp_path: Path):
    root = chain.make(tmp_path)
    assert sorted(built(root)) == ["01_read", "02_left", "03_right", "04_both"]
    tiny.edit(root / "notebooks/02_left.ipynb", "text.upper()", "text.lower()")
    right = root / "notebooks/03_right.ipynb"
    more = 'text += (out / "data/processed/02_left.csv").read_text()'
    tiny.edit(right, '")])\nlen(text)', f'")])\n{more}\nlen(text)')
    ran = built(root)
    assert ran.count("03_right") == 2
    assert ran.count("02_left") == 1
    left = (root / "data/processed/02_left.csv").read_text("utf-8")
    assert left.upper() in (root / "data/processed/03_right.csv").read_text("utf-8")
    key = load(root / "report/run").stages["03_right"].key
    assert "data/processed/02_left.csv" in json.dumps(key["inputs"])
    assert built(root) == []
