import time
from threading import Event

import pytest

from publishing.kept_pages.makers import Makers


def test_call_returns_what_the_function_returns_and_raises_what_it_raises() -> None:
    makers = Makers(1)
    assert makers.call(lambda: "page", 60) == "page"
    with pytest.raises(ZeroDivisionError):
        makers.call(lambda: 1 // 0, 60)
    assert makers.call(lambda: "free again", 60) == "free again"


def test_what_is_hopeless_is_not_waited_for() -> None:
    go_on, hopeless = Event(), Event()
    makers = Makers(1, hopeless.is_set)
    hopeless.set()
    assert makers.call(lambda: go_on.wait(60), 60) is None
    go_on.set()
    hopeless.clear()
    assert makers.call(lambda: "free again", 60) == "free again"


def test_nobody_waits_for_a_free_thread_while_it_is_hopeless() -> None:
    go_on, hopeless = Event(), Event()
    makers = Makers(1, hopeless.is_set)
    hopeless.set()
    assert makers.call(go_on.wait, 60) is None
    began = time.monotonic()
    assert makers.call(lambda: "nobody is free", 60) is None
    assert time.monotonic() - began < 30
    go_on.set()
    assert makers.call(lambda: "free again", 60) == "free again"


def test_what_takes_too_long_is_not_waited_for_and_keeps_only_its_own_thread() -> None:
    makers, go_on = Makers(2), Event()
    assert makers.call(lambda: go_on.wait(60), 0.01) is None
    assert makers.call(lambda: "another thread", 60) == "another thread"
    assert makers.call(lambda: go_on.wait(60), 0.01) is None
    assert makers.call(lambda: "nobody is free", 0.01) is None
    go_on.set()
    assert makers.call(lambda: "free again", 60) == "free again"
