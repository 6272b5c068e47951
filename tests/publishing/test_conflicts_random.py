"""Many users save old pages in random order: nothing is lost without being shown.

What each of them edited decides what has to be stored or shown.
"""

from collections import Counter
from collections.abc import Callable
from itertools import cycle
from random import Random
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.models import School
from events.models import Meeting
from languages.columns import translated_fields, word_column
from languages.freshness import text_hash
from languages.models import Translated, Unit
from languages.registry import SOURCE
from publishing.history_entries import entries_of
from publishing.models import Publishable
from publishing.saved_drafts import SavedDraft
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from tests.admin_forms import filled, page, read
from tests.factories import make_membership, make_user
from tests.publishing.conflict_rules import asked, assert_stored, conflicts, lost
from tests.publishing.random_edits import Edit, State, random_edit, state_of
from tests.publishing.spreadsheets.test_workbooks import workbook
from tests.publishing.two_editors import errors, signed_in
from tests.sro_site.test_admin import make_everything
from timeline.models import Commitment, Milestone

pytestmark = pytest.mark.django_db
SEED, SAVES, TOGETHER = 20261126, 200, 12
# Of what a table can hold: its page, its columns, and the fields of the form that these are.
TABLES: dict[type[Any], tuple[str, str, tuple[str, str]]] = {
    School: ("admin:districts_school_import", "name,address", ("name", "slug")),
    Meeting: ("admin:events_meeting_import", "title,web_address", ("title_en", "slug")),
    Milestone: ("admin:timeline_milestone_import", "detail,title", ("detail_en", "title_en")),
    Commitment: (
        "admin:timeline_commitment_import",
        "responsible,text",
        ("responsible_en", "text_en"),
    ),
}
Save = Callable[[], None]


