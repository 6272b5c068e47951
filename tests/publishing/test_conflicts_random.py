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
from languages.columns import word_column
from languages.freshness import text_hash
from languages.models import Unit
from publishing.models import Publishable
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from tests.admin_forms import filled, page, read
from tests.factories import make_membership, make_user
from tests.publishing.random_edits import Edit, State, formsets, random_edit, state_of
from tests.publishing.two_editors import errors, signed_in
from tests.sro_site.test_admin import make_everything
from timeline.models import Commitment, Milestone

pytestmark = pytest.mark.django_db
SEED, SAVES, TOGETHER = 20261126, 200, 12
# Of what a table can hold: its page, its columns, and the fields of the form that these are.
TABLES: dict[type[Any], tuple[str, str, tuple[str, str]]] = {
    School: ("admin:districts_school_import", "name,address", ("name", "slug")),
    Meeting: ("admin:events_meeting_import", "title,web_address", ("title_en", "slug")),
}
Save = Callable[[], None]


class Episode:
    """One record, whose page several people have open, each in a way of their own."""

    def __init__(self, client: Client, record: Any, random: Random, tally: Counter[str]) -> None:
        self.client, self.record, self.random, self.tally = client, record, random, tally
        self.opened = client.get(page(record))
        self.sent, self.base = read(self.opened).sent, state_of(self.opened)
        self.ways = [self.form, self.form, self.form]
        if isinstance(record, Publishable):
            self.ways += [self.publish, self.unpublish]
        if hasattr(record, "words"):
            self.ways.append(self.desk)
        if type(record) in TABLES:
            self.ways.append(self.table)

    def run(self) -> None:
        saves = [self.random.choice(self.ways)() for _ in range(TOGETHER)]
        for save in saves:
            save()
        self.tally["stale"] += len(saves) - 1

    def now(self) -> State:
        return state_of(self.opened)

    def own(self, name: str) -> tuple[str, str, str]:
        return "", str(self.record.pk), name

    # Each way opens its page at once, and returns how it is saved later.

    def form(self) -> Save:
        edit = random_edit(self.opened, self.random)
        sent = {**self.sent, **edit.sent, "anyway": "on"}
        return lambda: self._save_form(edit, sent)

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
        page, columns, (name, slug) = TABLES[type(self.record)]
        said, address = self.random.choice(("North", "South")), reverse(page)
        text = f"{columns}\n{said},{self.record.slug}\n"
        file = SimpleUploadedFile("table.csv", text.encode(), content_type="text/csv")
        shown = self.client.post(address, {"district": self.record.district_id, "file": file})

        def save() -> None:
            before = self.now()
            answer = self.client.post(address, filled(shown))
            keys = self.own(name), self.own(slug)
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
        conflicts = _conflicts(self.base, before, edit)
        answer = self.client.post(page(self.record), sent)
        if answer.status_code == 302:
            assert not conflicts, (self.record, edit, conflicts)
            _assert_stored(before, edit, self.now())
            self.tally["saved"] += 1
            return
        assert answer.status_code == 200
        assert self.now() == before
        html, told = answer.content.decode(), errors(answer)
        assert told
        assert all(text in html for text in told.values())
        asked, lost = _asked(answer), _lost(edit, told)
        assert conflicts <= {*asked.values(), *lost}, (self.record, edit, told)
        self.tally["asked" if conflicts else "refused"] += 1
        self.tally["rows"] += sum(len(each) == 2 for each in conflicts)
        if conflicts:
            self._decide(edit, answer, asked)

    def _decide(self, edit: Edit, answer: Any, asked: dict[str, Any]) -> None:
        """The next save, with an answer to each question, does what was chosen."""
        before = self.now()
        chosen = {name: self.random.choice(("mine", "theirs")) for name in asked}
        again = self.client.post(page(self.record), filled(answer, **chosen))
        if again.status_code != 302:
            assert self.now() == before
            assert errors(again)
            self.tally["refused"] += 1
            return
        theirs = {asked[name] for name, choice in chosen.items() if choice == "theirs"}
        theirs |= _lost(edit, errors(answer))
        rows = [asked[name] for name, choice in chosen.items() if choice == "mine"]
        restored = [row[0] for row in rows if len(row) == 2 and row not in edit.deleted]
        _assert_stored(before, edit, self.now(), theirs, restored)
        self.tally["decided"] += 1


def _conflicts(base: State, before: State, edit: Edit) -> set[Any]:
    """The fields that somebody else has changed in another way, and the rows that they have
    changed or deleted."""
    found: set[Any] = set()
    for key, typed in edit.stored.items():
        if key not in before:
            found.add(key[:2])
        elif before[key] not in (base[key], typed):
            found.add(key)
    for row in edit.deleted:
        fields = [key for key in before if key[:2] == row]
        found |= {row} if any(before[key] != base[key] for key in fields) else set()
    return found


def _lost(edit: Edit, told: dict[str, str]) -> set[Any]:
    """The fields that are fixed by now: the page says what had been typed there."""
    said = told.get("__all__", "")
    return {key for key, typed in edit.stored.items() if f"You typed: “{typed}”" in said}


def _asked(answer: Any) -> dict[str, Any]:
    """What the page asks about, by the names of the inputs that answer."""
    html, told = answer.content.decode(), errors(answer)
    forms = [("", answer.context["adminform"].form)]
    forms += [(rows.prefix, form) for rows in formsets(answer) for form in rows.forms]
    found: dict[str, Any] = {}
    for prefix, form in forms:
        key = str(form.instance.pk or (form.page and form.page.key))
        names: dict[str, Any] = {
            f"{form.add_prefix(name)}-choice": (prefix, key, name) for name in form.fields
        }
        names[f"{form.prefix}-choice"] = (prefix, key)
        found |= {name: what for name, what in names.items() if f'name="{name}"' in html}
        if "uncheck Delete" in told.get(form.prefix, ""):
            found[f"{form.prefix}-choice"] = (prefix, key)
    return found


def _assert_stored(
    before: State, edit: Edit, after: State, theirs: Any = (), restored: Any = ()
) -> None:
    """What was typed is stored, but for what is left to others, and nothing else has changed."""
    typed = {k: v for k, v in edit.stored.items() if k in before and k not in theirs}
    expected = {k: v for k, v in (before | typed).items() if k[:2] not in edit.deleted}
    known = {key[:2] for key in before}
    assert {k: v for k, v in after.items() if k[:2] in known} == expected
    new = {key[:2] for key in after} - known
    added = [prefix for prefix, _ in edit.added]
    assert Counter(prefix for prefix, _ in new) == Counter([*added, *restored])
    for prefix, stored in edit.added:
        rows = [{k[2]: v for k, v in after.items() if k[:2] == row} for row in new]
        assert stored in rows, (prefix, stored)


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
    assert tally["saved"] > SAVES / 4, tally
    assert tally["asked"] > SAVES / 8, tally
    assert tally["decided"] > SAVES / 8, tally
    assert tally["rows"] > SAVES / 40, tally
