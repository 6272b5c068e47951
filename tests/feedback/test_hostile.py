"""Three hundred texts that try to be more than text, in every place where one is shown."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from districts.contacts import tidy, validate_contact
from districts.models import District
from feedback.models import OutgoingMail, Question
from tests import factories
from tests.admin_forms import filled
from tests.client import StaffClient
from tests.feedback.sending import question, send
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


def faults(html: str) -> list[str]:
    """Elements and attributes that such a text has made."""
    nodes = parse(html).walk()
    made = [node.tag for node in nodes if "evil" in node.tag]
    made += [name for node in nodes for name in node.attrs if "onevil" in name]
    links = (node.attrs.get(name, "") for node in nodes for name in ("href", "src", "action"))
    return made + [link for link in links if link.startswith("evil:")]


def test_all_of_them_stay_text(district: District) -> None:
    assert len(BEFORE) * len(TRIES) == 300
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    pages = []
    for number, text in enumerate(TEXTS):
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
        client.post(address, filled(opened, act="reply", reply=each.text))
    mails = [each.message for each in OutgoingMail.objects.all()]
    assert len(mails) == len(TEXTS)
    pages += [each.html for each in mails]
    answer = factories.make_answer(district)
    answer.question_en = answer.answer_en = "\n".join(TEXTS)  # type: ignore[attr-defined]
    answer.save()
    pages.append(Client().get("/ar/denver/ask/", {"page": TEXTS[0]}).content.decode())
    for contact in TEXTS:
        with pytest.raises(ValidationError):
            validate_contact(tidy(contact))
    assert [fault for html in pages for fault in faults(html)] == []
