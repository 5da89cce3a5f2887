"""Copies of the real data that a test may spoil, as the tests of the check have them."""

from tests.data.conftest import copied

__all__ = ["copied"]
