"""Migrations tidy the contacts that were stored before the rules were strict."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import QuerySet

from districts.models import District
from events.models import Interpretation, Meeting
from tests.factories import make_district, make_interpretation, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_stored_contacts_are_written_as_the_rules_ask() -> None:
    meeting = make_meeting(make_district())
    make_interpretation(meeting)
    QuerySet(District).update(helpline_phone="720\u2011423\u20113054\u200e")
    QuerySet(Meeting).update(phone="tel:+17204233054")
    QuerySet(Interpretation).update(ask_contact="Ann <ann@example.org>", access="1234567")
    for name in ("districts.migrations.0007_tidy_contacts", "events.migrations.0006_tidy_contacts"):
        import_module(name).tidy(apps, None)
    assert District.objects.get().helpline_phone == "720-423-3054"
    assert Meeting.objects.get().phone == "+17204233054"
    found = Interpretation.objects.get()
    assert (found.ask_contact, found.access) == ("ann@example.org", "1234567")
