r"""Turn OpenAlex's grouping exports into rows of `data/raw/pair_counts.csv`.

    .venv/bin/python tools/read_openalex.py FOLDER --cluster shg --years 2019 2023 \
        --source openalex-2026 >> data/raw/pair_counts.csv

CONTRIBUTING.md says what the folder holds and how to ask OpenAlex for it.
"""

import argparse
import sys
from pathlib import Path

from twodeltas.ingest.openalex import pair_rows
from walkback.errors import WalkbackError
from walkback.tables.read import read_raw


def main() -> int:
    """Print the rows, with the next free ids."""
    parser = argparse.ArgumentParser(description="OpenAlex's exports as rows of pair_counts.csv.")
    parser.add_argument("folder", type=Path, help="institutions.csv and one export for each city")
    parser.add_argument("--cluster", required=True, help="id of data/clusters.csv")
    parser.add_argument("--years", required=True, type=int, nargs=2, metavar=("FIRST", "LAST"))
    parser.add_argument("--source", required=True, help="id of data/references.json")
    given = parser.parse_args()
    try:
        rows = pair_rows(given.folder, given.cluster, tuple(given.years), given.source)
        taken = [int(str(row).rpartition("-")[2]) for row in read_raw("pair_counts").index]
    except (WalkbackError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    first = max(taken, default=0) + 1
    rows.insert(0, "id", [f"PC-{first + i:03}" for i in range(len(rows))])
    rows.to_csv(sys.stdout, index=False, header=False, lineterminator="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
