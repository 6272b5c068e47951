"""A text is taken out of the record, in public, and the chain still holds."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District, Role
from events.models import Meeting
from opendata.models import Entry
from opendata.queries import entries, latest
from opendata.record.redacting import RedactionError, holding, places, redact
from opendata.record.verifying import verify
from publishing.content_versions import VersionStep
from tests.admin_forms import filled
from tests.client import anew
from tests.concurrency import at_once
from tests.factories import make_district, make_meeting, make_membership, make_user
from tests.opendata.commits import committed

NAME = "Maria Example"
WHY = "A name that should not have been public"

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def make_recorded() -> District:
    """Three entries, of which the first two hold the name: in words, a place and a contact."""
    with committed():
        district = make_district()
        facts = {"place": f"House of {NAME}", "slug": "maria", "description_es": f"Con {NAME}."}
        meeting: Any = make_meeting(district, description=f"With {NAME}.", **facts)
    with committed():
        meeting.place = ""
        meeting.save()
    with committed():
        meeting.description_en, meeting.description_es = "With a parent.", ""
        meeting.save()
    return district


def told(entry: Any) -> str:
    return str(entry.document_bytes.decode())


def test_every_entry_that_holds_the_text_loses_it_and_a_new_one_says_so() -> None:
    district = make_recorded()
    before = list(entries(district))
    VersionStep.objects.all().delete()
    made = redact(district, NAME, WHY)
    after = list(entries(district))
    assert [NAME in told(each) for each in before] == [True, True, False]
    assert not [each for each in after if NAME in told(each)]
    assert "House of [redacted]" in told(after[0])
    assert "Con [redacted]." in told(after[1])
    assert [each.hash for each in after[:3]] == [each.hash for each in before]
    assert (made.number, made.document) == (4, before[2].document)
    assert made.redaction is not None
    assert made.redaction["reason"] == WHY
    assert [each["number"] for each in made.redaction["entries"]] == [1, 2]
    checked = verify(after)
    assert (checked.faults, checked.redacted) == ([], {1: 4, 2: 4})
    assert VersionStep.objects.filter(hides=True, district_key=district.pk).exists()


def test_nobody_can_find_out_by_trying_what_was_taken_out() -> None:
    """Everything but the text is public, also its hash: only the salt keeps it from a guess."""
    district = make_recorded()
    first = entries(district)[0]
    assert len(first.salt) == 32
    redact(district, NAME, WHY)
    assert [each.salt == "" for each in entries(district)] == [True, True, False, False]


def test_what_was_redacted_can_lose_another_text_later() -> None:
    district = make_recorded()
    redact(district, NAME, WHY)
    redact(district, "Con [redacted].", WHY)
    assert "Con " not in told(entries(district)[0])
    assert verify(list(entries(district))).faults == []
    assert verify(list(entries(district))).redacted == {1: 5, 2: 5}


def test_what_fields_ever_said_is_taken_out_in_each_language_and_spelling() -> None:
    district = make_recorded()
    with committed():
        meeting: Any = Meeting.objects.get()
        meeting.description_en, meeting.description_es = "With MARÍA example.", "Con M. E."
        meeting.save()
    with committed():
        meeting.description_en, meeting.description_es = "With a parent.", ""
        meeting.save()
    found = {each.name: each.numbers for each in places(district, "maria EXAMPLE")}
    assert found == {"place": [1], "description": [1, 2, 4]}
    fields = {each.field for each in places(district, "maria example")}
    with pytest.raises(RedactionError, match="can still read it"):
        redact(district, "a parent", WHY, {each.field for each in places(district, "a parent")})
    redact(district, "maria example", WHY, fields)
    after = list(entries(district))
    assert not [name for name in (NAME, "MAR", "M. E.") for each in after if name in told(each)]
    assert "With a parent." in told(after[2])  # what families can read now
    assert '"place":"[redacted]"' in told(after[0])
    assert verify(after).faults == []
    assert places(district, "maria example") == []


def test_two_texts_that_are_taken_out_at_once_are_both_gone(shared_database: None) -> None:
    district = make_recorded()
    texts = (NAME, "House of")
    made = at_once(*(partial(redact, district, text, WHY) for text in texts))
    assert all(isinstance(each, Entry) for each in made)
    found = list(entries(district))
    assert not [text for text in texts for each in found if text in told(each)]
    assert verify(found).faults == []


@pytest.mark.parametrize(
    ("text", "reason", "said"),
    [
        ("With a parent", WHY, "Families can still read it"),
        ("Nobody at all", WHY, "No entry holds it"),
        ("maria example", f"The name {NAME}", "must not repeat the text"),
    ],
)
def test_what_cannot_be_redacted_changes_nothing(text: str, reason: str, said: str) -> None:
    district = make_recorded()
    with pytest.raises(RedactionError, match=said):
        redact(district, text, reason)
    assert Entry.objects.count() == 3
    assert verify(list(entries(district))).redacted == {}


def test_what_others_compute_with_stays() -> None:
    district = make_recorded()
    assert holding(district, "America") == []
    assert holding(district, "source") == []
    assert holding(district, "maria") == [1, 2, 3]


def test_the_page_asks_before_it_takes_a_text_out(client: Client) -> None:
    district = make_recorded()
    make_membership(user := make_user(), Role.ADMINISTRATOR, district=district)
    client.force_login(user)
    address = reverse("district_record_admin", args=[district.pk])
    sent = {**filled(client.get(address)), "text": NAME, "reason": WHY}
    asked = client.post(address, sent)
    assert "It is in 2 entries: 1, 2." in asked.content.decode()
    assert Entry.objects.count() == 3
    sure = filled(asked)
    done = client.post(address, sure, follow=True)
    assert "from 2 entries" in done.content.decode().replace("out of", "from")
    assert client.post(address, sure).status_code == 302  # a second click
    tab = {**filled(client.get(address)), **anew(sure)}
    assert "No entry holds it." in client.post(address, tab).content.decode()
    assert Entry.objects.count() == 4
    assert (head := latest(district)) is not None
    assert head.redaction is not None
    shown = client.get(address).content.decode()
    assert WHY in shown
    assert NAME not in shown
    again = client.post(address, {**anew(sure), **filled(client.get(address)), "text": "No"})
    assert again.status_code == 400
    assert "at least 3 characters" in again.content.decode()


def test_the_page_lists_the_fields_and_empties_them(client: Client) -> None:
    district = make_recorded()
    client.force_login(make_user(is_superuser=True))
    address = reverse("district_record_admin", args=[district.pk])
    sent = {**filled(client.get(address)), "text": "maría example", "reason": WHY}
    asked = client.post(address, sent)
    assert asked.status_code == 400
    shown = asked.content.decode()
    assert "No entry holds it as it is written here." in shown
    assert "Description of the meeting “Community meeting”, in entries 1, 2" in shown
    sure = client.post(address, {**filled(asked), "whole": "on"})
    assert "All that these fields ever said will be taken out" in sure.content.decode()
    assert Entry.objects.count() == 3
    assert client.post(address, filled(sure)).status_code == 302
    assert not [each for each in entries(district) if NAME in told(each)]


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    district = make_recorded()
    client.force_login(make_user(is_superuser=True))
    address = reverse("district_record_admin", args=[district.pk])
    sent = filled(client.get(address))
    for text, said in (("With a parent", "Families can still read it"), ("gone", "No entry holds")):
        answer = client.post(address, {**sent, "text": text, "reason": WHY})
        if answer.status_code == 200:
            answer = client.post(address, filled(answer))
        shown = answer.content.decode()
        assert answer.status_code == 400
        assert said in shown
        assert f'value="{text}"' in shown
    assert Entry.objects.count() == 3
