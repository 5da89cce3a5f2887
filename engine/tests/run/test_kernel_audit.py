import json
import py_compile
from pathlib import Path

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from tests.run.test_build import executed, snapshot
from walkback.errors import CellError, RunError

READ = "notebooks/01_read.ipynb"
USE = "notebooks/02_use.ipynb"


def test_a_file_that_is_neither_data_nor_code(runner: Runner):
    before = snapshot(runner.root)
    tiny.edit(
        runner.root / USE,
        "many = len",
        "len((out / 'data/raw/words.csv').open().read())\nmany = len",
    )
    tiny.edit(runner.root / USE, "{eval}`len(words)`", "{eval}`open('../lock.txt').read()`")
    with pytest.raises(RunError) as caught:
        runner.run()
    assert str(caught.value).splitlines()[:3] == [
        "02_use ran to its end, but:",
        "  lock.txt was read: it is neither data nor code; put it below data/, or add "
        '"lock.txt" to the inputs of 02_use in report.toml.',
        "",
    ]
    assert snapshot(runner.root) == before
    declared = 'inputs = ["lock.txt"]\noutputs = ["figures/*"]'
    tiny.edit(runner.root / "report.toml", 'outputs = ["figures/*"]', declared)
    assert "02_use    ran" in runner.run()
    (runner.root / "data/raw/words.csv").write_text("one TWO three\n", "utf-8")
    runner.run(only="01_read")  # the same words: it is the raw table alone that changed
    assert runner.why()["02_use"] == "input changed: data/raw/words.csv"


def test_names_that_were_asked_for_are_remembered(runner: Runner):
    tiny.edit(runner.root / READ, "_ = (write", "seen = os.listdir(root / 'data/raw')\n_ = (write")
    runner.run()
    raw = runner.root / "data/raw"
    (raw / ".hidden").write_text("", "utf-8")
    assert runner.why()["01_read"] == "up to date"
    (raw / "more.csv").write_text("", "utf-8")
    assert runner.why()["01_read"] == "names in a folder changed: data/raw"


def test_a_file_that_was_looked_for_and_not_found_is_remembered(runner: Runner):
    tiny.edit(
        runner.root / READ,
        "_ = (write",
        "try:\n    more = open(root / 'data/raw/more.csv').read()\nexcept OSError:\n"
        "    more = ''\n_ = (write",
    )
    runner.run()
    assert set(runner.why().values()) == {"up to date"}
    (runner.root / "data/raw/more.csv").write_text("four", "utf-8")
    assert runner.why()["01_read"] == "input changed: data/raw/more.csv (new)"


def test_a_file_that_must_not_be_written(runner: Runner):
    raw = runner.root / "data/raw/words.csv"
    before = snapshot(runner.root)
    tiny.edit(
        runner.root / READ, "_ = (write", 'open(root / "data/raw/words.csv", "w")\n_ = (write'
    )
    with pytest.raises(CellError, match=r"PermissionError: .*notebook writes below WALKBACK_WRITE"):
        runner.run()
    assert raw.read_text("utf-8") == "one two three\n"
    trying = (
        'try:\n    open(root / "data/raw/words.csv", "a")\nexcept OSError:\n    pass\n_ = (write'
    )
    tiny.edit(runner.root / READ, 'open(root / "data/raw/words.csv", "w")\n_ = (write', trying)
    with pytest.raises(
        RunError, match=r"data/raw/words.csv was written in cell 2, line 7: a noteb"
    ):
        runner.run()
    assert snapshot(runner.root) == before


def test_what_a_module_reads_beside_itself(runner: Runner):
    helper, folder = runner.root / "src/kit/helper.py", runner.root / "src/kit/signs"
    folder.mkdir()
    (folder / "a.txt").write_text("!", "utf-8")
    (folder / "b.md").write_text("not read", "utf-8")
    (runner.root / "src/kit/late.py").write_text("SIGN = ''\n", "utf-8")
    text = (
        "import importlib\nfrom pathlib import Path\n\ndef upper(text):\n"
        "    late = importlib.import_module('.'.join(['kit', 'late']))\n"
        "    found = sorted((Path(__file__).parent / 'signs').glob('*.txt'))\n"
        "    return text.upper() + ''.join(p.read_text() for p in found) + late.SIGN\n"
    )
    helper.write_text(text, "utf-8")
    runner.run()
    key = json.loads((runner.root / "report/run/state.json").read_text())["stages"]["01_read"][
        "key"
    ]
    assert list(key["beside"]) == ["src/kit/late.py", "src/kit/signs/", "src/kit/signs/a.txt"]
    assert set(runner.why().values()) == {"up to date"}
    (folder / "b.md").write_text("still not read", "utf-8")
    assert runner.why()["01_read"] == "up to date"
    (folder / "a.txt").write_text("?", "utf-8")
    assert runner.why()["01_read"] == "file of a module changed: src/kit/signs/a.txt"
    (folder / "a.txt").write_text("!", "utf-8")
    (folder / "c.txt").write_text("!", "utf-8")
    assert runner.why()["01_read"] == "file of a module changed: src/kit/signs/"
    (folder / "c.txt").unlink()
    (runner.root / "src/kit/late.py").write_text("SIGN = '.'\n", "utf-8")
    assert runner.why()["01_read"] == "file of a module changed: src/kit/late.py"


