"""Benchmarks, on the empty database of DATABASE_URL or on a temporary one."""

import logging
import os
import tempfile
from pathlib import Path

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
if not apps.ready:  # tests, which have started Django, import this too
    if not os.environ.get("DATABASE_URL", "").strip():  # which would be the site's own database
        _folder = tempfile.TemporaryDirectory(prefix="bench-")  # removed when this process ends
        (_database := Path(_folder.name) / "bench.sqlite3").touch()  # one has to be there
        os.environ["DATABASE_URL"] = f"sqlite:///{_database}"
    django.setup()
    logging.disable()
