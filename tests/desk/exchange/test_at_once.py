"""Imports that run at the same time, and at the same time as edits of the English."""

from functools import partial
from graphlib import TopologicalSorter
from itertools import pairwise
from random import Random
from typing import Any

import polib
import pytest
from django.contrib.auth.models import User
from django.db import connection

from desk.exchange.applying import AlreadyAppliedError, ChosenWords, apply, keep
from desk.exchange.opening import open_file
from desk.models import Import, ImportEntry
from districts.access import rights_of
from languages.freshness import TranslationState, text_hash
from languages.models import Unit
from publishing.imports import Effect
from tests.concurrency import at_once
from tests.desk.exchange.words import AT, EVERY, brought, exported, rewrite, rewritten
from tests.factories import make_district, make_phase, make_user
from timeline.models import Phase

pytestmark = pytest.mark.django_db(transaction=True)
RECORDS = 12
E0, S0 = "Planning", "Planificación"


@pytest.fixture
def user(shared_database: None) -> User:
    return make_user(is_superuser=True)


def letters(number: int) -> str:
    return "texto " + chr(ord("a") + number // 26) + chr(ord("a") + number % 26)


def overlapping(data: bytes, number: int) -> bytes:
    """A file with words for four of the records, in random order."""
    random, file = Random(number), polib.pofile(data.decode() + "\n")
    entries = random.sample([each for each in file if each.msgid.startswith(E0)], 4)
    for entry in entries:
        entry.msgstr = letters(number)
    file[:] = entries
    return str(file).encode()


def overwriting(data: bytes, texts: list[str]) -> ChosenWords:
    """A choice that overwrites whatever these texts are now."""
    lines = [entry.line for entry in open_file(data).entries]
    hashes = [text_hash(f"{TranslationState.DRAFT} {text}") for text in texts]
    tokens = (f"{line}-{Effect.CONFLICT}-{each}" for line in lines for each in hashes)
    return ChosenWords(EVERY, frozenset(tokens))


def applied(key: int, choice: ChosenWords) -> Import:
    user = User.objects.get()
    word_import = Import.objects.get(pk=key)
    return apply(word_import, choice, rights_of(user), by=user, at=AT)


def spanish() -> dict[int, str]:
    phases: Any = Phase.objects.all()
    return {each.pk: each.title_es or "" for each in phases}


def reported(word_import: Import) -> list[tuple[str, str, str]]:
    return list(word_import.entries.values_list("context", "before", "after"))


def serial_order() -> list[int]:
    """An order of the imports that explains every word. Raises CycleError if there is none."""
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for key in Import.objects.values_list("pk", flat=True):
        sorter.add(key)
    for context in set(ImportEntry.objects.values_list("context", flat=True)):
        for earlier, later in pairwise(_chain(context)):
            sorter.add(later.word_import_id, earlier.word_import_id)
    return list(sorter.static_order())


def _chain(context: str) -> list[ImportEntry]:
    """The entries of one place, each on top of the words of the one before."""
    by_before = {each.before: each for each in ImportEntry.objects.filter(context=context)}
    chain, text = [], ""
    while entry := by_before.pop(text, None):
        chain.append(entry)
        text = entry.after
    assert not by_before, "an overwrite that was not reported"
    return chain


def test_overlapping_imports_end_as_one_after_the_other_would(user: User) -> None:
    count = 50 if connection.vendor == "postgresql" else 10
    district = make_district()
    for number in range(1, RECORDS + 1):
        make_phase(district, number, title=f"{E0} {chr(64 + number)}")
    data = exported()
    files = [overlapping(data, number) for number in range(count)]
    texts = [letters(number) for number in range(count)]
    choices = [overwriting(file, texts) for file in files]
    kept = [_kept(user, file) for file in files]
    results = at_once(*map(partial(partial, applied), kept, choices))
    assert [each for each in results if isinstance(each, Exception)] == []
    assert all(len(reported(each)) == 4 for each in results)
    order, ends, reports = serial_order(), spanish(), [reported(each) for each in results]

    for record in Phase.objects.all():
        rewrite(record, title_es="")
    again = {key: _kept(user, file) for key, file in zip(kept, files, strict=True)}
    redone = {key: applied(again[key], choices[kept.index(key)]) for key in order}
    assert spanish() == ends
    assert [reported(redone[key]) for key in kept] == reports
    assert len(order) == count


def _kept(user: User, file: bytes) -> int:
    return Import.objects.create(user=user, language="es", file_name="w.po", upload=file).pk


def test_of_two_clicks_one_counts(user: User) -> None:
    make_phase(make_district(), title=E0)
    word_import = keep(user, "es", "words.po", rewritten(exported(), {E0: S0}))
    results = at_once(*[partial(applied, word_import.pk, ChosenWords(EVERY))] * 3)
    assert sorted(type(each).__name__ for each in results) == [
        "AlreadyAppliedError",
        "AlreadyAppliedError",
        "Import",
    ]
    assert AlreadyAppliedError.__name__ in {type(each).__name__ for each in results}


def test_english_that_is_edited_meanwhile_never_ends_as_fresh(user: User) -> None:
    record: Any = make_phase(make_district(), title=E0)
    for number in range(8):
        english = Phase.objects.get().title
        data = rewritten(exported(), {english: letters(number)})
        results = at_once(
            partial(rewrite, record, title_en=f"{E0} {letters(number)}"),
            partial(brought, data, user),
        )
        assert [each for each in results if isinstance(each, Exception)] == []
        unit = Unit.objects.get(field="title", language="es")
        assert unit.status == TranslationState.STALE
        assert spanish() == {record.pk: letters(number)}
