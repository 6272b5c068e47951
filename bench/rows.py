"""The table of a run, and the machine that it was measured on."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
SIGNS = {True: "yes", False: "**no**", None: "–"}


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, what is wanted, what was found, and whether that is good enough.

    `met` is None where nothing is wanted, or nothing could be measured.
    """

    what: str
    wanted: str
    found: str
    met: bool | None = None


Measurement = Callable[[], Sequence[Row]]


def table(rows: Sequence[Row], seconds: float) -> str:
    """The rows as Markdown, below the day and the machine."""
    lines = [f"| {row.what} | {row.wanted} | {row.found} | {SIGNS[row.met]} |" for row in rows]
    head = ["| what | wanted | measured | met |", "|---|---|---|---|"]
    day = date.today().isoformat()  # noqa: DTZ011 - the day of this machine
    return "\n".join(
        [
            f"Measured on {day} with `make bench`, in {seconds:.0f} s, on {machine()}.",
            "",
            *head,
            *lines,
        ]
    )


def machine() -> str:
    """The kind of this machine: processor, cores, memory, system, Python."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    model = models[0] if models else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    python = platform.python_version()
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {system}, Python {python}"


def write(text: str, page: Path = PAGE) -> None:
    """Replace the table on the page. Raises ValueError if the page has no place for it."""
    whole = page.read_text(encoding="utf-8")
    start, end = whole.index(BEGIN) + len(BEGIN), whole.index(END)
    page.write_text(f"{whole[:start]}\n{text}\n{whole[end:]}", encoding="utf-8")
