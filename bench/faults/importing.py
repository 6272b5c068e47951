"""Somebody imports a large file into a SQLite database, while somebody else saves."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.faults.site import prepare
from bench.faults.sqlite_writers import shell
from bench.faults.staff import NAME
from bench.faults.table import Row
from deploy.catalogs import compile_all

DISTRICTS, TEXTS = 10, 500
LINES = 500  # of a spreadsheet, each about a new milestone
LONGEST = 1.0  # seconds that somebody waits at most
FILL = """
from django.db import transaction
from tests.desk.exchange.words import exported, rewritten
from tests.factories import make_district, make_milestone
words = {{}}
for place in range({districts}):
    with transaction.atomic():
        district = make_district(slug=f"filled-{{place}}")
        for number in range({texts}):
            title = f"The board decides on part {{place}} of plan {{number}}"
            words[title] = title.replace("The board decides on part", "La junta decide la parte")
            make_milestone(district, title=title)
from pathlib import Path
Path("{file}").write_bytes(rewritten(exported(), words))
"""
IMPORT = """
import time
from django.core.management import call_command
before, cpu = time.monotonic(), time.process_time()
call_command("import_words", {arguments}, user="{user}", stdout=open("/dev/null", "w"))
print("took", time.monotonic() - before, time.process_time() - cpu)
"""
# In the pages of staff.
SHEET = """
import time
from django.contrib.auth import get_user_model
from django.urls import reverse
from districts.models import District, SpreadsheetImport
from tests.admin_forms import filled, read
from tests.client import StaffClient
from tests.timeline.sheets import confirm, preview
lines = [f"The board decides on part {{number}},2021-05,planned" for number in range({lines})]
text = "\\n".join(["title,when,status", *lines])
client = StaffClient(SERVER_NAME="127.0.0.1")
client.force_login(get_user_model().objects.get(username="{user}"))
kind, district = "timeline_milestone", District.objects.get(slug="denver")
def shown():
    return preview(client, kind, text, district)
def imported():
    key = SpreadsheetImport.objects.latest("pk").pk
    confirm(client, client.get(reverse(f"admin:{{kind}}_imported", args=[key])))
def undone():
    lists = read(client.get(reverse(f"admin:{{kind}}_import"))).links
    address = next(link for link in lists if "/undo/" in link)
    client.post(address, filled(client.get(address)))
before, cpu = time.monotonic(), time.process_time()
{act}()
print("took", time.monotonic() - before, time.process_time() - cpu)
"""
# Until a file appears.
SAVE = """
import time
from pathlib import Path
from django.db import OperationalError
from districts.models import District
waits, refused, district = [], 0, District.objects.get(slug="denver")
while not Path("{ended}").exists():
    time.sleep(0.05)
    began = time.monotonic()
    try:
        district.save()
    except OperationalError:
        refused += 1
    waits.append(time.monotonic() - began)
print(len(waits), refused, max(waits))
"""


def import_and_undo() -> list[Row]:
    """Imports and their undoing, each while somebody saves twenty times a second."""
    with TemporaryDirectory(prefix="faults-") as folder:
        url, file = f"sqlite:///{folder}/site.sqlite3", f"{folder}/words.po"
        prepare(url)
        compile_all()
        filled = FILL.format(districts=DISTRICTS, texts=TEXTS, file=file)
        _said(shell(url, filled))
        words, lines = f"{DISTRICTS * TEXTS:,} words", f"a spreadsheet of {LINES:,} lines"
        acts = [
            (f"an import of {words}", IMPORT.format(arguments=f'"{file}", apply=True', user=NAME)),
            (f"an undoing of {words}", IMPORT.format(arguments="undo=1", user=NAME)),
            *(
                (f"{said} of {lines}", SHEET.format(lines=LINES, user=NAME, act=act))
                for said, act in (
                    ("a dry run", "shown"),
                    ("an import", "imported"),
                    ("an undoing", "undone"),
                )
            ),
        ]
        ends = (Path(folder) / f"ended-{number}" for number in range(len(acts)))
        return [_while_saving(url, end, *act) for end, act in zip(ends, acts, strict=False)]


def _while_saving(url: str, ended: Path, name: str, code: str) -> Row:
    other = shell(url, SAVE.format(ended=ended))
    try:
        said = _said(shell(url, code))
    finally:
        ended.touch()
        saves, refused, longest = _said(other)
    counted = (
        f"in {float(said[1]):.0f} s ({float(said[2]):.0f} s of a processor); meanwhile "
        f"{saves} saves of somebody else, {refused} refused, the slowest {float(longest):.1f} s"
    )
    holds = refused == "0" and float(longest) <= LONGEST
    return Row(f"{name} on SQLite", counted, holds)


def _said(process: "subprocess.Popen[str]") -> list[str]:
    """The words of the last line that it has printed, once it has ended."""
    lines = process.communicate()[0].splitlines()
    if process.returncode:
        raise RuntimeError("A process has failed.")
    return lines[-1].split() if lines else []
