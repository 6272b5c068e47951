"""Benchmarks, on the empty database of DATABASE_URL or on a temporary one."""

import logging
import os
import tempfile

import django

os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.mkdtemp(prefix='bench-')}/b.sqlite3")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
logging.disable()
