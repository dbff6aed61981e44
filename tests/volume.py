"""How many made-up cases a property is tried on: some by `make test`, many by `make test-all`.

``BACKSPASM_TIMES=20`` tries twenty times the many, for a long run.
"""

import os
from typing import Any

import pytest

TIMES = int(os.environ.get("BACKSPASM_TIMES", "1"))


def some_and_many(some: int, many: int) -> list[Any]:
    """Two parameters for a test or a fixture: how many cases it makes up. The many are slow."""
    return [
        pytest.param(some, id="some"),
        pytest.param(many * TIMES, id="many", marks=pytest.mark.slow),
    ]
