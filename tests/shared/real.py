"""The real tables, tidied, for tests whose known answers come from publications."""

from functools import cache

import pandas as pd

from tests.conftest import ROOT
from twodeltas.shared import tidy
from walkback.tables.read import read_raw


@cache
def raw(name: str) -> pd.DataFrame:
    return read_raw(name, ROOT)


@cache
def rankings() -> pd.DataFrame:
    return tidy.all_editions(raw)
