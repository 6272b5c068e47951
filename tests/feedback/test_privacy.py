"""The page that tells families what is kept about them, and for how long."""

import re

import pytest
from django.test import Client

from feedback import retention
from feedback.public_forms import PublicForm
from languages.registry import LANGUAGES
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TIMES = {name: each.days for name, each in vars(retention).items() if name.isupper()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_each_time_by_which_the_timer_deletes(client: Client, language: str) -> None:
    page = parse(client.get(f"/{language}/privacy/").content.decode())
    told = re.findall(r"\d+", page.one("main").text)
    assert sorted(told) == sorted(str(days) for days in TIMES.values())


def test_it_has_a_part_about_each_form_and_every_page_leads_to_it(client: Client) -> None:
    page = parse(client.get("/en/privacy/").content.decode())
    parts = {heading.attrs["id"] for heading in page.all("h2")}
    forms = PublicForm.__subclasses__()
    assert forms
    assert {form.privacy for form in forms} <= parts
    foot = parse(client.get("/en/about/?on=2021-04-15").content.decode()).one("footer")
    assert "/en/privacy/?on=2021-04-15" in [link.attrs["href"] for link in foot.all("a")]
