import os
import py_compile
import sys
from pathlib import Path

from tests.run import tiny
from tests.run.conftest import Runner
from walkback.run.execute.bytecode import forget_stale


def test_a_module_of_the_same_size_and_time_is_not_taken_for_the_old_one(runner: Runner):
    helper = runner.root / "src/kit/helper.py"
    compiled = py_compile.compile(str(helper))  # as a kernel does that imports it
    assert compiled is not None
    before = helper.stat()
    tiny.edit(helper, "text.upper()", "text.title()")
    os.utime(helper, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert helper.stat().st_size == before.st_size
    assert "module changed" in runner.run(only="01_read")
    words = runner.root / "data/processed/words.csv"
    assert words.read_text("utf-8") == "One Two Three\n"


def test_only_what_is_older_than_its_source_is_forgotten(tmp_path: Path):
    cache = tmp_path / "kit/__pycache__"
    cache.mkdir(parents=True)
    tag = sys.implementation.cache_tag
    names = ("old", "new", "bare")
    compiled = {name: cache / f"{name}.{tag}.pyc" for name in names}
    compiled["old"].write_bytes(b"")
    for name in names:
        (tmp_path / f"kit/{name}.py").write_text("")
    while not compiled["new"].exists() or (
        compiled["new"].stat().st_ctime_ns <= (tmp_path / "kit/new.py").stat().st_ctime_ns
    ):
        compiled["new"].write_bytes(b"")
    forget_stale(tmp_path)
    assert [name for name in names if compiled[name].exists()] == ["new"]
