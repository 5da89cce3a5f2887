"""The real tables of the chapter, its facts, and what is computed from them with few draws."""

import pandas as pd
import pytest

from tests.recommendations.small_chain import real
from tests.shared.real import raw
from twodeltas.recommendations import advice_robustness
from twodeltas.recommendations.values import advised
from twodeltas.recommendations.values.advised import Advised
from twodeltas.shared.start import FIRST_ASKED
from walkback.tables.lookup import Facts

PAIR = ("shg", "ss")
SHORT = {"shg": "SHG", "ss": "SS"}


@pytest.fixture(scope="package")
def facts() -> Facts:
    return Facts({name: raw(name) for name in FIRST_ASKED})


@pytest.fixture(scope="package")
def study() -> advice_robustness.Case:
    return advice_robustness.Case(real()[0], raw("scores"), raw("criteria"), seed=1, draws=200)


@pytest.fixture(scope="package")
def standing(study) -> pd.DataFrame:
    return advice_robustness.standing(study)


@pytest.fixture(scope="package")
def steps(study, standing, facts) -> Advised:
    return advised.advised(study.chain, standing, SHORT, facts)
