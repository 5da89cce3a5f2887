import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from walkback.run.execute import audit_hook
from walkback.run.execute.audit_hook import Watch

REAL = """\
import os, shutil, sqlite3, sys
from pathlib import Path
sys.path.insert(0, "src")
exec(compile(open(sys.argv[1]).read(), "hook", "exec"), space := {"__name__": "hook"})
root = os.getcwd()
space["start"]([root], root + "/out/.staging/01")
for path in ("data/a.csv", Path("data/b.csv").resolve(), b"data/c.csv"):
    open(path).close()
sorted(Path("data").glob("*.csv"))
sqlite3.connect("file:data/d.db?mode=ro", uri=True).close()
import kit.helper
Path("out/.staging/01/x/y").mkdir(parents=True)
Path("out/.staging/01/x/y/data").write_text("mine")
os.replace("out/.staging/01/x/y/data", "out/.staging/01/x/data")
os.chdir("data")
shutil.rmtree("../out/.staging/01/x")  # by names relative to a folder that no event tells
os.chdir("..")
refused = []
for change in (
    lambda: open("data/a.csv", "w"),
    lambda: open("data/new.csv", "x"),
    lambda: Path("data/b.csv").resolve().write_bytes(b""),
    lambda: os.remove("data/c.csv"),
    lambda: os.rename("data/a.csv", "data/z.csv"),
    lambda: os.symlink("a.csv", "data/link.csv"),
    lambda: os.truncate("data/b.csv", 0),
):
    try:
        change()
    except PermissionError as error:
        refused.append(str(error))
print(__import__("_files_seen").told())
print(refused)
"""


def test_in_a_process_of_its_own(tmp_path: Path):
    """Everything that Python tells of: paths of all kinds, folders, SQLite, imports, changes."""
    for name in ("data/a.csv", "data/b.csv", "data/c.csv", "src/kit/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", "utf-8")
    (tmp_path / "src/kit/__init__.py").write_text("", "utf-8")
    (tmp_path / "src/kit/helper.py").write_text("import csv", "utf-8")
    with closing(sqlite3.connect(tmp_path / "data/d.db")) as database:
        database.execute("create table t (a)")
    before = {path: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    command = [sys.executable, "-B", "-c", REAL, audit_hook.__file__]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.stderr == ""
    seen = json.loads(ran.stdout.splitlines()[0])
    names = {part: [os.path.relpath(p, tmp_path) for p in seen[part]] for part in list(seen)[:4]}
    assert names["modules"] == ["src/kit/__init__.py", "src/kit/helper.py"]
    assert names["listed"] == ["data"]
    assert [name for name in names["read"] if not name.startswith("src")] == [
        f"data/{name}" for name in ("a.csv", "b.csv", "c.csv", "d.db")
    ]
    written = ["a.csv", "new.csv", "b.csv", "c.csv", "link.csv"]
    assert sorted(names["written"]) == sorted(f"data/{name}" for name in written)
    assert ran.stdout.count("a notebook writes below WALKBACK_WRITE alone, not to") == 7
    assert {path: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
    assert seen["peak"] > 5 << 20


@pytest.mark.parametrize(
    "path",
    [
        "/else/where.csv",
        "/pro/.git/HEAD",
        "/pro/src/__pycache__/a.pyc",
        "/pro/out/.staging/01/a",
        3,
    ],
)
def test_what_does_not_count(path: str | int):
    watch = Watch(["/pro"], "/pro/out/.staging/01")
    watch.hook("open", (path, "r", 0))
    watch.hook("open", (path, "w", 0))
    watch.hook("exec", ("/pro/x",))
    watch.hook("open", ())  # no fault in here becomes one of the notebook
    watch.hook("open", ("/project/x", "w", 0))
    told = json.loads(watch.told())
    assert (told["read"], told["written"], told["listed"]) == ({}, {}, {})


def test_an_environment_inside_of_the_checkout(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "prefix", "/pro/env")
    watch = Watch(["/pro"], "/pro/w")
    watch.hook("open", ("/pro/env/lib/x.py", "r", 0))
    watch.hook("open", ("/pro/environment.txt", "r", 0))
    assert list(watch.read) == ["/pro/environment.txt"]
