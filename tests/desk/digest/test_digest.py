"""Who asks for it is told once a day what is new to translate, as far as their rights go."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from desk.digest import rounds
from desk.digest.rounds import enqueue_digests
from desk.models import DigestSubscription, IndexedText
from districts.models import District, Membership, Role
from feedback.mail import refusals
from feedback.mail.writers import write_due
from feedback.messages import Message
from feedback.models import OutgoingMail
from tests.desk.unit_page import S0, rewrite
from tests.factories import make_district, make_meeting, make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/desk/digest/"
START = datetime(2021, 4, 10, 18, 0, tzinfo=UTC)
NEXT = START + timedelta(days=1)
CHOSEN = {"languages": ["es"], "address": "r@example.org"}


@pytest.fixture
def subscribed(reviewer: Client, user: User, record: Phase) -> DigestSubscription:
    """Of Spanish in one district; all texts are older than that."""
    assert reviewer.post(PAGE, CHOSEN).status_code == 302
    IndexedText.objects.update(at=START - timedelta(days=9))
    day = (START - timedelta(hours=12)).date()
    DigestSubscription.objects.update(told_at=START, looked_on=day)
    return DigestSubscription.objects.get()


def changed(at: datetime, *titles: str) -> None:
    """The English of these texts was changed last at a moment."""
    for title in titles:
        IndexedText.objects.filter(language="en", folded=title).update(at=at)


def mails() -> list[Message]:
    return [mail.message for mail in OutgoingMail.objects.order_by("pk")]


def test_it_is_asked_for_changed_and_ended_on_its_page(reviewer: Client, user: User) -> None:
    page = reviewer.get(PAGE).content.decode()
    assert "Your account has none" in page
    assert "checked" not in page
    assert 'value="vi"' not in page
    mistakes: list[dict[str, Any]] = [{"languages": ["vi"]}, {"address": "nobody"}]
    for wrong in (*mistakes, {"languages": []}):
        refused = reviewer.post(PAGE, {**CHOSEN, **wrong})
        assert 'class="errorlist"' in refused.content.decode()
    assert not DigestSubscription.objects.exists()
    for address in ("r@example.org", "s@example.org"):
        reviewer.post(PAGE, {**CHOSEN, "address": address})
        assert DigestSubscription.objects.get().address == address
    page = reviewer.get(PAGE).content.decode()
    assert "checked" in page
    assert 'value="s@example.org"' in page
    for _ in range(2):
        assert reviewer.post(PAGE, {"end": "on"}).status_code == 302
        assert not DigestSubscription.objects.exists()


def test_what_is_new_is_told_once_the_most_urgent_first(
    subscribed: DigestSubscription, district: District, record: Phase
) -> None:
    translated: Any = record
    translated.title_es = S0
    record.save()
    rewrite(record, "Planning & more")
    make_meeting(district, title="Town hall")
    make_meeting(make_district("aurora"), title="Elsewhere")
    IndexedText.objects.update(at=START - timedelta(days=9))
    assert write_due(NEXT) == 0  # nothing is new
    changed(NEXT, "planning & more", "town hall", "elsewhere")
    assert enqueue_digests(NEXT + timedelta(hours=2)) == 0  # not twice a day
    at = NEXT + timedelta(days=1)
    assert write_due(at) == 1
    assert write_due(at) == write_due(at + timedelta(days=1)) == 0
    [mail] = mails()
    assert mail.subject == "To translate: Spanish (2 texts)"
    lines = mail.text.splitlines()
    first = "- Denver, meeting of April 15, 2021, title: missing, before the meeting of April 15"
    assert lines[3:5] == [first, "- Denver, phase “1 · Planning & more”, title: out of date"]
    assert lines[5].endswith("/desk/es/")
    assert lines[-1].endswith(PAGE)
    assert "Planning &amp; more" in mail.html
    assert "Elsewhere" not in mail.text
    assert OutgoingMail.objects.get().recipient == "r@example.org"


def test_two_rounds_at_once_send_one(
    subscribed: DigestSubscription, record: Phase, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(START, "planning of the year")
    look = rounds._parts

    def looks_while_another_does(*given: Any) -> Any:
        monkeypatch.setattr(rounds, "_parts", look)
        assert enqueue_digests(NEXT) == 1
        return look(*given)

    monkeypatch.setattr(rounds, "_parts", looks_while_another_does)
    assert enqueue_digests(NEXT) == 0
    assert len(mails()) == 1


def lose_the_role(user: User) -> None:
    Membership.objects.filter(user=user).delete()


def end_the_account(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("lose", [lose_the_role, end_the_account])
def test_without_rights_nothing_is_told(
    subscribed: DigestSubscription, user: User, lose: Any
) -> None:
    changed(START, "planning of the year")
    lose(user)
    assert enqueue_digests(NEXT) == 0


def test_a_fault_keeps_back_no_other(
    subscribed: DigestSubscription, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    make_membership(other := make_user("other"), Role.TRANSLATOR, district=district)
    kept = {"told_at": START, "looked_on": subscribed.looked_on, "languages": ["vi", "xx"]}
    DigestSubscription.objects.create(user=other, address="o@example.org", **kept)
    DigestSubscription.objects.filter(pk=subscribed.pk).update(languages=5)
    make_phase(district, 2, title="Lake")
    changed(START, "lake")
    assert enqueue_digests(NEXT) == 1
    assert mails()[0].subject == "To translate: Vietnamese (1 text)"
    assert f"Mails of digest subscription {subscribed}" in caplog.text
    assert "@example.org" not in caplog.text


def test_an_address_that_takes_no_mail_ends_it(subscribed: DigestSubscription) -> None:
    mail = OutgoingMail(about=subscribed.uuid)
    for left in (True, True, False):
        refusals.tell(mail)
        assert DigestSubscription.objects.exists() is left
