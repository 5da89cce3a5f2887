import base64

import pytest

from walkback.errors import ExportError
from walkback.publish.assets import FONTS, data_uri, find, picture, rows_of


def test_the_nearest_folder_that_has_the_file_wins(tmp_path):
    inner = tmp_path / "a" / "b"
    for folder in (tmp_path, inner):
        (folder / "figures").mkdir(parents=True)
        (folder / "figures" / "f.svg").write_text("<svg/>")
    assert find(inner / "run", "figures/f.svg") == inner / "figures" / "f.svg"
    assert find(tmp_path / "x" / "y", "figures/f.svg") == tmp_path / "figures" / "f.svg"


@pytest.mark.parametrize(
    "path",
    [
        "/etc/x.svg",
        "../x.svg",
        "figures/../../x.csv",
        "figures/a/x.svg",
        "etc/passwd",
        "data/raw/x.csv",
        "figures/x.py",
        "figures/.x.svg",
        "figures/x.svg\n",
        "figures/x y.svg",
    ],
)
def test_only_pictures_and_tables_in_figures_are_found(tmp_path, path):
    with pytest.raises(ExportError, match="is not the path of an svg, png or csv"):
        find(tmp_path, path)


def test_a_link_that_leads_out_of_figures_is_refused(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "secret.csv").write_text("a")
    (tmp_path / "figures" / "f.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(ExportError, match=r"f\.csv leads out of figures/"):
        find(tmp_path, "figures/f.csv")


def test_a_table_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfea")
    with pytest.raises(ExportError, match=r"figures/a\.csv cannot be read as CSV"):
        rows_of(tmp_path / "a.csv")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ExportError, match=r"figures/f.svg is not there: run the notebook"):
        find(tmp_path, "figures/f.svg")


@pytest.mark.parametrize(("name", "content"), [("a.svg", b"hello"), ("a.png", b"<svg/>")])
def test_a_picture_must_be_what_its_name_says(tmp_path, name, content):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / name).write_bytes(content)
    with pytest.raises(ExportError, match=f"{name} is no "):
        picture(tmp_path, f"figures/{name}")


def test_a_data_address_holds_the_bytes(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.png").write_bytes(b"\x89PNG")
    assert data_uri(picture(tmp_path, "figures/a.png")) == (
        "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
    )


def test_csv_cells_are_read_as_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffa,b\n"x, y",=1+2\n'.encode())
    assert rows_of(path) == [["a", "b"], ["x, y", "=1+2"]]


def test_the_fonts_are_there():
    assert {path.suffix for path in FONTS.glob("Walkback*")} <= {".ttf", ".otf"}
    assert len(list(FONTS.glob("Walkback*"))) >= 8
