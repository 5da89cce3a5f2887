import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from walkback.run.execute import audit_hook, fresh_code, watched_places
from walkback.run.execute.audit_hook import Watch
from walkback.run.execute.watched_places import Places

REAL = """\
import os, shutil, sqlite3, sys
from pathlib import Path
sys.path.insert(0, "src")
space = {"__name__": "hook"}
for file in sys.argv[1:]:
    exec(compile(open(file).read(), "hook", "exec"), space)
space["install"]()
root = os.getcwd()
watch = space["Watch"](space["Places"]([root], [root + "/out/.staging/01"]))
sys.addaudithook(watch.hook)
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
print(watch.told())
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
    texts = [watched_places.__file__, fresh_code.__file__, audit_hook.__file__]
    command = [sys.executable, "-B", "-c", REAL, *texts]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.stderr == ""
    seen = json.loads(ran.stdout.splitlines()[0])
    parts = ("read", "listed", "written", "modules")
    names = {part: [os.path.relpath(p, tmp_path) for p in seen[part]] for part in parts}
    assert names["modules"] == ["src/kit/__init__.py", "src/kit/helper.py"]
    assert names["listed"] == ["data"]
    assert [name for name in names["read"] if not name.startswith("src")] == [
        f"data/{name}" for name in ("a.csv", "b.csv", "c.csv", "d.db", "d.db-wal", "d.db-journal")
    ]
    written = ["a.csv", "new.csv", "b.csv", "c.csv", "link.csv"]
    assert sorted(names["written"]) == sorted(f"data/{name}" for name in written)
    assert ran.stdout.count("a notebook writes below WALKBACK_WRITE alone, not to") == 7
    assert {path: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
    assert seen["peak"] > 5 << 20


@pytest.mark.parametrize(
    "path",
    [
        "/etc/hosts",
        "/dev/null",
        "/usr/share/fonts/a.ttf",
        "/home/me/.fonts/a.ttf",
        "/pro/out/.staging/01/a",
        3,
    ],
)
def test_what_does_not_count(path: str | int):
    watch = Watch(Places(["/pro"], ["/pro/out/.staging/01"]))
    watch.hook("open", (path, "r", 0))
    watch.hook("open", (path, "w", 0))
    watch.hook("exec", ("/pro/x",))
    watch.hook("open", ())  # no fault in here becomes one of the notebook
    watch.hook("open", ("/project/x", "w", 0))  # another folder: no business of the project
    told = json.loads(watch.told())
    assert (told["read"], told["written"], told["listed"]) == ({}, {}, {})


def test_an_environment_inside_of_the_checkout(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "prefix", "/pro/env")
    watch = Watch(Places(["/pro"], ["/pro/w"]))
    watch.hook("open", ("/pro/env/lib/x.py", "r", 0))
    watch.hook("open", ("/pro/environment.txt", "r", 0))
    assert list(watch.seen["read"]) == ["/pro/environment.txt"]


def test_a_way_back_out_of_a_link(tmp_path: Path):
    """`..` leads out of the folder that a link stands for, not out of the link."""
    (tmp_path / "pro/data/deep").mkdir(parents=True)
    (tmp_path / "pro/short").symlink_to("data/deep")
    places = Places([str(tmp_path / "pro")])
    assert places.whole(tmp_path / "pro/short/../a.csv") == str(tmp_path / "pro/data/a.csv")
    assert places.whole(tmp_path / "pro/data/../short/a.csv") == str(tmp_path / "pro/short/a.csv")


def test_a_link_from_outside_leads_to_the_project(tmp_path: Path):
    (tmp_path / "pro/data").mkdir(parents=True)
    (tmp_path / "way").symlink_to("pro")
    places = Places([str(tmp_path / "pro")])
    assert places.whole(str(tmp_path / "way/data/a.csv")) == str(tmp_path / "pro/data/a.csv")
    assert places.whole(str(tmp_path / "else.csv")) == str(tmp_path / "else.csv")


def test_what_was_made_outside_is_its_own(tmp_path: Path):
    watch = Watch(Places([str(tmp_path / "pro")]))
    for name in ("made", "there"):
        (tmp_path / name).mkdir(exist_ok=name == "there")
    watch.hook("os.mkdir", (str(tmp_path / "new"), 511, -1))
    watch.hook("open", (str(tmp_path / "new/x"), "r", 0))
    watch.hook("os.mkdir", (str(tmp_path / "there"), 511, -1))  # it was there: that failed
    watch.hook("open", (str(tmp_path / "there/x"), "r", 0))
    assert list(watch.seen["read"]) == [str(tmp_path / "there/x")]
