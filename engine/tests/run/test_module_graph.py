import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from walkback.run.plan.module_graph import Closure, absolute

FILES = {
    "src/p/__init__.py": "",
    "src/p/a.py": "from .b import x",
    "src/p/b.py": "from p import c",
    "src/p/c.py": "def f():\n    import p.a\n    from p.sub.deep import y",
    "src/p/alone.py": "",
    "src/p/sub/__init__.py": "from ..side import z",
    "src/p/sub/deep.py": "from . import near\nimport pandas",
    "src/p/sub/near.py": "",
    "src/p/side.py": "",
    "src/q.py": "",
    "src/plain/inner.py": "",
    "src/.hidden/x.py": "",
    "src/p/__pycache__/x.py": "",
    "notebooks/q.py": "import plain.inner",
    "notebooks/01.ipynb": "{}",
}


def project(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def reached(root: Path, *names: str) -> list[str]:
    return list(Closure(root, root / "run").reached(names))


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("p", ["src/p/__init__.py"]),
        ("p.side.thing", ["src/p/__init__.py", "src/p/side.py"]),
        ("q", ["notebooks/q.py", "src/plain/inner.py"]),  # beside the notebook comes first
        ("p.sub.near", [f"src/p/{n}.py" for n in ("__init__", "side", "sub/__init__", "sub/near")]),
        (
            "p.a",  # in a circle, through a package and a function
            [f"src/p/{n}.py" for n in ("__init__", "a", "b", "c", "side")]
            + [f"src/p/sub/{n}.py" for n in ("__init__", "deep", "near")],
        ),
        ("p.sub.*", [f"src/p/{n}.py" for n in ("__init__", "side")]
            + [f"src/p/sub/{n}.py" for n in ("__init__", "deep", "near")]),
        ("numpy", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_an_import_reaches(tmp_path: Path, name: str, paths: list[str]):
    assert reached(project(tmp_path), name) == paths


@pytest.mark.parametrize(
    ("name", "package", "expected"),
    [
        ("a.b", "p", "a.b"),
        (".", "p.q", "p.q"),
        (".a", "p.q", "p.q.a"),
        ("..a.b", "p.q", "p.a.b"),
        ("...a", "p.q", ""),
        (".a", "", ""),
    ],
)
def test_relative_names(name: str, package: str, expected: str):
    assert absolute(name, package) == expected


def test_a_module_that_is_no_python_still_counts(tmp_path: Path):
    root = project(tmp_path)
    (root / "src/p/side.py").write_text("x = (", "utf-8")
    before = Closure(root, root / "run").reached(["p.side"])
    (root / "src/p/side.py").write_text("x = [", "utf-8")
    assert (
        before["src/p/side.py"] != Closure(root, root / "run").reached(["p.side"])["src/p/side.py"]
    )


def test_nothing_is_parsed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = project(tmp_path)
    first = Closure(root, root / "run")
    found = first.reached(["p.a"])
    first.remember()
    monkeypatch.setattr("walkback.run.plan.module_graph.parsed_module", None)
    again = Closure(root, root / "run")
    assert again.reached(["p.a"]) == found
    written = (root / "run/syntax.json").stat().st_mtime_ns
    again.remember()
    assert (root / "run/syntax.json").stat().st_mtime_ns == written
    (root / "src/p/side.py").write_text("import os", "utf-8")
    with pytest.raises(TypeError):
        Closure(root, root / "run").reached(["p.a"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"python": "2", "parsed": {"x": 1}}'])
def test_what_was_remembered_and_cannot_be_understood(tmp_path: Path, text: str):
    root = project(tmp_path)
    (root / "run").mkdir()
    (root / "run/syntax.json").write_text(text)
    closure = Closure(root, root / "run")
    assert closure.reached(["p.side"])
    closure.remember()
    assert len(json.loads((root / "run/syntax.json").read_text())["parsed"]) == 1


def test_what_is_imported_from_outside_at_once(tmp_path: Path):
    (tmp_path / "src/kit").mkdir(parents=True)
    (tmp_path / "src/kit/__init__.py").write_text("")
    (tmp_path / "src/kit/a.py").write_text(
        "import slow.part\nfrom . import b\ndef f():\n    import later\n"
    )
    (tmp_path / "src/kit/b.py").write_text("from other import *\nfrom thing import name\n")
    closure = Closure(tmp_path, tmp_path / "run")
    assert closure.foreign(["kit.a", "numpy"]) == [
        "numpy",
        "other",
        "slow.part",
        "thing",
        "thing.name",
    ]
    assert closure.foreign([]) == []


FORMS = (
    "import {package}.{name}",
    "from {package} import {name}",
    "from . import {name}",
    "from .{name} import *",
    "from {package}.{name} import __name__ as x",
    "import importlib\nimportlib.import_module('{package}.{name}')",
    "def late():\n    from . import {name}\nlate()",
    "try:\n    import {package}.{name} as y\nexcept ImportError:\n    pass",
)
LOADED = """\
import contextlib, importlib, json, sys
sys.path.insert(0, "src")
found = {}
for package in sys.argv[1:]:
    with contextlib.suppress(ImportError, AttributeError):
        importlib.import_module(f"{package}.m0")
    modules = [m for n, m in list(sys.modules.items()) if n.partition(".")[0] == package]
    found[package] = [m.__file__ for m in modules]
print(json.dumps(found))
"""


def test_python_loads_nothing_that_was_not_found(tmp_path: Path):
    """Forty packages whose modules import each other at random, in all ways there are."""
    dice = random.Random(2026)  # noqa: S311 - dice, no secret
    packages = [f"g{number}" for number in range(40)]
    for package in packages:
        for name in ("__init__", *(f"m{n}" for n in range(8))):
            others = dice.sample(range(8), dice.choice((0, 1, 1, 2)))
            forms = (dice.choice(FORMS).format(package=package, name=f"m{n}") for n in others)
            path = tmp_path / "src" / package / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(forms) if name != "__init__" else "", "utf-8")
    command = [sys.executable, "-B", "-c", LOADED, *packages]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    sizes = set()
    for package, files in json.loads(ran.stdout).items():
        loaded = {Path(file).resolve().relative_to(tmp_path).as_posix() for file in files}
        found = set(reached(tmp_path, f"{package}.m0"))
        assert loaded <= found, package
        sizes.add(len(loaded))
    assert len(sizes) > 4  # small webs and large ones
