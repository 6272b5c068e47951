"""Gives the numbers of the running site to Prometheus, on a port of this machine.

gunicorn starts it where METRICS_PORT is set. It ends when the site does.
"""

import os
import sys
import time
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from deploy.restart import pid_file, process_of
from sro_site import environment

LOOK = 2.0  # seconds between two looks whether the site runs
GONE = 3  # looks after which it has ended: a restart takes a moment


def main() -> None:
    """Serve until the site has ended; at once if another process does it already."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    port = environment.metrics_port(os.environ)
    try:
        server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
    except OSError:
        sys.exit(0)
    site, missed = pid_file(environment.port(os.environ)), 0
    while missed < GONE:
        time.sleep(LOOK)
        missed = 0 if process_of(site) else missed + 1
    _end(server)
    thread.join()


def _end(server: WSGIServer) -> None:
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
