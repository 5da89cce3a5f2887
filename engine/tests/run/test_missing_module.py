from pathlib import Path

import pytest

from walkback.paths import installing, installing_all
from walkback.run.tell.missing_module import advice

LOCK = "# made by uv\nPy-YAML==6.0 \\\n    --hash=sha256:00\nnumpy @ https://example.org/n.whl\n"


@pytest.mark.parametrize(
    ("cause", "begins"),
    [
        ("ImportError: cannot import name 'x' from 'kit'", None),
        ("KeyError: \"No module named 'x'\"", None),
        (
            "ModuleNotFoundError: No module named 'py_yaml'",
            "lock.txt lists py_yaml, but this Python",
        ),
        (
            "ModuleNotFoundError: No module named 'numpy.x'",
            "numpy is installed, but has no numpy.x. Correct the name",
        ),
        (
            "while showing the result: ModuleNotFoundError: No module named 'x'",
            "lock.txt lists no ",
        ),
        (
            "ModuleNotFoundError: No module named 'kit.y'",
            "kit belongs to this project, in src/, and",
        ),
        (
            "ModuleNotFoundError: No module named 'one.y'",
            "one belongs to this project, in src/, and",
        ),
    ],
)
def test_advice(tmp_path: Path, cause: str, begins: str | None):
    (tmp_path / "src/kit").mkdir(parents=True)
    (tmp_path / "src/one.py").touch()
    (tmp_path / "lock.txt").write_text(LOCK, "utf-8")
    told = advice(cause, tmp_path / "src", tmp_path / "lock.txt")
    assert begins is None or told[0].startswith(begins)
    assert bool(told) == (begins is not None)


def test_without_a_lock_file(tmp_path: Path):
    lock = tmp_path / "lock.txt"
    told = advice("ModuleNotFoundError: No module named 'x'", tmp_path, lock)
    assert told == [
        "lock.txt lists no package called x. If it has another name there, type: "
        f"{installing_all(lock)}",
        "If it is new, add it to lock.txt, and type the same.",
    ]
    lock.with_name("pyproject.toml").touch()
    told = advice("ModuleNotFoundError: No module named 'x'", tmp_path, lock)
    assert told[1].startswith("If it is new, add it to pyproject.toml, make lock.txt anew, and")


def test_what_is_typed_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.executable", str(tmp_path / "a b/bin/python"))
    assert installing("pypdf") == "'a b/bin/python' -m pip install pypdf"
    assert installing_all(tmp_path / "lock.txt") == "'a b/bin/python' -m pip install -r lock.txt"
    monkeypatch.setattr("sys.executable", "/elsewhere/python")
    assert installing("pypdf") == "/elsewhere/python -m pip install pypdf"
