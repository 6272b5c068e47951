"""Measurements, on the empty database of DATABASE_URL or else on one that is thrown away."""

import logging
import os
import tempfile

import django

os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.mkdtemp(prefix='bench-')}/b.sqlite3")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
logging.disable()
