"""`python -m bench.faults`: each fault in turn; status 1 if something is not as it should be."""

import argparse
import random
import sys
from collections.abc import Callable, Iterator

from bench.faults import (
    connections,
    disks,
    failover,
    importing,
    migration,
    postgres_down,
    processes,
    redis_down,
    replica_down,
    sqlite_writers,
)
from bench.faults.site import site
from bench.faults.table import HEAD, Row, load


def _database(rng: random.Random) -> Iterator[Row]:
    with site() as running:
        yield from postgres_down.rows(rng, running.database, running.front, running.staff())


def _processes(rng: random.Random) -> Iterator[Row]:
    with site() as running:
        yield from processes.rows(rng, running)


def _connections(_rng: random.Random) -> Iterator[Row]:
    with site() as running:
        yield from connections.behind_nginx(running.front)
        yield connections.alone(running.server.host)


def _redis(rng: random.Random) -> Iterator[Row]:
    with redis_down.redis() as (url, server), site(REDIS_URL=url) as running:
        yield from redis_down.rows(rng, running, server)


def _sqlite(rng: random.Random) -> Iterator[Row]:
    yield sqlite_writers.writers()
    yield from disks.rows(rng)


def _importing(_rng: random.Random) -> Iterator[Row]:
    yield from importing.import_and_undo()


PARTS: dict[str, Callable[[random.Random], Iterator[Row]]] = {
    "database": _database,
    "replica": replica_down.rows,
    "failover": failover.rows,
    "processes": _processes,
    "migration": migration.rows,
    "redis": _redis,
    "connections": _connections,
    "sqlite": _sqlite,
    "importing": _importing,
}


def main() -> int:
    """Print the table; 1 if a row does not hold."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=list(PARTS))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng, failed = random.Random(asked.seed), False
    print(f"make faults, seed {asked.seed}, {load()}\n\n{HEAD}")
    for name in asked.parts:
        for row in PARTS[name](rng):
            failed = failed or not row.holds
            print(row, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
