"""The moment at which the districts of these tests are first recorded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

FIRST = datetime(2021, 4, 20, 18, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(FIRST, tick=False) as traveller:
        yield traveller
