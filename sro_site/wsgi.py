"""The WSGI application that gunicorn serves: the kept pages, and Django for everything else."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sro_site.settings")
# A page that PostgreSQL cannot answer by then is given up; commands may take as long as they need.
os.environ.setdefault(
    "PGOPTIONS", "-c statement_timeout=15s -c idle_in_transaction_session_timeout=60s"
)

application: Any = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the settings are loaded by now

if not settings.DEBUG:  # a developer wants to see each change of a template
    from sro_site.kept_pages import keeping
    from sro_site.measuring import measured

    kept = keeping(application)
    warm_up = kept.warm_up  # called by the server before it starts its processes
    application = measured(kept, settings.STATIC_URL)
