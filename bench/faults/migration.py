"""A migration runs, and old and new code serve from one database, while families read."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.faults.processes import GETS, LONGEST, everybody, row
from bench.faults.site import Running, prepare
from bench.faults.table import Row
from bench.servers import environment, gunicorn
from deploy.machines import free_ports
from deploy.run import ROOT
from tests import nginx, postgres, tools

NOT_COPIED = shutil.ignore_patterns(".*", "var", "__pycache__", "docs")
FIELD = 'models.CharField(max_length=20, default="new", db_default="new")'
MODEL = f"""
from django.db import models
from timeline.models.plan import Commitment
Commitment.add_to_class("made_by", {FIELD})
"""
MIGRATION = f"""
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("timeline", "{{last}}")]
    operations = [migrations.AddField("commitment", "made_by", {FIELD})]
"""


def rows(rng: random.Random) -> Iterator[Row]:
    """The next release adds a column to the table that staff write to."""
    program, (port,) = tools.require(tools.NGINX), free_ports(1)
    with (
        postgres.running(tools.require(tools.POSTGRES).parent) as database,
        TemporaryDirectory(prefix="release-") as folder,
    ):
        prepare(database.url)
        release = _next_release(Path(folder))
        hosts = [f"127.0.0.1:{port}"]
        with (
            gunicorn(DATABASE_URL=database.url) as old,
            nginx.running(program, [old.host, *hosts], ROOT / "var") as at,
        ):
            site = Running(database, old, at.removeprefix("http://"))
            ends = time.monotonic() + LONGEST
            with everybody(rng, site) as (known, new, writer):
                given = environment(DATABASE_URL=database.url, PORT=str(port))
                command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
                subprocess.run(command, cwd=release, env=given, check=True)
                with _serving(release, port, given):
                    while time.monotonic() < ends and len(known.replies) < GETS:
                        time.sleep(1)
                time.sleep(2)
            yield row("a migration, then old and new code at once", known, new, writer, site)


def _next_release(folder: Path) -> Path:
    release = shutil.copytree(ROOT, folder / "release", ignore=NOT_COPIED)
    with (release / "timeline" / "models" / "__init__.py").open("a") as models:
        models.write(MODEL)
    migrations = release / "timeline" / "migrations"
    last = max(each.stem for each in migrations.glob("0*.py"))
    (migrations / "9999_next_release.py").write_text(MIGRATION.format(last=last))
    (release / "var").symlink_to(ROOT / "var")
    return release


@contextmanager
def _serving(release: Path, port: int, given: dict[str, str]) -> Iterator[None]:
    program = str(Path(sys.executable).with_name("gunicorn"))
    command = [sys.executable, program, "--config", "deploy/gunicorn_conf.py", "sro_site.wsgi"]
    process = subprocess.Popen(command, cwd=release, env=given, stdout=subprocess.DEVNULL)
    try:
        nginx.until_open(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)
