"""The real report in a real Chromium: what holds for every page holds for it."""

import pytest
from page_checks import *  # noqa: F403 - the tests that every page must pass

pytestmark = [pytest.mark.build, pytest.mark.browser]
