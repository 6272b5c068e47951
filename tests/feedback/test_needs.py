"""What the question desk needs: who waits for longest comes first, whoever else waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback import needs
from publishing.needs import Asked, Need
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _needs(only: int | None = None) -> list[Need]:
    user = factories.make_user(is_superuser=True)
    return list(needs.unanswered(Asked(user, None, timezone.now(), only)))


def test_all_messages_of_a_district_are_counted_though_only_the_oldest_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(needs, "LOOKED", 2)
    now = timezone.now()
    keys = []
    for place, ages in enumerate([(9, 1, 0), (8,), (7,)]):
        district = factories.make_district(f"district-{place}")
        keys.append(district.pk)
        for days in ages:
            factories.make_question(district, received_at=now - timedelta(days=days))
    said = [(need.district, need.items[0].said) for need in _needs()]
    assert said == [
        (keys[0], "3 messages, the first from 9 days ago"),
        (keys[1], "1 message, the first from 8 days ago"),
    ]


def test_a_chosen_district_is_found_among_many_that_wait_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(needs, "LOOKED", 1)
    other, chosen = (factories.make_district(slug) for slug in ("other", "chosen"))
    now = timezone.now()
    factories.make_question(other, received_at=now - timedelta(days=9))
    factories.make_question(chosen, received_at=now - timedelta(days=1))
    assert [need.district for need in _needs(chosen.pk)] == [chosen.pk]
