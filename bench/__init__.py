"""Benchmarks, on the empty database of DATABASE_URL or on a temporary one."""

import logging
import os
import tempfile

import django
from django.apps import apps

# An empty file: a database that is not there is refused.
os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.mkstemp(prefix='bench-')[1]}")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
if not apps.ready:  # tests, which have started Django, import this too
    django.setup()
    logging.disable()
