from collections.abc import Iterator

import pytest
import time_machine

from publishing.kept_pages.layer import KeptPages
from tests.publishing.kept_pages.site import NOON, Site, serve
from tests.wsgi import empty_caches


@pytest.fixture
def site() -> Iterator[Site]:
    empty_caches()
    yield Site()
    empty_caches()


@pytest.fixture
def layer(site: Site) -> Iterator[KeptPages]:
    with time_machine.travel(NOON, tick=False):
        yield serve(site)
