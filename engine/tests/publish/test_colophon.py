import re
from dataclasses import replace

import panflute as pf
import pytest

from walkback.publish.colophon import colophon
from walkback.publish.gathered import State
from walkback.publish.record import Record


def text_of(state: State, record: Record) -> str:
    """What a reader sees of the colophon."""
    blocks = colophon(state, record)
    code = [block.text for block in blocks if isinstance(block, pf.CodeBlock)]
    return "\n".join([*(pf.stringify(block) for block in blocks), *code])


@pytest.fixture
def record(state: State) -> Record:
    state.parameters = {"edition": 2025, "pair": ["shg", "ss"]}
    assert state.root
    (state.root / "run_all.py").touch()
    found = state.recorded()
    assert found
    return found


def test_it_tells_parameters_versions_commands_and_hashes(state, record):
    text = text_of(state, record)
    assert "edition = 2025, pair = ['shg'" in text
    assert re.search(r"typst \d", text)
    assert "python run_all.py     # runs the notebooks" in text
    assert "python run_all.py verify" in text
    assert "make report" not in text
    assert len(re.findall(r"[0-9a-f]{64}", text)) == len(record.parts) + 1


def test_a_report_without_a_command_of_its_own_is_made_by_walkback(state, record):
    (state.root / "run_all.py").unlink()
    state.changed = {"edition": 2023}
    text = text_of(state, record)
    assert "walkback     # runs the notebooks" in text
    assert "walkback -p edition=2023\nwalkback verify THIS-FILE" in text


def test_it_tells_nothing_of_this_machine(state, record, project):
    assert str(project) not in text_of(state, record)


def test_a_changed_parameter_is_part_of_the_command(state, record):
    assert "run_all.py -p" not in text_of(state, record)
    state.changed = {"edition": 2023, "pair": ["munich", "cologne"]}
    text = text_of(state, record)
    assert """run_all.py -p edition=2023 -p 'pair=["munich", "cologne"]'""" in text


def test_what_a_parameter_holds_is_text(state, record):
    odd = replace(record, parameters={"lang": "`</code><script>[x](javascript:y)"})
    assert "`</code><script>[x](javascript:y)" in text_of(state, odd)
