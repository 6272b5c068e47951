"""A process of its own that edits a district: `python -m tests.opendata.record.editing SLUG NAME`.

It says when it is ready, waits for a line, and adds `EDITS` milestones, each saved by itself.
"""

import sys

import django

EDITS = 5


def main(slug: str, name: str) -> None:
    """Edit as a server would, in which each change is recorded after its commit."""
    django.setup()
    from districts.models import District
    from tests.factories import make_milestone

    district = District.objects.get(slug=slug)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(EDITS):
        make_milestone(district, title=f"{name} {number}")


if __name__ == "__main__":
    main(*sys.argv[1:])
