"""An import holds up nobody else: it is written in short transactions, and others save between."""

from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection

from desk.exchange import applying, comparing, opening, parts, undoing
from desk.models import Import
from districts.models import District
from opendata.models import Entry
from opendata.record.recording import _Recording
from tests.client import StaffClient
from tests.concurrency import at_once
from tests.desk.exchange.words import AT, exported, rewrite, rewritten
from tests.factories import make_district, make_milestone, make_phase, make_user
from timeline.models import Phase

pytestmark = pytest.mark.django_db(transaction=True)
RECORDS = 7


def test_what_belongs_to_one_record_is_never_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "RECORDS", 2)
    monkeypatch.setattr(parts, "PAUSE", 0)
    contexts = ["a/2/title", "a/10/title", "a/1/title", "a/1/detail", "b/1/title", "a/2/detail"]
    found = list(parts.in_parts(contexts, str))
    records = [[*dict.fromkeys(each.rpartition("/")[0] for each in part)] for part in found]
    assert records == [["a/1", "a/10"], ["a/2", "b/1"]]
    assert sorted(each for part in found for each in part) == sorted(contexts)


@pytest.fixture
def saves(shared_database: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody else has saved before each part of two records of an import or its undoing."""
    found: list[str] = []
    other = make_phase(make_district("boston"), title="Planning")

    def between(write: Callable[..., Any]) -> Callable[..., Any]:
        def after_somebody_else(*arguments: Any) -> Any:
            title = f"Saved {'again ' * len(found)}meanwhile"
            (failed,) = at_once(lambda: rewrite(other, title_en=title))
            assert failed is None
            assert Phase.objects.get(pk=other.pk).title == title
            found.append(title)
            return write(*arguments)

        return after_somebody_else

    monkeypatch.setattr(parts, "RECORDS", 2)
    monkeypatch.setattr(parts, "PAUSE", 0)
    for module, name in ((applying, "_write"), (undoing, "_put_back")):
        monkeypatch.setattr(module, name, between(getattr(module, name)))
    return found


def test_others_save_between_the_parts_of_an_import_and_of_its_undoing(saves: list[str]) -> None:
    client, words = _signed_in(), {}
    for number in range(RECORDS):
        source = f"Part {chr(65 + number)}"
        make_milestone(_district(), title=source)
        words[source] = f"Parte {chr(65 + number)}"
    word_import = applying.keep(client.user, "es", "w.po", rewritten(exported("es"), words))
    address = f"/desk/es/import/{word_import.pk}/"
    assert client.post(address, {"effect": ["new"]}).status_code == 302
    assert (word_import.entries.count(), len(saves)) == (RECORDS, 4)
    assert client.post(address, {"undo": "1"}).status_code == 302
    assert (word_import.entries.filter(undone=True).count(), len(saves)) == (RECORDS, 8)


def test_files_are_read_and_compared_outside_of_transactions(
    shared_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _signed_in()
    make_milestone(_district(), title="Planning")
    data = rewritten(exported("es"), {"Planning": "Planificación"})
    word_import, inside = applying.keep(client.user, "es", "w.po", data), []

    def seen(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*arguments: Any, **named: Any) -> Any:
            inside.append((name, named.get("lock", False), connection.in_atomic_block))
            return call(*arguments, **named)

        return answer

    monkeypatch.setattr(applying, "open_file", seen("read", opening.open_file))
    monkeypatch.setattr(applying, "compare", seen("compared", comparing.compare))
    client.post(f"/desk/es/import/{word_import.pk}/", {"effect": ["new"]})
    first, second, part = inside
    assert (first, second) == (("read", False, False), ("compared", False, False))
    assert part == ("compared", True, True)


def test_the_public_record_has_one_entry_for_all_parts(saves: list[str]) -> None:
    client, words = _signed_in(), {}
    for number in range(RECORDS):
        make_milestone(_district(), title=(source := f"Part {chr(65 + number)}"))
        words[source] = f"Parte {chr(65 + number)}"
    word_import = applying.keep(client.user, "es", "w.po", rewritten(exported("es"), words))
    entries = Entry.objects.filter(district=_district().uuid)
    before = entries.count()
    client.post(f"/desk/es/import/{word_import.pk}/", {"effect": ["new"]})
    assert entries.count() == before + 1
    assert all(text in str(entries[before].document) for text in words.values())


@pytest.mark.parametrize("act", ["go on", "undo"])
def test_what_was_interrupted_is_recorded_by_whoever_finishes_it(
    shared_database: None, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    client, _, address = _waiting()
    entries = Entry.objects.filter(district=_district().uuid)

    def interrupted(sent: dict[str, Any], step: str) -> None:
        """As if the process were killed after the last part."""
        with monkeypatch.context() as patch:
            patch.setattr(_Recording, "__call__", lambda _self: None)
            patch.setattr(step, Mock(side_effect=KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                client.post(address, sent)

    if act == "go on":
        before = entries.count()
        interrupted({"effect": ["new"]}, "desk.exchange.applying._finish")
        client.post(address, {"go_on": "1"})
    else:
        client.post(address, {"effect": ["new"]})
        before = entries.count()
        interrupted({"undo": "1"}, "desk.exchange.views.messages.success")
        client.post(address, {"undo": "1"})
    assert entries.count() == before + 1


def test_what_was_interrupted_is_shown_and_gone_on_with(
    shared_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, word_import, address = _waiting()
    monkeypatch.setattr("desk.exchange.views.on_commit", lambda call: None)
    client.post(address, {"effect": ["new"]})
    page = client.get(address).content.decode()
    assert "Not all is imported yet" in page
    assert "undo_form" in page
    assert "w.po</a>" in (listed := client.get("/desk/es/import/").content.decode())
    assert "not finished" in listed
    monkeypatch.undo()
    client.post(address, {"go_on": "1"})
    page = client.get(address).content.decode()
    assert "Texts imported: 1," in page
    assert "go_on_form" not in page
    monkeypatch.setattr(
        "desk.exchange.views.undo", lambda *_, **__: undoing._stop(word_import.pk, AT)
    )
    client.post(address, {"undo": "1"})
    assert "Not all is undone yet" in client.get(address).content.decode()
    monkeypatch.undo()
    client.post(address, {"undo": "1"})
    assert "undo_form" not in client.get(address).content.decode()


def test_what_is_not_finished_is_not_removed_for_newer_files(shared_database: None) -> None:
    user = make_user()
    begun = applying.keep(user, "es", "w.po", b"")
    applying.begin(begun.pk, applying.ChosenWords(frozenset()), at=AT)
    for _ in range(applying.KEPT + 1):
        applying.keep(user, "es", "w.po", b"")
    assert Import.objects.filter(pk=begun.pk).exists()


def _district() -> Any:
    found = District.objects.filter(slug="denver").first()
    return found or make_district()


def _waiting() -> tuple[StaffClient, Import, str]:
    """A browser, an import of one text that waits for a decision, and its address."""
    client = _signed_in()
    make_milestone(_district(), title="Planning")
    data = rewritten(exported("es"), {"Planning": "Planificación"})
    word_import = applying.keep(client.user, "es", "w.po", data)
    return client, word_import, f"/desk/es/import/{word_import.pk}/"


def _signed_in() -> StaffClient:
    client, user = StaffClient(), make_user(is_superuser=True)
    client.force_login(user)
    return client
