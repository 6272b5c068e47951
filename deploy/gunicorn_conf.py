"""How gunicorn serves the site (`gunicorn --config deploy/gunicorn_conf.py sro_site.wsgi`)."""

import ctypes
import gc
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from sro_site import environment

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # of malloc.h
LARGE = 64 * 1024  # bytes

try:
    environment.refuse_debug(os.environ)
    environment.check(os.environ, Path(__file__).resolve().parent.parent)
except environment.WrongSetting as error:
    sys.exit(f"The site was not started. {error}")
# Each thread would take memory from a pool of its own and give none back: twice as much in all.
# What is large, such as a page while it is made, is given back at once.
with suppress(AttributeError):  # glibc has this, other libraries of C need it not
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
bind = f"{environment.listen_address(os.environ)}:{environment.port(os.environ)}"
worker_class = "deploy.worker.Worker"
workers = environment.workers(os.environ)
# A slow line holds a thread, but no connection to the database: publishing/kept_pages/layer.py.
threads = 256
worker_connections = 2000
keepalive = 75  # seconds, longer than that of nginx, which would meet closing connections otherwise
graceful_timeout = 30
pidfile = f"var/gunicorn-{environment.port(os.environ)}.pid"  # make restart reads it
preload_app = True  # a site that cannot start says so once, not once per worker
control_socket_disable = True
forwarded_allow_ips = ""  # what a proxy says is up to the settings of the site (HTTPS, PROXIES)
# As much as nginx lets through.
limit_request_line, limit_request_fields, limit_request_field_size = 8190, 60, 8190

METRICS = environment.metrics_port(os.environ)
if METRICS:  # the processes leave their numbers in files of this folder
    numbers = Path(f"var/metrics-{environment.port(os.environ)}")
    numbers.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(numbers)

# No IP addresses and no search words: what people read about their school is private.
logger_class = "deploy.access_log.AccessLog"
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
accesslog = "-"
_logger = {"level": "INFO", "handlers": ["console"], "propagate": False}
logconfig_dict: dict[str, Any] = {
    "root": {"level": "INFO", "handlers": []},
    "formatters": {
        "generic": {
            "()": "sro_site.logs.OneLine",
            "format": "%(asctime)s [%(process)d] [%(levelname)s] %(message)s",
        },
    },
    "loggers": {"gunicorn.error": _logger, "gunicorn.access": _logger},
}
if environment.log_format(os.environ) == "json":
    stdout = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}
    logconfig_dict["formatters"]["json"] = {"()": "sro_site.logs.JsonFormatter"}
    logconfig_dict["handlers"] = {"console": stdout}


def on_starting(server: Any) -> None:
    """Called by gunicorn when the site is loaded, before it listens and starts its processes."""
    server.app.wsgi()
    if warm_up := getattr(sys.modules.get("sro_site.wsgi"), "warm_up", None):
        warm_up()
    # What is loaded by now stays: looking for garbage in it takes time, and copies shared memory.
    gc.collect()
    gc.freeze()


def when_ready(_server: Any) -> None:
    """Called by gunicorn when it listens, before it starts its processes."""
    if METRICS:
        subprocess.Popen([sys.executable, "-m", "deploy.metrics"])
    print(f"\n  The site is ready: http://{bind}{environment.prefix(os.environ)}/", flush=True)
    print("  An account for staff: make staff      To stop: Ctrl-C\n", flush=True)
