"""The record of what a document was made from: written, read back, and refused where it is none."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkback.errors import ExportError
from walkback.project import Identity
from walkback.publish.record import Record, digest, hashes, listing, parsed, part_of

PARTS = Identity(code=("src/kit/**/*", "run_all.py")).parts

RECORD = Record(
    files={"data/raw/表.csv": "0" * 64, "run_all.py": "1" * 64, "src/kit/a/b.py": "2" * 64},
    parts=PARTS,
    python="3.11.7",
    packages={"numpy": "2.1.0"},
    parameters={"edition": 2025, "pair": ["shg", "ss"]},
    changed={"edition": 2025},
    shown={"figures/fig-a.svg": "3" * 64},
)


def test_it_comes_back_as_it_was():
    assert parsed(RECORD.text) == RECORD


def test_the_hash_of_a_part_is_that_of_its_lines(tmp_path: Path):
    (tmp_path / "requirements.lock").write_text("typst==0.15.2\n")
    content = hashlib.sha256(b"typst==0.15.2\n").hexdigest()
    line = f"{content}  requirements.lock\n"
    files = hashes(tmp_path, PARTS["lock"])
    assert listing(files) == line
    assert digest(files) == hashlib.sha256(line.encode()).hexdigest()


def test_the_hash_follows_content_and_name(tmp_path: Path):
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    seen = []
    for name, content in (("a.csv", "1"), ("a.csv", "2"), ("b.csv", "2")):
        for old in raw.iterdir():
            old.unlink()
        (raw / name).write_text(content)
        seen.append(digest(hashes(tmp_path, PARTS["data"])))
    assert len(set(seen)) == 3


def test_caches_and_hidden_files_are_no_part_of_the_code(tmp_path: Path):
    package = tmp_path / "src" / "kit"
    (package / "__pycache__").mkdir(parents=True)
    for name in ("a.py", "__pycache__/a.pyc", ".a.py.swp", ".DS_Store"):
        (package / name).write_text("x")
    assert list(hashes(tmp_path, PARTS["code"])) == ["src/kit/a.py"]


def test_sha256sum_reads_it(tmp_path: Path):
    (tmp_path / "run_all.py").write_text("x")
    record = Record(hashes(tmp_path, PARTS["code"]), PARTS, "3.11", {})
    (tmp_path / "list").write_text(record.text)
    check = ["sha256sum", "--strict", "-c", "list"]
    assert subprocess.run(check, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "run_all.py").write_text("y")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("data/raw/evidence.csv", "data"),
        ("data/references.json", "data"),
        ("data/processed/a.csv", ""),
        ("data/raw/../../secret.csv", ""),
        ("notebooks/01_ingest.ipynb", "notebooks"),
        ("src/kit/fonts/a.otf", "code"),
        ("run_all.py", "code"),
        ("etc/passwd", ""),
        ("/etc/passwd", ""),
    ],
)
def test_a_file_belongs_to_one_part_or_to_none(path, part):
    assert part_of(path, PARTS) == part


TEXT = RECORD.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        TEXT.replace("# Made", "Made"),
        TEXT.replace('"python"', '"snake"'),
        TEXT.replace('"numpy": "2.1.0"', '"numpy": 2'),
        TEXT.replace('{"numpy": "2.1.0"}', "7"),
        TEXT.replace("run_all.py", "/etc/passwd"),
        TEXT.replace("src/kit/a/b.py", "src/kit/../../../etc/passwd"),
        TEXT.replace("src/kit/a/b.py", "src/kit/\x1b[31m.py"),
        TEXT.replace("1" * 64, "1" * 63),
        TEXT.replace("# {", "# " + "[" * 100_000),
        TEXT + "x" * 3_000_000,
    ],
)
def test_what_is_no_record_is_refused(text):
    with pytest.raises(ExportError, match="the record in it"):
        parsed(text)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_spoilt_record_is_read_or_refused_and_nothing_else(data):
    at = data.draw(st.integers(0, len(TEXT)))
    text = TEXT[:at] + data.draw(st.text(max_size=8)) + TEXT[at + data.draw(st.integers(0, 40)) :]
    try:
        record = parsed(text)
    except ExportError:
        return
    assert parsed(record.text) == record
