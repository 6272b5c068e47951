"""Three hundred texts that try to be more than text, in every place where one is shown."""

import json
import xml.etree.ElementTree as ET
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from districts.contacts import tidy, validate_contact
from districts.models import District
from feedback.alerts.rounds import enqueue_alerts
from feedback.models import OutgoingMail, PublishedAnswer, Question
from languages.columns import translated_fields, word_column
from opendata.kinds import KINDS
from opendata.record.recording import record
from tests import factories
from tests.admin_forms import filled
from tests.client import StaffClient
from tests.feedback.alerts_site import make_subscription
from tests.feedback.sending import question, send
from tests.opendata.record.test_documents import make_all_kinds
from tests.pages.site import paths
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BEFORE = ("", '"', "'", ">", "</p>", "</textarea>", "</title>", "-->", "{{", "%>")
TRIES = (
    "<evil onevil=1>",
    "<img src=x onevil=1>",
    "<svg/onevil=1>",
    '" onevil="1',
    "' onevil='1",
    "<a href='evil:1'>x</a>",
    "<iframe src=evil:1>",
    "<evil\n>",
    "<<evil>>",
    "&lt;evil&gt;<evil>",
    "<ScRiPt>evil</sCrIpT>",
    "<style>*{evil:1}</style>",
    "<base href=evil:1>",
    "<meta http-equiv=refresh content=evil:1>",
    "<form action=evil:1>",
    "{% evil %}<evil>",
    "\u202e<evil>",
    "\ufeff<evil>",
    "＜evil＞<evil>",
    "<evil x=`onevil=1`>",
    "<math><evil>",
    "<!--evil--><evil>",
    "<![CDATA[<evil>]]>",
    "<?evil?><evil>",
    "<object data=evil:1>",
    "<embed src=evil:1>",
    "<link href=evil:1>",
    "<details ontoggle=evil onevil=1 open>",
    "<input autofocus onevil=1>",
    "<body onevil=1>",
)
TEXTS = ["\n".join(f"{before}{each}" for before in BEFORE) for each in TRIES]
LETTERS = ["\n".join(TEXTS[start::3]) for start in range(3)]  # as long as a form takes


def faults(html: str) -> list[str]:
    """Elements and attributes that such a text has made."""
    nodes = parse(html).walk()
    made = [node.tag for node in nodes if "evil" in node.tag]
    made += [name for node in nodes for name in node.attrs if "onevil" in name]
    links = (node.attrs.get(name, "") for node in nodes for name in ("href", "src", "action"))
    return made + [link for link in links if link.startswith("evil:")]


def test_what_families_send_stays_text(district: District) -> None:
    assert len(BEFORE) * len(TRIES) == 300
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    pages = []
    for number, text in enumerate(LETTERS):
        sent = question(district, text=text, contact="family@example.org")
        refused: Any = send(district, {**sent, "kind": "?", "page_about": text})
        pages.append(refused.content.decode())
        assert parse(pages[-1]).one("textarea").text.strip()
        assert send(district, sent, f"203.0.113.{number}").status_code == 302
    listed = client.get(reverse("admin:feedback_question_changelist"))
    pages.append(listed.content.decode())
    for each in Question.objects.all():
        address = reverse("admin:feedback_question_change", args=[each.pk])
        opened = client.get(address)
        pages.append(opened.content.decode())
        client.post(address, filled(opened, act="reply", reply=each.text, reply_in="en"))
    mails = [each.message for each in OutgoingMail.objects.all()]
    assert told(*(each.text for each in mails)) == len(TEXTS)
    pages += [each.html for each in mails]
    pages.append(Client().get("/ar/denver/ask/", {"page": TEXTS[0]}).content.decode())
    for contact in TEXTS:
        with pytest.raises(ValidationError):
            validate_contact(tidy(contact))
    assert [fault for html in pages for fault in faults(html)] == []


READ = ("en", "vi", "ar")  # the original, a translation, and where there is none
NAMES = {"name", "place", "address"}


def fill(row: Model, text: str) -> None:
    """Put the text into all words that families read, in English and in Vietnamese."""
    fields = {field.name: field for field in row._meta.fields}
    words = [word_column(name, code) for name in translated_fields(type(row)) for code in READ[:2]]
    for name in (*words, *(NAMES & {*fields})):
        setattr(row, name, text[: fields[name].max_length])
    row.save()


@pytest.fixture
def all_hostile() -> District:
    """All kinds of records, whose words have become hostile since three families signed up."""
    district = make_all_kinds(1)
    PublishedAnswer.objects.all().delete()
    record(district)
    for code in READ:
        make_subscription(district, language=code, address=f"{code}@example.org")
    rows = [row for kind in KINDS for row in kind.model._base_manager.all()]
    rows += [factories.make_answer(district) for _ in TEXTS]
    for row, text in zip(rows, cycle(TEXTS), strict=False):
        fill(row, text)
    record(district)
    return district


def got(address: str, client: Client | None = None) -> str:
    response: Any = (client or Client()).get(address, follow=True)
    assert response.status_code == 200, address
    return str(response.getvalue().decode())


def told(*said: str) -> int:
    """How many of the texts these tell, whatever their white space is."""
    found = "".join("".join(each.split()) for each in said)
    return sum("".join(text.split()) in found for text in TEXTS)


def test_what_is_published_stays_text_in_every_output_and_mail(all_hostile: District) -> None:
    """What is exported, and the file to pass on, are made of the same pages."""
    own = f"{all_hostile.slug}/"
    pages = [path for path in paths() if path.startswith(own)]
    pages += ["", f"{own}one-file.html", f"{own}embed/", f"{own}search/?q=evil", "search/?q=onevil"]
    found = {path: got(path) for path in (f"/{code}/{page}" for code in READ[1:] for page in pages)}
    for code in READ:
        asked = f"/{code}/{own}ask/"
        form = f"/{code}/{own}wording/?page={asked}"
        found |= {asked: got(asked), form: got(form)}
        assert told(parse(found[asked]).text) == len(TEXTS)
        for feed in ("changes.atom", "events.atom"):
            entries = ET.fromstring(got(f"/{code}/{own}{feed}"))  # noqa: S314 - it is our own
            html = [each.text or "" for each in entries.iter() if each.get("type") == "html"]
            found[f"{code} {feed}"] = "".join(html)
        calendar = got(f"/{code}/{own}events/calendar.ics")
        assert calendar.count("BEGIN:VEVENT") == all_hostile.meetings.count()
        assert not [line for line in calendar.splitlines() if line.startswith(("<", "evil"))]
    staff = StaffClient()
    staff.force_login(factories.make_user(is_superuser=True))
    answers = reverse("admin:feedback_publishedanswer_changelist")
    for address in (answers, *(reverse("desk_queue", args=[code]) for code in READ[1:])):
        found[address] = got(address, staff)
    table = got(f"/api/v1/districts/{own}published-answers.csv")
    assert told(table.replace('""', '"')) == len(TEXTS)
    rows = json.loads(got(f"/api/v1/districts/{own}"))["records"]["published-answers"]
    assert told(*(row["words"]["question"]["en"]["text"] for row in rows)) == len(TEXTS)
    enqueue_alerts((timezone.now() + timedelta(days=1)).replace(hour=23))  # afternoon in Denver
    mails = [each.message for each in OutgoingMail.objects.all()]
    assert len(mails) >= len(READ)
    found |= {each.subject: each.html for each in mails}
    assert {place: faults(html) for place, html in found.items() if faults(html)} == {}
