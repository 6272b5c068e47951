"""Somebody imports thousands of words into a SQLite database, while somebody else saves."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.faults.site import prepare
from bench.faults.sqlite_writers import shell
from bench.faults.staff import NAME
from bench.faults.table import Row
from deploy.catalogs import compile_all

DISTRICTS, TEXTS = 10, 500
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
    """An import and its undoing, each while somebody saves twenty times a second."""
    with TemporaryDirectory(prefix="faults-") as folder:
        url, file = f"sqlite:///{folder}/site.sqlite3", f"{folder}/words.po"
        prepare(url)
        compile_all()
        filled = FILL.format(districts=DISTRICTS, texts=TEXTS, file=file)
        _said(shell(url, filled))
        return [
            _while_saving(url, Path(folder) / "imported", "import", f'"{file}", apply=True'),
            _while_saving(url, Path(folder) / "undone", "undoing of it", "undo=1"),
        ]


def _while_saving(url: str, ended: Path, name: str, arguments: str) -> Row:
    other = shell(url, SAVE.format(ended=ended))
    try:
        said = _said(shell(url, IMPORT.format(arguments=arguments, user=NAME)))
    finally:
        ended.touch()
        saves, refused, longest = _said(other)
    counted = (
        f"in {float(said[1]):.0f} s ({float(said[2]):.0f} s of a processor); meanwhile "
        f"{saves} saves of somebody else, {refused} refused, the slowest {float(longest):.1f} s"
    )
    holds = refused == "0" and float(longest) <= LONGEST
    return Row(f"an {name} of {DISTRICTS * TEXTS:,} words on SQLite", counted, holds)


def _said(process: "subprocess.Popen[str]") -> list[str]:
    """The words of the last line that it has printed, once it has ended."""
    lines = process.communicate()[0].splitlines()
    if process.returncode:
        raise RuntimeError("A process has failed.")
    return lines[-1].split() if lines else []
