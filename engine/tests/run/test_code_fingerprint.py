import pytest

from walkback.run.plan.code_fingerprint import cell_meaning, imported, parsed_module


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = 1", "a=1  # one"),
        ("f(a,\n  b)", "f(a, b)"),
        ("'x'", '"x"'),
        ("a; b", "a\nb"),
        ("a;", "a ;  # quiet"),
    ],
)
def test_layout_and_comments_do_not_count(one: str, other: str):
    assert cell_meaning(one) == cell_meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a = 1", "a = 2"), ("a", "a;"), ("%time a", "%time b"), ("a", "b"), ("a(", "b(")],
)
def test_what_counts(one: str, other: str):
    assert cell_meaning(one) != cell_meaning(other)


def test_an_unknown_escape_is_not_our_business():
    assert "Constant" in cell_meaning(r"'\d'")  # warnings are errors in the tests


def _meaning(source: bytes) -> str:
    return str(parsed_module(source)["meaning"])


def test_docstrings_of_modules_count_and_comments_do_not():
    assert _meaning(b'"""A."""\nx = 1') != _meaning(b'"""B."""\nx = 1')
    assert _meaning(b"# a\nx = 1") == _meaning(b"x  =  1")
    latin = "# -*- coding: latin-1 -*-\nx = 'ü'".encode("latin-1")
    assert _meaning(latin) == _meaning("x = 'ü'".encode())
    assert _meaning(b"x = (") != _meaning(b"x = [")  # not Python: the bytes count


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import a.b, c as d", ["a.b", "c"]),
        ("from a.b import c, d as e", ["a.b", "a.b.c", "a.b.d"]),
        ("from a import *", ["a", "a.*"]),
        ("from . import x", [".", ".x"]),
        ("from ..p.q import x", ["..p.q", "..p.q.x"]),
        ("def f():\n    if 1:\n        import late", ["late"]),
        ("try:\n    import a\nexcept ImportError:\n    import b", ["a", "b"]),
        ("import importlib\nm = importlib.import_module('a.b')", ["a.b", "importlib"]),
        ("__import__('a')", ["a"]),
        ("import_module(name)", []),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a",
            ["typing", "typing.TYPE_CHECKING"],
        ),
        ("if typing.TYPE_CHECKING:\n    import a\nelse:\n    import b", ["b"]),
        ("%matplotlib inline\n!ls\nimport a", ["a"]),
        ("for x in y:\n    %time x\n    import a", ["a"]),
        ("import (", []),
    ],
)
def test_what_is_imported(text: str, names: list[str]):
    assert imported(text) == names
