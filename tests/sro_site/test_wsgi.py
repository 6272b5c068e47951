"""What the server's application sets before it is loaded."""

import os
import subprocess
import sys

from django.conf import settings


def test_a_query_of_a_page_ends_after_some_seconds() -> None:
    environ = {name: value for name, value in os.environ.items() if name != "PGOPTIONS"}
    tell = "import os, sro_site.wsgi; print(os.environ['PGOPTIONS'])"
    command = [sys.executable, "-c", tell]
    told = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environ, check=True, capture_output=True, text=True
    )
    assert "-c statement_timeout=15s" in told.stdout
    assert "-c idle_in_transaction_session_timeout=60s" in told.stdout