def test_nobody_notices_the_watch(runner: Runner):
    """No name is left behind, no execution count used, no output made."""
    tiny.edit(runner.root / READ, "import os", "names = sorted(dir())\nimport os")
    tiny.edit(
        runner.root / READ, "# Reading", "# Reading {eval}`[n for n in names if n[0] != '_']`"
    )
    cells = tiny.code("[n for n in dir() if n[0] != '_']")
    source = runner.root / READ
    tiny.save(source, *json.loads(source.read_text("utf-8"))["cells"][1:], cells)
    runner.run(only="01_read")
    first, last = executed(runner.root, "01_read")
    assert (first["execution_count"], first["outputs"]) == (1, [])
    known = ["In", "Out", "Path", "exit", "get_ipython", "names", "open", "os", "quit", "root"]
    assert "".join(last["outputs"][0]["data"]["text/plain"]) == str(
        [*known, "text", "upper", "write"]
    ).replace(", ", ",\n ")


def test_files_outside_of_the_checkout(runner: Runner, tmp_path: Path):
    """They are refused, with the cell; what the notebook itself made there is its own."""
    (tmp_path / "far.csv").write_text("one", "utf-8")
    far = f"open({str(tmp_path / 'far.csv')!r}).read()\n_ = (write"
    tiny.edit(runner.root / READ, "_ = (write", far)
    with pytest.raises(RunError, match=r"far.csv was read in cell 2, line 6: it is outside"):
        runner.run()
    own = (
        "import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
        "    _ = Path(folder, 'x').write_text('x'); _ = Path(folder, 'x').read_text()\n_ = (write"
    )
    tiny.edit(runner.root / READ, far, own)
    assert "01_read   ran" in runner.run()


def test_a_module_outside_of_the_checkout(runner: Runner, tmp_path: Path):
    (tmp_path / "far_module.py").write_text("", "utf-8")
    far = f"import sys; sys.path.append({str(tmp_path)!r})\nimport far_module\n_ = (write"
    tiny.edit(runner.root / READ, "_ = (write", far)
    with pytest.raises(RunError, match=r"far_module.py was read in cell 2, line 7: it is outside"):
        runner.run()


def test_files_that_no_record_has(runner: Runner):
    source = runner.root / "src/kit/helper.py"
    checked = py_compile.PycInvalidationMode.CHECKED_HASH  # such bytecode is in the run's copy, too
    compiled = Path(py_compile.compile(str(source), invalidation_mode=checked) or "")
    (runner.root / "data/.secret").write_bytes(b"")
    files = {
        "data/.secret": "it is hidden, and hidden files are no part of a report",
        compiled.relative_to(runner.root).as_posix(): "it is bytecode",
    }
    line = "_ = (write"
    for read, why in files.items():
        asks = f"open(root / {read!r}, 'rb').read()\n_ = (write"
        tiny.edit(runner.root / READ, line, asks)
        with pytest.raises(RunError, match=f"{read} was read in cell 2, line 6: {why}"):
            runner.run()
        line = asks


def test_whether_a_result_of_its_own_is_there(runner: Runner):
    """It depends on who ran last, so nobody may ask."""
    asked = 'seen = (out / "figures/round.svg").exists()\nmany ='
    tiny.edit(runner.root / USE, "many =", asked)
    with pytest.raises(RunError, match=r"figures/round.svg was looked for: 02_use writes it"):
        runner.run()


def test_variables_of_the_environment(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    """A fixed list is set, a short one passed on; what is recorded is told when it changes."""
    for name, value in {"LC_ALL": "tr_TR.UTF-8", "PYTHONOPTIMIZE": "2", "MINE": "1"}.items():
        monkeypatch.setenv(name, value)
    assert set(runner.why().values()) == {"up to date"}
    told = "assert (os.environ['LC_ALL'][-6:], os.environ.get('MINE'), __debug__) == ('.UTF-8', None, True)"
    tiny.edit(runner.root / READ, "_ = (write", f"{told}\nassert os.environ['PATH']\n_ = (write")
    runner.run()
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Prescott")
    why = runner.why()["01_read"]
    assert why == "environment variable changed: OPENBLAS_CORETYPE (new)"
