"""Skip a test that needs what the machine lacks, or fail it where nothing may be skipped."""

import os
from typing import NoReturn

import pytest


def unavailable(reason: str) -> NoReturn:
    """Skip with a reason, which says what to install; fail with it where ETOM_REQUIRE_ALL is 1."""
    if os.environ.get("ETOM_REQUIRE_ALL") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
