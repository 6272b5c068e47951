"""The table that `make faults` prints."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was broken, what was counted, and whether it is as it should be."""

    fault: str
    counted: str
    holds: bool

    def __str__(self) -> str:
        return f"| {self.fault} | {self.counted} | {'yes' if self.holds else 'NO'} |"


HEAD = "| fault | what readers and staff noticed | as it should be |\n|---|---|---|"


def load() -> str:
    """How busy this machine is, since that decides about the seconds."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
