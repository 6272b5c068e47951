"""The site's settings, with the differences that a test run needs."""

import os

os.environ.setdefault("SECRET_KEY", "a-key-for-tests-alone-it-opens-nothing-and-is-no-secret")

from sro_site.settings import *  # noqa: F403 - the key has to be there first

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "sro_site.static_files.PlainStaticFiles"},
}
WHITENOISE_AUTOREFRESH = True
CACHES.pop("shared")  # noqa: F405 - what is made in one test would be found in the next
SECOND_FACTOR = False  # except in its own tests
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TIME_ZONE = os.environ.get("TEST_TIME_ZONE", "UTC")  # nothing may depend on it
# SQLite gets its tables from the models, which is faster, and in memory: without this name, each of
# several workers would look for a file. PostgreSQL, and the SQLite database of the test of
# `make run`, get them from the migrations.
if "postgresql" not in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"MIGRATE": False, "NAME": ":memory:"}  # noqa: F405
# Threads that make pages would keep their connections until after the database is removed.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
