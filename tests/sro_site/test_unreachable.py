"""While the database does not answer, a page says so, and a form keeps what was typed."""

from typing import Any

import pytest
from django.db import InternalError, OperationalError, connection
from django.test import Client

from districts.models import District
from publishing.scopes import REACHABLE
from publishing.submissions import TOKEN
from tests import factories
from tests.admin_forms import filled, read
from tests.client import StaffClient
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("language", ["en", "my"])
def test_a_page_says_so_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def cursor(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(connection, "cursor", cursor)
    answer = Client(raise_request_exception=False).get(f"/{language}/denver/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert parse(answer.content.decode()).one("html").attrs["lang"] == language


def test_nothing_is_asked_of_a_database_that_is_known_not_to_answer(
    client: Client, django_assert_num_queries: Any, settings: Any
) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    away: Any = {REACHABLE: lambda: False}
    with django_assert_num_queries(0):
        for address, language in (("/my/denver/", "my"), ("/admin/", "en"), ("/healthz", "en")):
            answer = client.get(address, **away)
            assert answer.status_code == 503
            assert parse(answer.content.decode()).one("html").attrs["lang"] == language
        style = client.get("/static/site.css", **away)
    assert style.status_code == 200
    style.close()


@pytest.mark.parametrize("error", [OperationalError, InternalError])
def test_what_a_form_has_sent_can_be_sent_again(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    district = factories.make_district()
    client = StaffClient(raise_request_exception=False)
    client.force_login(factories.make_user(is_superuser=True))
    path = f"/admin/districts/district/{district.pk}/change/"
    sent = filled(client.get(path), short_name="N<ew>")

    def save(*args: Any, **kwargs: Any) -> None:
        raise error("read-only or full")

    with monkeypatch.context() as context:
        context.setattr(District, "save", save)
        answer = client.post(path, sent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert District.objects.get().short_name == district.short_name
    assert read(answer).sent[TOKEN] == sent[TOKEN]  # so that nothing is stored twice
    again = client.post(path, read(answer).sent)
    assert again.status_code == 302
    assert District.objects.get().short_name == "N<ew>"


def test_what_a_family_has_sent_can_be_sent_again_in_its_language(client: Client) -> None:
    away: Any = {REACHABLE: lambda: False}
    answer: Any = client.post("/vi/denver/ask/?x=1", {"text": "<b>Tại sao?", "token": "t"}, **away)
    assert (answer.status_code, answer.cookies.output()) == (503, "")
    form = parse(answer.content.decode()).one("main").one("form")
    assert form.attrs["action"] == "/vi/denver/ask/"
    sent = {each.attrs["name"]: each.attrs["value"] for each in form.all("input")}
    assert sent == {"text": "<b>Tại sao?", "token": "t"}
