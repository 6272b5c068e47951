"""Whatever is typed stays text: three hundred attempts in each place where it is shown or sent."""

from html import escape
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from districts.contacts import tidy, validate_contact
from districts.models import District
from tests.factories import make_answer, make_question, make_user
from tests.feedback.sending import question
from tests.pages.tree import parse

CORES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<p>x'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0>",
    "<base href=//evil.example>",
    "<form action=//evil.example><button>x",
    "<math><mi xlink:href=data:x,1>",
    "{{ request.user }}{% load i18n %}",
    "%(district)s {0} {district}",
    "=HYPERLINK(1)",
    "&lt;b&gt;&#60;script&#62;",
    "'; DROP TABLE feedback_question--",
)
AROUND = (
    "{}",
    '"{}',
    "'{}",
    '"> {}',
    "'> {}",
    "--> {}",
    "]]>{}",
    "</textarea>{}",
    "</title>{}",
    "</script>{}",
    "</option></select>{}",
    "`{}`",
    "\\{}",
    "&quot;{}",
    "x onmouseover=alert(1) {}",
    "javascript:{}",
    "// {} //",
    "<!-- {}",
    "<![CDATA[{}",
    "\u202e{}\u2066",
)
PAYLOADS = [
    around.replace("{}", core, 1) if "{}" in around else core
    for around, core in product(AROUND, CORES)
]
ALL = "\n\n".join(PAYLOADS)
DANGEROUS = ("iframe", "base", "math", "mi", "img")


def check(answer: Any) -> None:
    """Each attempt stands on the page as text, and none of it is a tag or an attribute."""
    html = answer.content.decode()
    assert [each for each in PAYLOADS if escape(each) not in html] == []
    for node in parse(html).walk():
        address = node.attrs.get("href", "") + node.attrs.get("action", "")
        assert not address.startswith(("javascript", "//"))
        assert not [name for name in node.attrs if name.startswith("on")]
        assert node.tag not in DANGEROUS
        assert node.tag != "script" or "alert" not in node.text


def test_there_are_three_hundred() -> None:
    assert len({*PAYLOADS}) == 300


@pytest.mark.django_db
@pytest.mark.once
def test_what_a_family_types_stays_text_where_it_is_shown(
    client: Client, district: District
) -> None:
    asked = make_question(district, text=ALL, contact=PAYLOADS[0])
    answer = make_answer(district)
    answer.question_en = answer.answer_en = ALL  # type: ignore[attr-defined]
    answer.save()
    again = Client().post("/en/denver/ask/", {**question(district, text=ALL), "token": ""})
    assert again.status_code == 400
    client.force_login(make_user(is_superuser=True))
    desk = client.get(reverse("admin:feedback_question_change", args=[asked.pk]))
    for page in (again, desk, *(client.get(f"/{code}/denver/ask/") for code in ("en", "ar"))):
        check(page)


def test_no_attempt_is_a_contact_for_an_interpreter() -> None:
    for text in PAYLOADS:
        with pytest.raises(ValidationError):
            validate_contact(tidy(text))
