"""Asking for alerts, confirming, changing and ending them, as a family does it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import District
from feedback.alerts.links import own_address
from feedback.alerts.subscribing import MOST_REFUSALS, count_refusal, forget_unconfirmed
from feedback.mail.outbox import enqueue
from feedback.messages import Message
from feedback.models import OutgoingMail, Subscription
from tests.factories import make_district, make_school
from tests.feedback.alerts_site import EMAIL, address_of, links, mails, make_subscription, typed
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def browser() -> Client:
    return Client()


def test_family_asks_confirms_changes_and_ends(district: District, browser: Client) -> None:
    make_school(district, "north-high")
    page = browser.get("/vi/denver/alerts/")
    assert page.headers["Cache-Control"] == "no-store"
    assert b'value="vi" selected' in page.content
    asked = typed(
        district, browser, email="Family@Example.ORG", language="am", schools=["north-high"]
    )
    assert (asked.status_code, asked["Location"]) == (303, "/en/denver/alerts/asked/")
    assert b"Check your email" in browser.get(asked["Location"]).content
    row = Subscription.objects.get()
    assert (row.address, row.language, row.is_active) == ("Family@example.org", "am", False)
    assert [each.slug for each in row.schools.all()] == ["north-high"]
    [mail] = mails()
    own = address_of(row, "am")
    assert links(mail.text) == [own]
    assert "List-Unsubscribe" not in mail.headers
    assert not browser.get(own).cookies
    assert browser.get(own).headers["Cache-Control"] == "no-store"
    done = browser.post(own, {"confirm": "1"})
    assert (done.status_code, done["Location"]) == (303, f"{own}?saved=1")
    row.refresh_from_db()
    assert row.is_active
    assert browser.get(done["Location"]).status_code == 200
    chosen = {"change": "1", "what": ["reminders"], "language": "so"}
    assert browser.post(own, chosen).status_code == 303
    row.refresh_from_db()
    assert (row.changes, row.meetings, row.reminders, row.language) == (False, False, True, "so")
    assert not row.schools.exists()
    assert browser.post(own, {"end": "1"}).status_code == 303
    assert not Subscription.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert browser.get(own).status_code == 404
    assert browser.post(own, {"end": "1"}).status_code == 303


def test_form_tells_nobody_whether_an_address_is_known(district: District, browser: Client) -> None:
    make_subscription(district, address="known@example.org")
    told = []
    for address in ("other@example.org", "known@example.org"):
        with CaptureQueriesContext(connection) as asked:
            answer = typed(district, browser, email=address)
        told.append((answer.status_code, answer["Location"], answer.content, len(asked)))
    assert told[0] == told[1]
    assert len(mails()) == 2


def test_address_that_others_type_again_and_again_gets_few_mails(
    district: District, browser: Client
) -> None:
    answers = [typed(district, browser, email=EMAIL.upper()) for _ in range(5)]
    assert {each["Location"] for each in answers} == {"/en/denver/alerts/asked/"}
    assert len(mails()) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "family"},
        {"email": "a@b.org\nBcc: c@d.org"},
        {"email": '"a b"@example.org'},
        {"email": "família@example.org"},
        {"what": []},
        {"what": ["everything"]},
        {"language": "tlh"},
        {"schools": ["elsewhere"]},
        {"website": "https://spam.example"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    district: District, browser: Client, wrong: dict[str, Any]
) -> None:
    make_school(district, "north-high")
    make_school(make_district("duluth"), "elsewhere")
    answer = typed(district, browser, **wrong)
    page = parse(answer.content.decode())
    assert answer.status_code == 400
    assert page.one("div", class_="problems").all("li")
    assert not Subscription.objects.exists()
    if "email" not in wrong:
        assert page.one("input", name="email").attrs["value"] == EMAIL


def test_address_in_another_script_is_written_as_servers_do(
    district: District, browser: Client
) -> None:
    typed(district, browser, email="family@Schüle.example")
    assert Subscription.objects.get().address == "family@xn--schle-mva.example"


def test_same_address_confirmed_again_replaces_the_earlier_and_keeps_its_links(
    district: District, browser: Client
) -> None:
    first = make_subscription(district, address="Family@example.org")
    enqueue("1", EMAIL, "en", district, Message("", "", ""), at=timezone.now(), about=first.uuid)
    second = make_subscription(district, language="es")
    third = make_subscription(district, language="my")
    elsewhere = make_subscription(make_district("duluth"))
    assert not OutgoingMail.objects.exists()
    active = [each for each in Subscription.objects.order_by("pk") if each.is_active]
    assert active == [third, elsewhere]
    for each in (first, second, third):
        assert b'value="my" selected' in browser.get(address_of(each)).content
    assert browser.post(address_of(first), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Subscription.objects.all()) == [elsewhere]


def test_one_click_of_a_mail_program_ends_it_without_cookie_or_redirect(
    district: District,
) -> None:
    row = make_subscription(district)
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(address_of(row), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.content, answer.cookies) == (200, b"", {})
        assert not Subscription.objects.exists()


def test_it_can_be_ended_when_the_district_is_not_public_any_more(
    district: District, browser: Client
) -> None:
    row = make_subscription(district)
    District.objects.update(state="draft")
    page = browser.get(address_of(row))
    assert (page.status_code, b"End all alerts" in page.content) == (200, True)
    assert b'name="change"' not in page.content
    browser.post(address_of(row), {"end": "1"})
    assert not Subscription.objects.exists()


def test_robot_that_opens_every_link_changes_nothing(district: District, browser: Client) -> None:
    row = make_subscription(district)
    typed(district, browser, email="new@example.org")
    before = list(Subscription.objects.order_by("pk").values())
    for address in (address_of(row), *links(mails()[0].text), *links(mails()[0].html)) * 2:
        for method in (browser.get, browser.head, browser.options):
            method(address)
        assert browser.post(address, {}).status_code == 200
    assert list(Subscription.objects.order_by("pk").values()) == before


def test_address_of_a_subscription_leads_to_itself_alone(
    district: District, browser: Client
) -> None:
    token = address_of(make_subscription(district)).split("/")[-2]
    tree = parse(browser.get(f"/en/alerts/{token}/").content.decode())
    named = [node.attrs["href"] for node in tree.all("a") if token in node.attrs.get("href", "")]
    assert {each.split("/alerts/")[1] for each in named} == {f"{token}/"}
    assert token not in tree.one("body").text  # not even in print


def test_link_that_nobody_has_got_is_not_found(district: District, browser: Client) -> None:
    row = make_subscription(district)
    assert browser.get(f"/en/alerts/{row.token_hash}/").status_code == 404
    assert browser.get(f"/en/alerts/{'é' * 43}/").status_code == 404


def test_what_nobody_confirms_is_deleted_after_two_days(district: District) -> None:
    old, now = make_subscription(district, confirmed=False), timezone.now()
    make_subscription(district)
    assert (forget_unconfirmed(now + timedelta(days=1)), Subscription.objects.count()) == (0, 2)
    assert forget_unconfirmed(now + timedelta(days=2, seconds=1)) == 1
    assert not Subscription.objects.filter(pk=old.pk).exists()


def test_address_that_takes_no_mail_is_forgotten_after_the_third(district: District) -> None:
    row = make_subscription(district)
    for number in range(MOST_REFUSALS):
        assert Subscription.objects.exists()
        message = Message("", "", "")
        mail = enqueue(f"{number}", EMAIL, "en", None, message, at=timezone.now(), about=row.uuid)
        assert mail
        count_refusal(mail)
    assert not Subscription.objects.exists()


def test_after_a_change_of_the_secret_key_new_mails_have_new_links(
    district: District, settings: Any, browser: Client
) -> None:
    row = make_subscription(district)
    settings.SECRET_KEY = "another" * 8
    assert browser.get(address_of(row)).status_code == 404
    assert own_address(row).endswith(address_of(row))
    assert browser.get(address_of(row)).status_code == 200
