"""Intervals of one edition: found by name, told apart by what is known, never left in silence."""

import numpy as np
import pytest

from tests.shared.invented import TOP, box, edition, ranges
from twodeltas.shared.bounds import derive
from twodeltas.shared.intervals import from_bounds
from walkback.errors import AnalysisError


def test_the_intervals_are_those_of_the_bounds():
    frame = edition(TOP)
    known = derive(frame)
    found = from_bounds(frame, known)
    assert len(found) == len(TOP)
    for cluster in TOP:
        for j, metric in enumerate(found.metrics):
            ends = found.low[found.index(cluster), j], found.high[found.index(cluster), j]
            assert ends == known.interval(cluster, metric)


def test_an_unknown_cluster_is_told_with_the_nearest_name():
    found = ranges(TOP)
    with pytest.raises(AnalysisError, match="no cluster 'nort'; did you mean 'north'"):
        found.index("nort")
    with pytest.raises(AnalysisError, match="'xyz': choose one of north, south, east, west"):
        found.index("xyz")


def test_some_clusters_keep_their_figures_in_the_order_asked_for():
    found = ranges(TOP)
    some = found.only(["west", "north"])
    assert some.clusters == ("west", "north")
    assert np.array_equal(some.low, found.low[[3, 0]])
    assert np.array_equal(some.rank, [4, 1])


def test_what_cannot_be_compared_is_refused():
    found = box([[1, 1], [2, 2], [0, 1]], [[1, 1], [2, np.inf], [1, 2]], ["a", "b", "c"])
    assert found.pair("a", "c") == (0, 2)
    with pytest.raises(AnalysisError, match="'a' is compared with itself"):
        found.pair("a", "a")
    with pytest.raises(AnalysisError, match="Nothing published limits publications of 'b'"):
        found.pair("a", "b")
    with pytest.raises(AnalysisError, match="limits the shares of b"):
        found.require_limits()
    assert found.bounded == ("a", "c")
    assert found.only(found.bounded).narrow(width=0.5) == ("a",)
    assert found.known("pct") == ("a", "b")


def test_the_middle_is_a_possible_point():
    found = ranges(TOP).only(["north", "east", "west"])
    assert (found.low - 1e-9 <= found.middle).all()
    assert (found.middle <= found.high + 1e-9).all()
    sums = found.middle.sum(axis=1)
    assert (found.total[:, 0] - 1e-9 <= sums).all()
    assert (sums <= found.total[:, 1] + 1e-9).all()


def test_a_metric_that_the_edition_lacks_is_refused():
    frame = edition(TOP)
    with pytest.raises(AnalysisError, match="no metric patents: choose from pct"):
        from_bounds(frame, derive(frame), ("patents",))
    with pytest.raises(AnalysisError, match="no metric at all"):
        from_bounds(frame, derive(frame), ())
