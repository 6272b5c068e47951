"""What is sent twice is stored once, by every form that adds, also at the same moment."""

from functools import partial
from random import Random
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from districts.append_only_admin import AppendOnlyAdmin
from feedback.admin.desk import DeskAdmin
from tests.client import StaffClient
from tests.concurrency import at_once
from tests.publishing.acts import ACTS
from tests.publishing.office import Office, counted, open_office
from tests.publishing.ways import ADDING, WAYS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed_at_once")]
ONE_BY_ONE, AT_ONCE = 150, 50
EVERY = {**WAYS, **ACTS}


def order(count: int, seed: int) -> list[str]:
    """Every way in, those that add a record more often, in an order that is always the same."""
    names = [name for name in WAYS if name.startswith("add ")] * (count // len(ADDING))
    names = [*EVERY, *names][:count]
    Random(seed).shuffle(names)
    return names


def again(office: Office, address: str, data: Any) -> Any:
    """The same as another click sends it, by another server's connection."""
    client = StaffClient()
    client.cookies = office.client.cookies
    if hasattr(file := data.get("file"), "seek"):
        file.seek(0)
        data = {**data, "file": SimpleUploadedFile("words.po", file.read())}
    return client.post(address, data)


def answers(found: list[Any]) -> set[tuple[int, str]]:
    return {(each.status_code, each.headers.get("Location", "")) for each in found}


def test_every_model_that_is_added_is_tried() -> None:
    nobody_adds = (AppendOnlyAdmin, DeskAdmin)
    registered = admin.site._registry.items()
    assert {model for model, kin in registered if not isinstance(kin, nobody_adds)} == {*ADDING}


def test_what_is_sent_twice_is_stored_once() -> None:
    office, random = open_office(), Random(1)
    for name in order(ONE_BY_ONE, 1):
        address, data = EVERY[name](office, random)
        before = counted()
        found = [office.client.post(address, data)]
        stored = counted()
        assert stored != before, name
        found.append(again(office, address, data))
        assert counted() == stored, name
        assert len(answers(found)) == 1, name


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_at_once_is_stored_once(shared_database: None) -> None:
    office, random = open_office(), Random(2)
    for name in order(AT_ONCE, 2):
        address, data = EVERY[name](office, random)
        with transaction.atomic():
            again(office, address, data)
            stored = counted()
            transaction.set_rollback(True)
        found = at_once(*[partial(again, office, address, data)] * 2)
        assert counted() == stored, name
        assert len(answers(found)) == 1, name
