"""Every record of the admin has a page with its history."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback.admin.desk import DeskAdmin
from publishing.changes import acting
from publishing.history_admin import PER_PAGE, HistoryAdmin
from tests.admin_forms import page, read
from tests.factories import make_district, make_phase, make_user
from tests.sro_site.test_admin import make_everything

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_record_has_a_page_with_its_history(client: Client) -> None:
    client.force_login(make_user("root", is_superuser=True))
    make_everything("denver")
    for model, kin in admin.site._registry.items():
        assert isinstance(kin, HistoryAdmin), model
        answer = client.get(page(model._default_manager.latest("pk"), "history"))
        assert answer.status_code == 200, model
        is_added = not isinstance(kin, DeskAdmin)  # families send the others, unnamed
        assert ("<h3>Added</h3>" in answer.content.decode()) == is_added, model
        assert not read(answer).inline, model


def test_a_long_history_is_read_page_by_page_in_as_many_queries(client: Client) -> None:
    client.force_login(make_user("root", is_superuser=True))
    phase = make_phase(make_district(), 1)
    counts, address = [], page(phase, "history")
    for rounds in (3, PER_PAGE):
        for _ in range(rounds):
            phase.number += 1
            with acting(None):
                phase.save()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    said = answer.content.decode()
    assert said.count("history-version") == PER_PAGE
    assert "<h3>Added</h3>" not in said
    (older,) = [link for link in read(answer).links if link.startswith("?before=")]
    assert "<h3>Added</h3>" in client.get(f"{address}{older}").content.decode()
    assert client.get(f"{address}?before=x").status_code == 200
