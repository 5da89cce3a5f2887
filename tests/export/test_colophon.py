import re

from twodeltas.export.colophon import PARTS, colophon, digest


def test_the_hash_follows_content_and_name(project):
    raw = project / "data" / "raw"
    raw.mkdir()
    (raw / "a.csv").write_text("id\n1\n")
    before = digest(project, PARTS["data"])
    assert digest(project, PARTS["data"]) == before
    (raw / "a.csv").write_text("id\n2\n")
    changed = digest(project, PARTS["data"])
    (raw / "a.csv").rename(raw / "b.csv")
    assert len({before, changed, digest(project, PARTS["data"])}) == 3


def test_caches_do_not_change_the_hash_of_the_code(project):
    package = project / "src" / "twodeltas" / "__pycache__"
    package.mkdir(parents=True)
    before = digest(project, PARTS["code"])
    (package / "a.pyc").write_bytes(b"x")
    assert digest(project, PARTS["code"]) == before


def test_it_tells_parameters_versions_commands_and_hashes(state):
    state.parameters = {"edition": 2025, "pair": ["shg", "ss"]}
    text = colophon(state)
    assert r"edition = 2025, pair = \['shg'" in text.replace("\\'", "'").replace(r"\=", "=")
    assert re.search(r"typst \d", text)
    assert "make report" in text
    assert len(re.findall(r"`[0-9a-f]{64}`", text)) == len(PARTS)


def test_it_tells_nothing_of_this_machine(state, project):
    assert str(project) not in colophon(state)


def test_a_changed_parameter_is_part_of_the_command(state):
    assert "run_all.py" not in colophon(state)
    state.changed = {"edition": 2023, "pair": ["munich", "cologne"]}
    text = colophon(state)
    assert """run_all.py -p edition=2023 -p 'pair=["munich", "cologne"]'""" in text
