"""A district with everything that is in spreadsheets, and their pages as editors use them."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.models import District
from publishing.spreadsheets.files import written
from tests.admin_forms import filled
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_interpretation,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
    make_workstream,
)

ODD = "=SUM(1)"
Rows = list[dict[str, str]]


def make_everything(slug: str) -> District:
    district = make_district(slug)
    north, south = make_school(district, "north"), make_school(district, "south", name="+1 School")
    for since in ("2020", "2021-05", "2021-23"):
        north.history.create(has_sro=since == "2020", since=since, confirmed=since == "2020")
    make_decision(district, school=north, decided_by="Council", decided="2021-05")
    document = make_document(district, title="Minutes")
    make_document(district, title="Minutes")  # two of the same name
    phase = make_phase(district, when="2021-03/2021-06")
    stream = make_workstream(phase)
    make_milestone(district, title="Undated", ongoing=True)
    milestone = make_milestone(
        district,
        title=ODD,
        detail="First line.\n\n- second",
        phase=phase,
        workstream=stream,
        when="2021-05",
        document=document,
        reduction_percent=25,
    )
    milestone.schools.set([south, north])
    milestone.statuses.create(status="planned")
    milestone.statuses.create(status="under_way", since="2021-04-01")
    meeting = make_meeting(
        district,
        phone="+1 720 423 3054",
        starts_at=datetime(2021, 11, 7, 8, 30, tzinfo=UTC),  # the second 1:30 of that night
        ends_at=datetime(2021, 11, 7, 9, 30, tzinfo=UTC),
    )
    make_interpretation(meeting, "vi", status="confirmed", channel="phone", access="720-423-3054")
    asked = {"status": "on_request", "ask_by": date(2021, 11, 1), "ask_contact": "a@example.org"}
    make_interpretation(meeting, "es", **asked)
    commitment = make_commitment(district, area=make_area(district), due="2021-23")
    commitment.statuses.create(status="proposed", since="2021-01")
    make_commitment(district, text="Recommended", kind="recommendation", asked_of="contract")
    return district


def url(kind: str, view: str) -> str:
    return reverse(f"admin:{kind}_{view}")


def downloaded(client: Client, kind: str, query: str = "") -> Rows:
    answer = client.get(url(kind, "export") + query)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def upload(client: Client, kind: str, rows: Rows, slug: str = "denver") -> Any:
    text = written([list(rows[0]), *(list(row.values()) for row in rows)])
    file = SimpleUploadedFile("list.csv", text.encode("utf-8-sig"))
    district = District.objects.get(slug=slug)
    return client.post(url(kind, "import"), {"district": district.pk, "file": file})


def steps(response: Any) -> list[tuple[int, str]]:
    assert response.context["plan"], response.context["form"].errors
    return [(step.line, str(step.effect)) for step in response.context["plan"].steps]


def said(response: Any) -> str:
    return " ".join(step.subject for step in response.context["plan"].steps)


def confirm(client: Client, kind: str, shown: Any, **more: Any) -> Any:
    answer = client.post(url(kind, "import"), filled(shown, **more))
    assert answer.status_code == 302, answer.content.decode()
    return answer
