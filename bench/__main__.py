"""`make bench`: one table of what this site does on this machine, into `docs/performance.md`.

All servers listen on this machine alone, and end with it. A name as argument measures only that
("python -m bench edits"), and leaves the file as it is. LARGE_DATABASE_URL names a database that
`make demo-large` has filled.
"""

import os
import signal
import sys
import time

from bench import cpu, desk, edits, kept, search, visit
from bench.growth import compared
from bench.rows import Measurement, Row, table, write

MOST_OF_FOUR = 1.2


def growth() -> list[Row]:
    """Each page with 10,000 districts, of the same page with four."""
    what, wanted = "10,000 districts against four, each page", f"<= {MOST_OF_FOUR} x"
    large = os.environ.get("LARGE_DATABASE_URL")
    if not large:
        how = "not measured: `make demo-large`, then `LARGE_DATABASE_URL=URL make bench`"
        return [Row(what, wanted, how)]
    pages = sorted(compared(large), key=lambda page: page.ratio)
    few = sum(page.ratio <= MOST_OF_FOUR for page in pages)
    found = f"{few} of {len(pages)} pages; most: {pages[-1].ratio:.1f} x ({pages[-1].name})"
    return [Row(what, wanted, found)]


MEASUREMENTS: dict[str, Measurement] = {
    "bare": kept.of_bare,
    "static": kept.of_static,
    "cold": cpu.cold,
    "memory": kept.memory,
    "visit": visit.first_visit,
    "rush": edits.rush,
    "edits": edits.edits,
    "growth": growth,
    "search": search.searches,
    "desk": desk.desk,
}


def main(names: list[str]) -> None:
    started, rows = time.monotonic(), []
    for name in names or MEASUREMENTS:
        print(f"→ {name}", flush=True)
        rows += [said(row) for row in MEASUREMENTS[name]()]
    if not names:
        write(table(rows, time.monotonic() - started))


def said(row: Row) -> Row:
    print(f"  {row.what}: {row.found} (wanted: {row.wanted or 'nothing'})", flush=True)
    return row


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped too
    main(sys.argv[1:])
