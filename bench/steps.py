"""Says what a long program does, with its seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(words: str) -> Iterator[None]:
    """Print what was done in the block if it took a second or more."""
    started = time.monotonic()
    yield
    taken = time.monotonic() - started
    if taken >= 1:
        print(f"→ {taken:5.0f} s  {words}", flush=True)
