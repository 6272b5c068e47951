"""Random edits of an admin page: what a person types, and what should be stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django import forms

from languages.clock_forms import WallTimeField
from languages.forms import LanguageField, PartialDateFormField

Key = tuple[str, str, str]
"""A stored field: the prefix of its rows ("" for the page's own record), its key and name."""
Row = tuple[str, str]
State = dict[Key, Any]
WORDS = {
    "slug": "place-{}",
    "phone": "+1 303 555 010{}",
    "helpline_phone": "+1 303 555 010{}",
    "ask_contact": "office{}@example.org",
    "email": "office{}@example.org",
    "username": "user{}",
}
LANGUAGES = (("Hmong", "hmn"), ("Somali", "so"), ("Thai", "th"), ("Lao", "lo"))
MONTHS = ("May", "June", "July", "August")
HIDDEN = {"withdrawn": "draft"}  # whichever is typed, the record tells the two apart
LEFT_ALONE = (WallTimeField, forms.MultipleChoiceField)


@dataclass
class Edit:
    """What somebody typed: `sent` by the names of the inputs, `stored` what becomes of it.

    `deleted` rows are ticked; `added` are the prefixes of new ones, with what is stored of them.
    """

    sent: dict[str, Any] = field(default_factory=dict)
    stored: State = field(default_factory=dict)
    deleted: set[Row] = field(default_factory=set)
    added: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def formsets(page: Any) -> Iterator[Any]:
    """Those of a page whose rows can be changed."""
    for rows in page.context["inline_admin_formsets"]:
        if rows.has_change_permission:
            yield rows.formset


def state_of(page: Any) -> State:
    """The present values of all fields of an open page, and of its rows."""
    form = page.context["adminform"].form
    found = _stored(form, "", type(form.instance)._default_manager.get(pk=form.instance.pk))
    for rows in formsets(page):
        for row in rows.model._default_manager.filter(**{rows.fk.name: form.instance.pk}):
            found |= _stored(rows.empty_form, rows.prefix, row)
    return found


def random_edit(page: Any, random: Random) -> Edit:
    """One to three fields are typed in; at times a row is deleted, or added."""
    form, edit = page.context["adminform"].form, Edit()
    offered = [(form, "", name) for name in _names(form)]
    for rows in formsets(page):
        for row in rows.initial_forms:
            if rows.can_delete and random.random() < 0.2:
                edit.deleted.add((rows.prefix, str(row.instance.pk)))
                edit.sent[f"{row.prefix}-DELETE"] = "on"
            else:
                offered += [(row, rows.prefix, name) for name in _names(row)]
        if rows.can_delete and random.random() < 0.1:
            _add(rows, edit, random)
    base = state_of(page)
    # Few fields with few values, so that edits conflict often.
    few = [*offered[1:5], *offered[5:][-3:]]
    for each, prefix, name in random.sample(few, k=random.randint(1, min(3, len(few)))):
        edit.sent[each.add_prefix(name)], stored = _typed(each.fields[name], name, random)
        if stored != base[key := (prefix, str(each.instance.pk), name)]:
            edit.stored[key] = stored
    return edit


def _add(rows: Any, edit: Edit, random: Random) -> None:
    number, stored = rows.initial_form_count(), {}
    for name in _names(rows.empty_form):
        sent, stored[name] = _typed(rows.empty_form.fields[name], name, random)
        edit.sent[f"{rows.prefix}-{number}-{name}"] = sent
    edit.sent[f"{rows.prefix}-TOTAL_FORMS"] = str(number + 1)
    if any(stored.values()):
        edit.added.append((rows.prefix, stored))


def _names(form: Any) -> list[str]:
    meta = form._meta.model._meta
    stored = {column.name for column in (*meta.fields, *meta.many_to_many)} - {"id", "password"}
    fields = {name: form.fields[name] for name in form.fields if name in stored}
    return [
        name
        for name, each in fields.items()
        if not each.widget.is_hidden and not isinstance(each, LEFT_ALONE)
    ]


def _stored(form: Any, prefix: str, record: Any) -> State:
    return {(prefix, str(record.pk), name): _plain(record, name) for name in _names(form)}


def _plain(record: Any, name: str) -> str:
    column = record._meta.get_field(name)
    if column.many_to_many:
        return repr(sorted(getattr(record, name).values_list("pk", flat=True)))
    value = getattr(record, column.attname)
    return "" if value is None else HIDDEN.get(str(value), str(value))


def _typed(form_field: Any, name: str, random: Random) -> tuple[Any, str]:
    """What is sent, and what is stored of it."""
    number = random.randrange(4)
    offered = [str(key) for key, _ in getattr(form_field, "choices", ())]
    match form_field:
        case forms.ModelMultipleChoiceField():
            chosen = sorted(key for key in offered if random.random() < 0.5)
            return chosen, repr([int(key) for key in chosen])
        case forms.BooleanField():
            return ("on", "True") if number % 2 else ([], "False")
        case PartialDateFormField():
            return f"{MONTHS[number]} 2021", f"2021-0{5 + number}"
        case LanguageField():
            return LANGUAGES[number]
    typed = random.choice(offered) if offered else _text(form_field, name, number)
    return typed, HIDDEN.get(typed, typed)


def _text(form_field: Any, name: str, number: int) -> str:
    match form_field:
        case forms.DateField():
            return f"2021-04-0{1 + number}"
        case forms.IntegerField():
            return str(10 + number)
        case forms.URLField():
            return f"https://example.org/{number}"
    return WORDS[name].format(number) if name in WORDS else f"Words {'abcd'[number] * 3}"
