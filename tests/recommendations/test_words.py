"""Shares in words."""

import pytest

from twodeltas.recommendations import words


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (27 / 52, "Just over half"),
        (0.5, "Half"),
        (0.7, "More than half"),
        (0.48, "Just under half"),
        (0.1, "Less than half"),
    ],
)
def test_a_share_is_seen_from_one_half(share, text):
    assert words.part(share) == text
