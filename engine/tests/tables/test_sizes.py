"""How many rows each table has: as the last check counted, or counted anew."""

from walkback.paths import Paths
from walkback.tables.check import examine
from walkback.tables.package import load_package
from walkback.tables.sizes import FILE, as_json, read_sizes


def test_what_the_check_counts_is_what_is_read(sound, tmp_path):
    where = Paths(root=sound, out=tmp_path, write=tmp_path)
    counted = examine(sound).sizes
    assert list(counted) == list(load_package(sound).raw)
    assert read_sizes(where) == counted  # nobody has left a file: the tables are counted
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(as_json({"facts": 7}))
    assert read_sizes(where) == {"facts": 7}
