"""Serves the site in a separate process, with a temporary database.

Prints its address, and serves until standard input ends. `process.site` starts it.
"""

import gc
import json
import logging
import sys
from threading import Thread

import django

django.setup()

import time_machine  # noqa: E402 - what follows needs Django to be set up
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import FileResponse, HttpRequest, HttpResponse  # noqa: E402
from django.test import override_settings  # noqa: E402

from tests.browser import districts  # noqa: E402
from tests.pages.site import TODAY  # noqa: E402


class StaticFiles(StaticFilesHandler):
    """Files that a browser may keep: by the day of the tests it would take each for too old."""

    def serve(self, request: HttpRequest) -> HttpResponse | FileResponse:
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=31536000"
        return answer


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None: ...


def serve() -> None:
    districts.load()
    gc.collect()
    gc.freeze()  # as a server does: to look for garbage among all that stays takes time
    with ThreadedWSGIServer(("127.0.0.1", 0), Silent) as server:
        server.set_app(StaticFiles(get_wsgi_application()))
        said = {"address": f"http://127.0.0.1:{server.server_port}", **districts.describe()}
        print(json.dumps(said), flush=True)
        Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    # Tests request error pages on purpose, and an unread log would fill its pipe.
    logging.disable()
    connection.creation.create_test_db(verbosity=0)
    # The frozen clock ticks, because threads wait by it.
    with time_machine.travel(TODAY), override_settings(ROOT_URLCONF="tests.pages.urls"):
        serve()