class Episode:
    """One record, whose page several people have open, each in a way of their own."""

    def __init__(self, client: Client, record: Any, random: Random, tally: Counter[str]) -> None:
        self.client, self.record, self.random, self.tally = client, record, random, tally
        self.ways = [self.form, self.form, self.form]
        if isinstance(record, Translated):
            self.ways.append(self.desk)
        if isinstance(record, Publishable):
            self.ways += [self.publish, self.unpublish]
            self._change_a_text()
        if type(record) in TABLES:
            self.ways.append(self.table)
        self.opened = client.get(page(record))
        self.sent, self.base = read(self.opened).sent, state_of(self.opened)

    def _change_a_text(self) -> None:
        """So that there is something to undo, where the record has an English text."""
        model: Any = type(self.record)
        columns = [word_column(name, SOURCE) for name in translated_fields(model)]
        for self.column in [column for column in columns if getattr(self.record, column)][:1]:
            self.before = getattr(self.record, self.column)
            setattr(self.record, self.column, f"{self.before[:40]} anew")
            self.record.save()
            self.ways.append(self.undo)

    def run(self) -> None:
        chosen = [self.random.choice(self.ways) for _ in range(TOGETHER)]
        if isinstance(self.record, Publishable):
            chosen[self.random.randrange(TOGETHER)] = self.draft  # there is one at a time
        for save in [way() for way in chosen]:
            save()
        self.tally.update(way.__name__ for way in chosen)
        self.tally["stale"] += len(chosen) - 1

    def now(self) -> State:
        return state_of(self.opened)

    def own(self, name: str) -> tuple[str, str, str]:
        return "", str(self.record.pk), name

    # Each way opens its page at once, and returns how it is saved later.

    def form(self) -> Save:
        edit = random_edit(self.opened, self.random)
        sent = {**self.sent, **edit.sent, "anyway": "on"}
        return lambda: self._save_form(edit, sent)

    def draft(self) -> Save:
        """A form that is saved as a draft, and published later by opening that and saving it."""
        edit, address = random_edit(self.opened, self.random), page(self.record)
        SavedDraft.objects.all().delete()  # an earlier one may have ended with questions
        kept = self.client.post(address, {**self.sent, **edit.sent, "_draft": "Save"})
        assert "is_kept_draft" in kept.context, (self.record, edit)

        def save() -> None:
            shown = self.client.get(address, {"draft": "open"})
            if errors(shown):
                self._refused(edit, shown)
            else:
                self._save_form(edit, filled(shown, anyway="on"))

        return save

    def undo(self) -> Save:
        """Takes back the change of one text, from before the page was opened."""
        meta, key = self.record._meta, self.own(self.column)
        entry = entries_of(self.record).filter(changes__has_key=self.column)[0]
        name = f"admin:{meta.app_label}_{meta.model_name}_undo"
        address = reverse(name, args=[self.record.pk, entry.pk])
        shown = self.client.get(address)

        def save() -> None:
            before = self.now()
            answer = self.client.post(address, filled(shown))
            is_undone = before[key] == self.base[key]
            assert (answer.status_code == 302) == is_undone
            assert self.now() == (before | {key: self.before} if is_undone else before)

        return save

    def publish(self) -> Save:
        return self._action("publish", PublicationState.PUBLISHED)

    def unpublish(self) -> Save:
        return self._action("unpublish", PublicationState.DRAFT)

    def desk(self) -> Save:
        units = Unit.objects.filter(language="es", object_id=self.record.pk)
        unit: Any = units.filter(content_type__model=self.record._meta.model_name).first()
        if unit is None:
            return self.form()
        key, text = self.own(word_column(unit.field, "es")), self.random.choice(("Uno", "Dos"))
        sent = {"text": text, "act": "save", "anyway": "on", "source_hash": unit.source_hash}
        sent["seen"] = text_hash(self.base[key])

        def save() -> None:
            before = self.now()
            answer = self.client.post(f"/desk/es/{unit.pk}/", sent)
            typed = before if text == self.base[key] else {**before, key: text}
            conflict = before[key] != self.base[key] and text != self.base[key]
            assert self.now() == (before if conflict else typed)
            assert ("Someone else changed" in answer.content.decode()) == conflict

        return save

    def table(self) -> Save:
        page, columns, (name, identity) = TABLES[type(self.record)]
        said, address = self.random.choice(("North", "South")), reverse(page)
        row = [said, getattr(self.record, identity)]
        if self.random.random() < 0.5:
            data = workbook(columns.split(","), row)
        else:
            data = f'{columns}\n{said},"{row[1]}"\n'.encode()
        file = SimpleUploadedFile("table", data)
        shown = self.client.post(address, {"district": self.record.district_id, "file": file})

        def save() -> None:
            before = self.now()
            answer = self.client.post(address, filled(shown))
            keys = self.own(name), self.own(identity)
            as_shown = all(before.get(key) == self.base.get(key) for key in keys)
            assert self.now() == ({**before, keys[0]: said} if as_shown else before)
            changes = as_shown and said != self.base[keys[0]]
            assert (answer.status_code == 302) == changes

        return save

    def _action(self, action: str, state: PublicationState) -> Save:
        data = {"action": action, "_selected_action": [str(self.record.pk)]}
        data[STAMPS] = stamp_of(self.record)
        meta = self.record._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")

        def save() -> None:
            before = self.now()
            answer = self.client.post(address, data)
            said = [str(each) for each in get_messages(answer.wsgi_request)]
            refused = said[-1].startswith("Published: 0.")
            assert refused or action == "unpublish" or self._own(before) == self._own(self.base)
            after = before if refused else {**before, self.own("state"): str(state)}
            assert self.now() == after, said

        return save

    def _own(self, state: State) -> State:
        return {key: value for key, value in state.items() if not key[0]}

    def _save_form(self, edit: Edit, sent: dict[str, Any]) -> None:
        before = self.now()
        answer = self.client.post(page(self.record), sent)
        if answer.status_code == 302:
            assert not conflicts(self.base, before, edit), (self.record, edit)
            assert_stored(before, edit, self.now())
            self.tally["saved"] += 1
        else:
            assert answer.status_code == 200
            assert self.now() == before
            self._refused(edit, answer)

    def _refused(self, edit: Edit, answer: Any) -> None:
        """The page says what is wrong, and asks about each conflict; every other one is decided."""
        found, told = conflicts(self.base, self.now(), edit), errors(answer)
        html, questions = answer.content.decode(), asked(answer)
        assert told
        assert all(text in html for text in told.values())
        assert found <= {*questions.values(), *lost(edit, told)}, (self.record, edit, told)
        self.tally["asked" if found else "refused"] += 1
        self.tally["rows"] += sum(len(each) == 2 for each in found)
        if found and self.tally["asked"] % 2:
            self._decide(edit, answer, questions)

    def _decide(self, edit: Edit, answer: Any, questions: dict[str, Any]) -> None:
        """The next save, with an answer to each question, does what was chosen."""
        before = self.now()
        chosen = {name: self.random.choice(("mine", "theirs")) for name in questions}
        again = self.client.post(page(self.record), filled(answer, **chosen))
        if again.status_code != 302:
            assert self.now() == before
            assert errors(again)
            self.tally["refused"] += 1
            return
        theirs = {questions[name] for name, choice in chosen.items() if choice == "theirs"}
        theirs |= lost(edit, errors(answer))
        rows = [questions[name] for name, choice in chosen.items() if choice == "mine"]
        restored = [row[0] for row in rows if len(row) == 2 and row not in edit.deleted]
        assert_stored(before, edit, self.now(), theirs, restored)
        self.tally["decided"] += 1


@pytest.mark.parametrize("seed", [SEED])
def test_random_saves_lose_nothing_silently(seed: int) -> None:
    random, tally = Random(seed), Counter[str]()
    users = [make_user(name, is_superuser=True) for name in ("root", "other")]
    make_everything("denver")
    make_membership(make_user("ana"), language="es", role="translator")
    clients = cycle([signed_in(user) for user in users])
    kinds: list[Any] = [*admin.site._registry, Meeting, Milestone, Commitment, School, User]
    random.shuffle(kinds)
    for kind in cycle(kinds):
        if tally["stale"] >= SAVES:
            break
        if record := kind._default_manager.order_by("pk").last():
            Episode(next(clients), record, random, tally).run()
    assert tally["saved"] > SAVES / 6, tally
    assert tally["asked"] > SAVES / 8, tally
    assert tally["decided"] > SAVES / 20, tally
    assert tally["rows"] > SAVES / 40, tally
    ways = ("form", "publish", "unpublish", "desk", "table", "draft", "undo")
    assert min(tally[way] for way in ways) >= SAVES / 40, tally
