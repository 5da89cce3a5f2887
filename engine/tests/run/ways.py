"""Ways in which a notebook can depend on something: each with its files, its code and a change."""

import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Way:
    """One way to depend on something.

    Attributes:
        files: What is there, by path below the checkout; before anything runs.
        code: What a cell does; it knows `root`, and `told` is what it tells.
        change: What then changes.
        made: What is made that is no text.
    """

    files: dict[str, str]
    code: str
    change: Change
    made: Change = field(default=lambda _: None)


def text(path: str, content: str = "X = 'other'\n") -> Change:
    """Another content; the folder is made where there is none."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")

    return change


def same_size_and_time(path: str) -> Change:
    """Another content that Python takes for the old one by size and time."""

    def change(root: Path) -> None:
        file, old = root / path, (root / path).stat()
        file.write_text(file.read_text("utf-8").replace("one", "two"), "utf-8")
        os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))

    return change


def gone(path: str) -> Change:
    return lambda root: (root / path).unlink()


def link(path: str, target: str) -> Change:
    """A link that leads to a path below the checkout."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(root / target)

    return change


def archive(path: str, content: str) -> Change:
    """A zip archive with a module `packed`."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(root / path, "w") as file:
            file.writestr("packed.py", content)

    return change


def database(path: str, content: str) -> Change:
    """A database with one row."""

    def change(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        with closing(sqlite3.connect(root / path)) as file:
            file.execute("create table t (a text)")
            file.execute("insert into t values (?)", (content,))
            file.commit()

    return change


ONE = "X = 'one'\n"
SPEC = """\
from importlib import util
spec = util.spec_from_file_location("by_spec", root / "{path}")
module = util.module_from_spec(spec); spec.loader.exec_module(module); told = module.X"""
POPPED = """\
import importlib, sys
told = importlib.import_module("".join({parts})).X; del sys.modules["".join({parts})]"""

WAYS: dict[str, Way] = {
    "a module": Way({"src/m01.py": ONE}, "import m01; told = m01.X", text("src/m01.py")),
    "a module beside the notebook, of the same size and time": Way(
        {"notebooks/m02.py": ONE},
        "import m02; told = m02.X",
        same_size_and_time("notebooks/m02.py"),
    ),
    "a module of a package": Way(
        {"src/p03/__init__.py": "", "src/p03/m.py": ONE},
        "from p03 import m; told = m.X",
        text("src/p03/m.py"),
    ),
    "a package's own file": Way(
        {"src/p04/__init__.py": ONE}, "import p04; told = p04.X", text("src/p04/__init__.py")
    ),
    "a module behind a module": Way(
        {"src/m05.py": "from m05_inner import X\n", "src/m05_inner.py": ONE},
        "import m05; told = m05.X",
        text("src/m05_inner.py"),
    ),
    "a late import": Way(
        {
            "src/m06.py": "def f():\n    import m06_late\n    return m06_late.X\n",
            "src/m06_late.py": ONE,
        },
        "import m06; told = m06.f()",
        text("src/m06_late.py"),
    ),
    "import_module": Way(
        {"src/m07.py": ONE},
        "import importlib; told = importlib.import_module('m07').X",
        text("src/m07.py"),
    ),
    "a computed import": Way(
        {"src/m08.py": ONE}, "told = __import__('m' + '08').X", text("src/m08.py")
    ),
    "a computed import that is forgotten again": Way(
        {"src/m09.py": ONE}, POPPED.format(parts=["m0", "9"]), text("src/m09.py")
    ),
    "the same beside the notebook": Way(
        {"notebooks/m10.py": ONE},
        POPPED.format(parts=["m1", "0"]),
        same_size_and_time("notebooks/m10.py"),
    ),
    "spec_from_file_location": Way(
        {"src/m11.py": ONE}, SPEC.format(path="src/m11.py"), text("src/m11.py")
    ),
    "spec_from_file_location of data": Way(
        {"data/m12.py": ONE}, SPEC.format(path="data/m12.py"), text("data/m12.py")
    ),
    "runpy.run_path": Way(
        {"src/m13.py": ONE},
        "import runpy; told = runpy.run_path(str(root / 'src/m13.py'))['X']",
        text("src/m13.py"),
    ),
    "runpy.run_module": Way(
        {"src/m14.py": ONE},
        "import runpy; told = runpy.run_module('m' + '14')['X']",
        text("src/m14.py"),
    ),
    "exec of a file": Way(
        {"src/m15.py": ONE},
        "space = {}; exec((root / 'src/m15.py').read_text(), space); told = space['X']",
        text("src/m15.py"),
    ),
    "%run": Way(
        {"src/m16.py": ONE},
        "get_ipython().run_line_magic('run', f'\"{root}/src/m16.py\"'); told = X",
        text("src/m16.py"),
    ),
    "an archive": Way(
        {},
        "import sys; sys.path.insert(0, str(root / 'data/packed.zip'))\n"
        "import packed; told = packed.X; del sys.path[0]",
        archive("data/packed.zip", "X = 'other'\n"),
        archive("data/packed.zip", ONE),
    ),
    "importlib.resources": Way(
        {"src/p18/__init__.py": "", "src/p18/words.txt": "one"},
        "from importlib import resources; told = resources.files('p18').joinpath('words.txt').read_text()",
        text("src/p18/words.txt"),
    ),
    "pkgutil.get_data": Way(
        {"src/p19/__init__.py": "", "src/p19/words.txt": "one"},
        "import pkgutil; told = pkgutil.get_data('p19', 'words.txt').decode()",
        text("src/p19/words.txt"),
    ),
    "a folder on sys.path": Way(
        {"data/own/m20.py": ONE},
        "import sys; sys.path.insert(0, str(root / 'data/own'))\nimport m20; told = m20.X; del sys.path[0]",
        text("data/own/m20.py"),
    ),
    "site.addsitedir": Way(
        {"data/site/a.pth": "inner\n", "data/site/inner/m21.py": ONE},
        "import site, sys; before = list(sys.path); site.addsitedir(str(root / 'data/site'))\n"
        "import m21; told = m21.X; sys.path[:] = before",
        text("data/site/inner/m21.py"),
    ),
    "importlib.reload": Way(
        {"src/m22.py": ONE},
        "import importlib; told = importlib.reload(importlib.import_module('m2' + '2')).X",
        text("src/m22.py"),
    ),
    "what pkgutil finds": Way(
        {"src/p23/__init__.py": "", "src/p23/a.py": ""},
        "import pkgutil, p23; told = str([m.name for m in pkgutil.iter_modules(p23.__path__)])",
        text("src/p23/b.py"),
    ),
    "the modules in a folder": Way(
        {"src/p24/a.py": ""},
        "told = str(sorted(p.name for p in (root / 'src/p24').glob('*.py')))",
        text("src/p24/b.py"),
    ),
    "the modules beside the notebook": Way(
        {"notebooks/m25.py": ""},
        "import glob; told = str(sorted(glob.glob('*.py')))",
        text("notebooks/m25_more.py"),
    ),
    "the files at the root": Way(
        {},
        "import os; told = str(sorted(n for n in os.listdir(root) if n[-3:] == '.md'))",
        text("NEW.md"),
    ),
    "the source of a module": Way(
        {"src/m27.py": "X = 'one'  # once\n"},
        "import inspect, m27; told = inspect.getsource(m27)",
        text("src/m27.py", "X = 'one'  # twice\n"),
    ),
    "a table": Way(
        {"data/raw/28.csv": "one"},
        "told = (root / 'data/raw/28.csv').read_text()",
        text("data/raw/28.csv"),
    ),
    "a table by a relative path, opened by os.open": Way(
        {"data/raw/29.csv": "one"},
        "import os; told = os.read(os.open('../data/raw/29.csv', os.O_RDONLY), 9).decode()",
        text("data/raw/29.csv"),
    ),
    "a table by its place in /proc": Way(
        {"data/raw/30.csv": "one"},
        "told = open('/proc/self/cwd/../data/raw/30.csv').read() if os.path.isdir('/proc/self') else '-'",
        text("data/raw/30.csv"),
    ),
    "a table behind a link": Way(
        {"data/real/31.csv": "one"},
        "told = (root / 'data/linked/31.csv').read_text()",
        text("data/real/31.csv"),
        link("data/linked", "data/real"),
    ),
    "where a link leads": Way(
        {"data/v1/32.csv": "one", "data/v2/32.csv": "two"},
        "told = ((root / 'data/now').resolve() / '32.csv').read_text()",
        link("data/now", "data/v2"),
        link("data/now", "data/v1"),
    ),
    "a link to a file elsewhere": Way(
        {"../elsewhere/33.csv": "one"},
        "told = (root / 'data/raw/33.csv').read_text()",
        text("../elsewhere/33.csv"),
        link("data/raw/33.csv", "../elsewhere/33.csv"),
    ),
    "below a pattern of inputs, behind a link": Way(
        {"far/34.txt": "one"},
        "told = (root / 'lists/more/34.txt').read_text()",
        text("far/34.txt"),
        link("lists/more", "far"),
    ),
    "a file that was not there": Way(
        {},
        "try: told = (root / 'data/raw/35.csv').read_text()\nexcept OSError: told = '-'",
        text("data/raw/35.csv"),
    ),
    "the same beside a module": Way(
        {},
        "try: told = (root / 'src/36.json').read_text()\nexcept OSError: told = '-'",
        text("src/36.json"),
    ),
    "exists": Way({}, "told = str((root / 'data/raw/37.csv').exists())", text("data/raw/37.csv")),
    "exists no longer": Way(
        {"data/raw/38.csv": ""},
        "import os; told = str(os.path.exists(root / 'data/raw/38.csv'))",
        gone("data/raw/38.csv"),
    ),
    "is_file at the root": Way({}, "told = str((root / 'flag').is_file())", text("flag")),
    "is_dir": Way({}, "told = str((root / 'data/more').is_dir())", text("data/more/a.csv")),
    "os.access": Way(
        {}, "import os; told = str(os.access(root / 'src/41.txt', os.R_OK))", text("src/41.txt")
    ),
    "a size": Way(
        {"data/raw/42.csv": "one"},
        "import os; told = str(os.stat(root / 'data/raw/42.csv').st_size)",
        text("data/raw/42.csv"),
    ),
    "a size, by pathlib": Way(
        {"data/raw/43.csv": "one"},
        "told = str((root / 'data/raw/43.csv').stat().st_size)",
        text("data/raw/43.csv"),
    ),
    "sizes in a folder": Way(
        {"data/44/a.csv": "one"},
        "import os; told = str([e.stat().st_size for e in os.scandir(root / 'data/44')])",
        text("data/44/a.csv"),
    ),
    "the names of a folder": Way(
        {"data/45/a.csv": ""},
        "import os; told = str(sorted(os.listdir(root / 'data/45')))",
        text("data/45/b.csv"),
    ),
    "a walk": Way(
        {"data/46/in/a.csv": ""},
        "import os; told = str([f for *_, f in os.walk(root / 'data/46')])",
        text("data/46/in/b.csv"),
    ),
    "a folder that was not there": Way(
        {}, "told = str(sorted((root / 'src/extra').glob('*.txt')))", text("src/extra/a.txt")
    ),
    "a database": Way(
        {},
        "import sqlite3; base = sqlite3.connect(root / 'data/a b.db')\n"
        "told = str(base.execute('select a from t').fetchall())",
        database("data/a b.db", "other"),
        database("data/a b.db", "one"),
    ),
    "a database by its address": Way(
        {},
        "import sqlite3, urllib.parse\n"
        "at = 'file:' + urllib.parse.quote(str(root / 'data/c d.db')) + '?mode=ro'\n"
        "told = str(sqlite3.connect(at, uri=True).execute('select a from t').fetchall())",
        database("data/c d.db", "other"),
        database("data/c d.db", "one"),
    ),
    "an attached database": Way(
        {},
        "import sqlite3; base = sqlite3.connect(':memory:')\n"
        "_ = base.execute(f\"attach '{root}/data/e.db' as more\")\n"
        "told = str(base.execute('select a from more.t').fetchall())",
        database("data/e.db", "other"),
        database("data/e.db", "one"),
    ),
    "a file that is named to a program": Way(
        {"data/raw/51.csv": "one"},
        "import subprocess\n"
        "told = subprocess.check_output(['cat', '../data/raw/51.csv'], text=True)",
        text("data/raw/51.csv"),
    ),
    "a file that is named to a shell": Way(
        {"data/raw/52.csv": "one"},
        "told = ''.join(get_ipython().getoutput('cat ../data/raw/52.csv'))",
        text("data/raw/52.csv"),
    ),
    "a file that a forked process reads": Way(
        {"data/raw/53.csv": "one"},
        "import multiprocessing\n"
        "def read(_): return open('../data/raw/53.csv').read()\n"
        "with multiprocessing.get_context('fork').Pool(1) as pool: told = pool.map(read, [0])[0]",
        text("data/raw/53.csv"),
    ),
    "a thread": Way(
        {"data/raw/54.csv": "one"},
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor() as pool:\n"
        "    told = pool.submit((root / 'data/raw/54.csv').read_text).result()",
        text("data/raw/54.csv"),
    ),
    "mmap": Way(
        {"data/raw/55.csv": "one"},
        "import mmap, os; opened = os.open(root / 'data/raw/55.csv', os.O_RDONLY)\n"
        "told = mmap.mmap(opened, 0, prot=mmap.PROT_READ).read().decode()",
        text("data/raw/55.csv"),
    ),
    "bytecode without a source": Way(
        {},
        "import bare; told = bare.X",
        lambda root: _compiled(root, "X = 'other'\n"),
        lambda root: _compiled(root, ONE),
    ),
    "sitecustomize": Way(
        {"src/sitecustomize.py": "import builtins\nbuiltins.custom = 'one'\n"},
        "import builtins; told = getattr(builtins, 'custom', '-')",
        text("src/sitecustomize.py", "import builtins\nbuiltins.custom = 'other'\n"),
    ),
    "the report's own file": Way(
        {},
        "told = (root / 'report.toml').read_text()",
        lambda root: _appended(root / "report.toml"),
    ),
    "a file of JSON, by its module": Way(
        {"data/raw/59.json": "[1]"},
        "import json; told = str(json.load(open(root / 'data/raw/59.json')))",
        text("data/raw/59.json", "[2]"),
    ),
}


def _compiled(root: Path, content: str) -> None:
    import py_compile

    source = root.parent / "bare.py"
    source.write_text(content, "utf-8")
    py_compile.compile(str(source), str(root / "src/bare.pyc"), doraise=True)


def _appended(file: Path) -> None:
    file.write_text(file.read_text("utf-8") + "# one more\n", "utf-8")


NOTHING: dict[str, Change] = {
    "a comment in a module": lambda root: _prepended(root / "src/m01.py", "# a comment\n"),
    "the layout of a module": lambda root: _prepended(root / "src/m05_inner.py", "\n\n"),
    "the time of a module": lambda root: os.utime(root / "src/m01.py", (1, 1)),
    "the time of a table": lambda root: os.utime(root / "data/raw/28.csv", (1, 1)),
    "bytecode": lambda root: _forget(root),
    "a table that nobody reads": text("data/raw/nobody.csv"),
    "a module that nobody imports": text("src/nobody.py"),
    "a file in a folder that nobody lists": text("data/unlisted/a.csv"),
    "a module in a package whose names nobody asks for": text("src/p03/nobody.py"),
    "a hidden file": text("data/raw/.hidden.csv"),
    "a hidden file beside modules": text("src/p23/.hidden.py"),
    "what an editor leaves": text("data/45/.~lock.a.csv#"),
    "a checkpoint of JupyterLab": text("notebooks/.ipynb_checkpoints/m25-checkpoint.py"),
    "the folder of git": text(".git/HEAD"),
    "the user's settings of matplotlib": text("../home/.config/matplotlib/matplotlibrc"),
    "a file outside of the checkout": text("../elsewhere/34.csv"),
    "a document": text("docs/nobody.md"),
    "a folder for tests": text("tests/test_m01.py"),
    "the same bytes written again": lambda root: text(
        "data/raw/28.csv", (root / "data/raw/28.csv").read_text("utf-8")
    )(root),
    "another content of a file of which only the name counts": text("data/45/a.csv", "other"),
    "another content of a file that was only asked for": text("data/here.csv", "other"),
    "a file in a folder that is asked for alone": text("data/v1/more.csv"),
    "results of nobody": text("figures/by-hand.txt"),
    "an executed copy": text("report/run/failed/01_all.ipynb"),
}


def _prepended(file: Path, more: str) -> None:
    file.write_text(more + file.read_text("utf-8"), "utf-8")


def _forget(root: Path) -> None:
    for compiled in root.rglob("__pycache__/*.pyc"):
        compiled.unlink()
