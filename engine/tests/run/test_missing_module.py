from pathlib import Path

import pytest

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
        ("ModuleNotFoundError: No module named 'numpy.x'", "lock.txt lists numpy, but this Python"),
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
    told = advice("ModuleNotFoundError: No module named 'x'", tmp_path, tmp_path / "lock.txt")
    assert told == [
        "lock.txt lists no package called x. If it has another name there, type: make report  "
        "(or: pip install -r lock.txt)",
        "If it is new, add it to pyproject.toml and type: make lock report",
    ]
