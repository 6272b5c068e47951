"""What pages cost among 10,000 districts, against a few: `python -m bench.growth`.

`LARGE_DATABASE_URL` names a database that `make demo-large` has filled. A server of its own is
started for the few (`FEW=120`: enough to fill the first page of each list). Both are measured in
turns, each page after it was opened before; the figures are of CPU in this process and of the
whole time, which has the database in it.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from statistics import median

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from tests import postgres, tools

Times = dict[str, tuple[float, float]]  # milliseconds of each page, in all and of CPU

TIMES = 5
ROUNDS = 2
FEW = int(os.environ.get("FEW", "4"))  # districts; with 120, lists have as many rows as among many
PAGES = {
    "front page": "/en/",
    "front page, page 2": "/en/?page=2",
    "front page, by name": "/en/?q=district+00003",
    "front page, by state": "/en/?state=State+03",
    "compare": "/en/compare/",
    "compare, by name": "/en/compare/?q=district+00003",
    "about": "/en/about/",
    "home": "/es/district-00003/",
    "timeline": "/es/district-00003/timeline/",
    "plan": "/es/district-00003/plan/",
    "schools": "/es/district-00003/schools/",
    "school": "/es/district-00003/schools/school-1/",
    "meetings": "/es/district-00003/events/",
    "meeting": "/es/district-00003/events/meeting-1/",
    "handout": "/es/district-00003/handout/",
    "sitemap index": "/sitemap.xml",
    "sitemap, a part": "{sitemap}",
    "admin, districts": "/admin/districts/district/",
    "admin, schools": "/admin/districts/school/",
    "admin, milestones": "/admin/timeline/milestone/",
    "admin, milestones of a district": "/admin/timeline/milestone/?district__id__exact=3",
    "admin, milestones, page 2": "/admin/timeline/milestone/?p=2",
    "admin, milestones, common words": "/admin/timeline/milestone/?q=milestone+placeholder",
    "admin, milestones, rare words": "/admin/timeline/milestone/?q=milestone+1234",
    "admin, milestones, two digits": "/admin/timeline/milestone/?q=milestone+77",
    "admin, milestones, drafts": "/admin/timeline/milestone/?now=draft",
    "admin, phases": "/admin/timeline/phase/",
    "admin, meetings": "/admin/events/meeting/",
    "admin, meetings, search": "/admin/events/meeting/?q=meeting+3",
    "admin, a milestone": "/admin/timeline/milestone/250/change/",
    "admin, a new milestone": "/admin/timeline/milestone/add/",
    "desk with coverage": "/desk/",
    "queue": "/desk/es/",
    "queue, stale": "/desk/es/?status=stale",
    "queue of a district": "/desk/es/?district=3",
    "queue, a later page": "/desk/es/{later}",
    "a translation": "/desk/es/{unit}/",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A page among few districts and among many: milliseconds in all, and of CPU here."""

    name: str
    few: tuple[float, float]
    many: tuple[float, float]

    @property
    def ratio(self) -> float:
        """Of the whole time, among many to among few."""
        return self.many[0] / self.few[0]

    def __str__(self) -> str:
        (few, few_cpu), (many, many_cpu) = self.few, self.many
        times = f"{few:9.1f} ms {many:10.1f} ms {self.ratio:9.2f} {many_cpu / few_cpu:6.2f}"
        return f"{self.name:34} {times}"


def main() -> None:
    """Measure both databases in turns and print the table."""
    large = os.environ.get("LARGE_DATABASE_URL", "")
    if not large:
        sys.exit("LARGE_DATABASE_URL has to name a database that “make demo-large” has filled.")
    print(f"{'':34} {FEW:>6} districts {'many':>10} {'ratio':>9} {'CPU':>6}")
    for page in compared(large):
        print(page)


def compared(large: str) -> list[Compared]:
    """Each page on a database of its own with `FEW` districts, and on the one at `large`."""
    with postgres.server(tools.require(tools.POSTGRES).resolve().parent) as few:
        command = [sys.executable, "-m", "bench.large"]
        subprocess.run(command, env={**os.environ, "DATABASE_URL": few, "DISTRICTS": str(FEW)})
        rounds = [(measured(few), measured(large)) for _ in range(ROUNDS)]
    few_rounds, many_rounds = zip(*rounds, strict=True)
    return [Compared(name, _least(few_rounds, name), _least(many_rounds, name)) for name in PAGES]


def _least(rounds: Iterable[Times], name: str) -> tuple[float, float]:
    """The least of each kind of time over the rounds."""
    whole, cpu = zip(*(times[name] for times in rounds), strict=True)
    return min(whole), min(cpu)


def measured(url: str) -> Times:
    """Milliseconds of each page on one database, in all and of CPU."""
    command = [sys.executable, "-m", "bench.growth", "here"]
    done = subprocess.run(
        command,
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = (line.rsplit("|", 2) for line in done.stdout.splitlines())
    return {name: (float(taken), float(cpu)) for name, taken, cpu in found}


def here() -> None:
    """Print what each page takes on the database of the settings."""
    call_command("migrate", interactive=False, verbosity=0)
    staff, family = Client(), Client()
    root, _ = User.objects.get_or_create(
        username="bench", defaults={"is_staff": True, "is_superuser": True}
    )
    staff.force_login(root)
    queue = text(staff, "/desk/es/")
    places = {
        "later": first(r'rel="next" href="([^"]*)"', queue),
        "unit": first(r'href="/desk/es/(\d+)/', queue),
        "sitemap": first(r"<loc>https?://[^/<]*(/[^<]*)", text(family, "/sitemap.xml")),
    }
    for name, address in PAGES.items():
        asked = address.format(**places)
        client = staff if asked.startswith(("/admin/", "/desk/")) else family
        timed(client, asked)
        taken = [timed(client, asked) for _ in range(TIMES)]
        print(
            name, *(median(each) * 1000 for each in zip(*taken, strict=True)), sep="|", flush=True
        )


def timed(client: Client, address: str) -> tuple[float, float]:
    """Seconds of a request, and seconds of CPU in this process."""
    start, cpu = time.perf_counter(), time.process_time()
    text(client, address)
    return time.perf_counter() - start, time.process_time() - cpu


def text(client: Client, address: str) -> str:
    """The page at an address; ends the program if there is none."""
    answer = client.get(address, secure=True, follow=True)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    return answer.content.decode()


def first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return unescape(found[1]) if found else ""


if __name__ == "__main__":
    here() if sys.argv[1:] == ["here"] else main()
