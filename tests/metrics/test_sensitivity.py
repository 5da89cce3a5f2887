import numpy as np
import pandas as pd
import pytest
from SALib.sample import sobol

from tests.shared.invented import FROZEN, FULL, KNOWN, TOP, ranges
from twodeltas.metrics.draws import ARITHMETIC
from twodeltas.metrics.scaling import RAW
from twodeltas.metrics.sensitivity import indices, leads, of_pair, sample
from twodeltas.metrics.uncertainty import Choices
from walkback.errors import AnalysisError


def ishigami(u):
    x = {name: np.pi * (2 * v[:, 0] - 1) for name, v in u.items()}
    return {"y": np.sin(x["a"]) + 7 * np.sin(x["b"]) ** 2 + 0.1 * x["c"] ** 4 * np.sin(x["a"])}


def test_known_answer_ishigami_homma_1990():
    known = KNOWN["B5_sobol_ishigami"]
    found = indices(ishigami, {"a": 1, "b": 1, "c": 1}, 4096)
    assert list(found["first"]) == pytest.approx(known["S1"], abs=known["tol"])
    assert list(found["total"]) == pytest.approx(known["ST"], abs=known["tol"])


def test_known_answer_saltelli_2008_linear_model_with_a_group():
    known = KNOWN["B6_sobol_linear"]

    def linear(u):
        return {"y": u["a"][:, 0] + 2 * u["b"][:, 0] + 3 * u["c"][:, 0]}

    found = indices(linear, {"a": 1, "b": 1, "c": 1}, 4096)
    assert list(found["first"]) == pytest.approx(known["S1"], abs=known["tol"])
    grouped = indices(
        lambda u: {"y": u["ab"] @ [1.0, 2.0] + 3 * u["c"][:, 0]}, {"ab": 2, "c": 1}, 4096
    )
    assert grouped["total"][0] == pytest.approx(sum(known["S1"][:2]), abs=0.004)


def test_the_sample_is_the_one_of_salib():
    problem = {
        "num_vars": 4,
        "names": list("wxyz"),
        "bounds": [[0, 1]] * 4,
        "groups": ["g", "g", "h", "i"],
    }
    theirs = sobol.sample(problem, 16, calc_second_order=False, seed=5)
    assert sample([2, 1, 1], 16, 5) == pytest.approx(theirs)


def test_a_factor_with_two_identical_options_matters_nothing():
    twice = Choices(scales=(RAW, RAW), means=(ARITHMETIC, ARITHMETIC))
    found = of_pair(ranges(TOP), "north", "south", twice, 128).set_index(["result", "factor"])
    assert found.loc[("score", "scale"), ["first", "total"]].tolist() == [0, 0]
    assert found.loc[("score", "mean"), ["first", "total"]].tolist() == [0, 0]
    assert found.loc[("score", "weights"), "total"] > 0.1


def test_nothing_varied_means_nothing_matters():
    found = of_pair(ranges(TOP), "north", "south", FROZEN, 64)
    assert (found[["first", "total"]] == 0).all(axis=None)


def test_known_figures_take_the_unknown_ones_out():
    assert "unknown figures" in set(of_pair(ranges(TOP), "north", "south", base=64)["factor"])
    full = of_pair(ranges(FULL).only(["north", "south", "west"]), "north", "south", base=64)
    assert "unknown figures" not in set(full["factor"])


def test_a_base_that_is_no_power_of_two_is_refused():
    with pytest.raises(AnalysisError, match="no power of two"):
        indices(ishigami, {"a": 1, "b": 1, "c": 1}, 1000)


def test_a_choice_leads_if_it_does_in_every_result():
    found = pd.DataFrame(
        [("score", "weights", 0.8), ("score", "scale", 0.4), ("score", "mean", 0.1),
         ("rank", "weights", 0.6), ("rank", "scale", 0.2), ("rank", "mean", 0.25)],
        columns=["result", "factor", "total"],
    )  # fmt: skip
    assert leads(found, "weights")
    assert not leads(found, "weights", times=2.1)
    assert not leads(found, "scale")
    assert not leads(found, "rounding")
    assert not leads(found.assign(total=0.0), "weights")
