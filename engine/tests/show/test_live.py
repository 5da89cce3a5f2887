from pathlib import Path

import pytest

from tests.run.test_engine import execute
from tests.run.tiny import code, save
from walkback.show.live import reload_edited

START = """\
import sys
from pathlib import Path
from walkback.show.live import reload_edited
sys.path.insert(0, str(Path.cwd()))
file = Path("edited_module.py")
_ = file.write_text("def said():\\n    return 'old'\\n")
from edited_module import said
reload_edited()
reload_edited()"""
EDIT = """\
import os
_ = file.write_text("def said():\\n    return 'new, and longer'\\n")
os.utime(file, (file.stat().st_atime, file.stat().st_mtime + 9))"""


@pytest.mark.parametrize(("under_a_run", "said"), [(False, "new, and longer"), (True, "old")])
def test_an_edited_module_runs_as_it_is_now_unless_a_stage_runs(
    tmp_path: Path, under_a_run: bool, said: str
):
    path = save(tmp_path / "x.ipynb", code(START), code("said()"), code(EDIT), code("said()"))
    session = execute(path, variables={"WALKBACK_WRITE": str(tmp_path)} if under_a_run else None)
    assert session.notebook is not None
    start, before, _, after = session.notebook.cells
    assert start.outputs == []
    assert before.outputs[0].data["text/plain"] == "'old'"
    assert after.outputs[0].data["text/plain"] == f"'{said}'"


def test_outside_of_a_kernel_nothing_happens():
    reload_edited()
