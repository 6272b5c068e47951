"""What has to be stored of an old page, and what the page has to ask about."""

from collections import Counter
from typing import Any

from tests.publishing.random_edits import Edit, State, formsets
from tests.publishing.two_editors import errors


def conflicts(base: State, before: State, edit: Edit) -> set[Any]:
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


def lost(edit: Edit, told: dict[str, str]) -> set[Any]:
    """The fields that are fixed by now: the page says what had been typed there."""
    said = told.get("__all__", "")
    return {key for key, typed in edit.stored.items() if f"You typed: “{typed}”" in said}


def asked(answer: Any) -> dict[str, Any]:
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


def assert_stored(
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
