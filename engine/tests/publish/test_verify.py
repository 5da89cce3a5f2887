"""A report is held against a checkout: the same, another, or nothing that can be told."""

import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publish.sample import NOTEBOOKS, write_project
from walkback.errors import RunError, UsageError
from walkback.hashing import file_hash
from walkback.project import Project
from walkback.publish import verify
from walkback.publish.build import build_report
from walkback.publish.manifest_reader import form_of, read_record
from walkback.publish.verify import Made, at_hand, compared, judged, rebuilt
from walkback.report_file import read_identity
from walkback.run.plan.staleness import Decision, Reason
from walkback.run.plan.state import Record as StateRecord
from walkback.run.plan.state import State


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample project with its report."""
    folder = tmp_path_factory.mktemp("a checkout 甲")
    (folder / "src" / "kit").mkdir(parents=True)
    (folder / "src" / "kit" / "code.py").write_text("x = 1\n")
    run = write_project(folder)
    build_report(run, folder / "report", folder, ["html", "pdf"], NOTEBOOKS)
    return folder


@pytest.fixture
def checkout(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(made, tmp_path / "checkout"))


def read(root: Path) -> Project:
    """The project of a checkout that has no source notebooks."""
    return Project(root, root, (), identity=read_identity(root))


@pytest.fixture
def project(checkout: Path) -> Project:
    return read(checkout)


FORMS = ["html", "pdf"]


@pytest.mark.parametrize("form", FORMS)
def test_a_document_tells_what_it_was_made_from(made, form):
    path = made / f"report/sample.{form}"
    record = read_record(path)
    assert form_of(path) == form
    assert set(record.files) == {
        "data/references.json",
        "report.toml",
        "requirements.lock",
        "src/kit/code.py",
    }
    assert record.files["requirements.lock"] == file_hash(made / "requirements.lock")
    assert record.parameters["edition"] == 2023
    assert record.changed == {"edition": 2023}
    assert "figures/fig-bars.svg" in record.shown
    assert all(line.same for line in compared(record, read(made)))


def test_both_forms_tell_the_same(made):
    html, pdf = (read_record(made / f"report/sample.{form}") for form in FORMS)
    assert html == pdf


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("data/references.json", "data        DIFFERS: data/references.json is other here"),
        ("requirements.lock", "lock        DIFFERS: requirements.lock is other here"),
        ("src/kit/code.py", "code        DIFFERS: src/kit/code.py is other here"),
        ("src/kit/new.py", "code        DIFFERS: src/kit/new.py is only here"),
    ],
)
def test_another_checkout_is_told_file_by_file(checkout, project, file, told):
    (checkout / file).parent.mkdir(exist_ok=True)
    with (checkout / file).open("a") as opened:
        opened.write("\n")
    text, code = verify.verify(checkout / "report/sample.pdf", project)
    assert code == 1
    assert told in text
    assert "This checkout does not reproduce it. Check out the commit" in text


def test_data_that_it_was_made_without_do_not_matter(checkout, project, fresh):
    (checkout / "data/raw").mkdir(exist_ok=True)
    (checkout / "data/raw/new.csv").write_text("id\n", "utf-8")
    assert verify.verify(checkout / "report/sample.pdf", project)[1] == 0


def test_a_file_that_is_gone_is_named(checkout, project):
    (checkout / "src/kit/code.py").unlink()
    text, code = verify.verify(checkout / "report/sample.html", project)
    assert (code, "src/kit/code.py is not here" in text) == (1, True)


def test_another_python_and_other_packages_are_told(made, monkeypatch):
    monkeypatch.setattr(verify.platform, "python_version", lambda: "3.99.0")
    monkeypatch.setattr(verify, "packages", lambda: {"numpy": "99"})
    record = read_record(made / "report/sample.pdf")
    told = [str(line) for line in compared(record, read(made)) if not line.same]
    assert told[0] == f"  Python      DIFFERS: {record.python}, here 3.99.0"
    assert f"numpy {record.packages['numpy']}, here 99" in told[1]


@pytest.fixture
def fresh(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[Decision]:
    """A checkout whose run is up to date; a test may add decisions."""
    decisions: list[Decision] = []
    outputs = {f: {f"report/sample.{f}": file_hash(checkout / f"report/sample.{f}")} for f in FORMS}
    state = State(report={form: StateRecord({}, outputs[form]) for form in FORMS})
    monkeypatch.setattr(verify, "load", lambda _folder: state)
    monkeypatch.setattr(verify, "read_sources", lambda _project: None)
    monkeypatch.setattr(verify, "outlook", lambda *_: decisions)
    return decisions


@pytest.mark.parametrize("form", FORMS)
def test_the_report_of_an_up_to_date_checkout_is_reproduced(checkout, project, fresh, form):
    path = checkout / f"report/sample.{form}"
    text, code = verify.verify(path, project)
    assert code == 0
    assert f"reproduces it: report/sample.{form}, as it was made here, has the same" in text
    assert file_hash(path) in text


def test_an_edited_document_is_told_although_its_files_are_the_same(checkout, project, fresh):
    path = checkout / "report/sample.html"
    path.write_bytes(path.read_bytes().replace(b"26.1", b"62.1"))
    fresh.append(Decision("report", Reason.EDITED, "report/sample.html"))
    text, code = verify.verify(path, project)
    assert code == 1
    assert "all figures and tables are the same, so its text or layout was changed" in text


def test_a_checkout_whose_report_is_old_cannot_tell(checkout, project, fresh):
    fresh.append(Decision("02_metrics", Reason.NEVER_RUN))
    text, code = verify.verify(checkout / "report/sample.pdf", project)
    assert code == 2
    assert "cannot be told: its own report is not up to date with these parameters" in text
    assert "(02_metrics: never run); --rebuild makes one beside it" in text


def test_a_checkout_that_cannot_be_looked_at_cannot_tell(project, fresh, monkeypatch, made):
    def fail(*_):
        raise RunError("no such input")

    monkeypatch.setattr(verify, "outlook", fail)
    record = read_record(made / "report/sample.pdf")
    assert judged(record, "1", at_hand(project, record, "pdf"))[1] == 2


def test_rebuilding_is_a_second_run_with_the_same_parameters(made, project, monkeypatch):
    commands = []

    def run(command, **_):
        commands.append(command)
        shutil.copytree(made / "report", Path(command[command.index("--out") + 1]) / "report")
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    text, code = verify.verify(made / "report/sample.pdf", project, rebuild=True)
    assert code == 0
    assert "the report made just now has the same bytes" in text
    assert commands[0][-4:] == ["--format", "pdf", "-p", "edition=2023"]


def test_a_second_run_that_fails_cannot_tell(made, project, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    record = read_record(made / "report/sample.pdf")
    assert judged(record, "1", rebuilt(project, record, "pdf"))[1] == 2


def test_figures_that_are_other_are_named(made):
    record = read_record(made / "report/sample.pdf")
    other = {**record.shown, "figures/fig-bars.svg": "0" * 64}
    text, code = judged(record, "1" * 64, Made("the report made just now", "2" * 64, other))
    assert code == 1
    assert "has other bytes; these are other: figures/fig-bars.svg." in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("text.pdf", b"hello"),
        ("cut.pdf", b"%PDF-1.7\n%\xff\xff\n1 0 obj\n<<"),
        ("page.html", b"<html><p>Somebody else's</p></html>"),
        ("twice.html", b'<a id="made-from" href="data:text/plain;base64,AAA"'),
        ("junk.html", b'<a id="made-from" href="data:text/plain;base64,/////w=="'),
        ("picture.png", b"\x89PNG\r\n"),
    ],
)
def test_what_is_no_report_is_told(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=f"{name} cannot be verified: "):
        read_record(tmp_path / name)


def test_what_is_no_file_is_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.pdf"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_record(path)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spoilt_document_is_read_or_refused_and_nothing_else(made, tmp_path_factory, data):
    form = data.draw(st.sampled_from(FORMS))
    whole = (made / f"report/sample.{form}").read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    junk, gone = data.draw(st.binary(max_size=30)), data.draw(st.integers(0, 2000))
    path = tmp_path_factory.getbasetemp() / f"spoilt.{form}"
    path.write_bytes(
        data.draw(st.sampled_from([whole[:at], whole[:at] + junk + whole[at + gone :]]))
    )
    try:
        assert all(str(line).isprintable() for line in compared(read_record(path), read(made)))
    except UsageError as error:
        assert "cannot be verified" in str(error)  # noqa: PT017 - either is right
