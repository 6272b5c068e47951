"""What every test run needs, however pytest is started."""

import pytest

from deploy import catalogues


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues before anything is translated; workers find them done."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()
