"""The messages of the code, as xgettext finds them."""

import os
import shutil
import subprocess
import sys

import polib
import pytest
from django.conf import settings

from languages.registry import SOURCE
from tests import tools

NOT_CODE = shutil.ignore_patterns(".*", "var", "tests", "docs", "content", "__pycache__", "*.mo")


@pytest.fixture(scope="session")
def messages_of_code(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The messages that xgettext finds in a copy of the code, with the files that hold them."""
    tools.require(tools.XGETTEXT)
    copy = tmp_path_factory.mktemp("code") / "copy"
    shutil.copytree(settings.BASE_DIR, copy, ignore=NOT_CODE)
    command = [sys.executable, "manage.py", "makemessages", "--keep-pot", "-l", SOURCE]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "sro_site.settings", "HTTPS": "1"}
    environment |= {"SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": "sqlite://:memory:"}
    subprocess.run(command, cwd=copy, env=environment, check=True, stdout=subprocess.PIPE)
    return polib.pofile(str(copy / "locale" / "django.pot"))
