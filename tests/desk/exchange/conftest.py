"""What the pages of imports do after a commit, in tests whose transaction is rolled back."""

import pytest


@pytest.fixture
def committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what waits for the end of the transaction of a form."""
    monkeypatch.setattr("desk.exchange.views.on_commit", lambda call: call())
