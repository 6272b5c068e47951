"""Two users who have the same admin page open."""

from typing import Any

from django.db.models import Model
from django.test import Client

from districts.models import District
from tests.admin_forms import filled, page
from tests.client import StaffClient, anew
from tests.factories import make_membership, make_user


class Editor(StaffClient):
    """Sends a page that somebody else has opened as one's own, and confirms what it withdraws."""

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        answer = super().post(path, anew(data), *args, **kwargs)
        loss = (answer.context or {}).get("loss")
        confirmed = {**anew(data), "withdraw": loss.token} if loss else None
        return super().post(path, confirmed, *args, **kwargs) if loss else answer


def signed_in(user: Any) -> Client:
    client = Editor()
    client.force_login(user)
    return client


def make_editor(name: str, district: District | None = None) -> Client:
    user = make_user(name)
    make_membership(user, district=district)
    return signed_in(user)


def errors(response: Any) -> dict[str, str]:
    """What the page says of each field, "" where it says nothing; rows by their prefix."""
    context = response.context
    forms = [context["adminform"].form]
    forms += [form for rows in context["inline_admin_formsets"] for form in rows.formset.forms]
    return {
        form.add_prefix(name).removesuffix("-__all__"): str(found)
        for form in forms
        for name, found in form.errors.items()
    }


def both(first: Client, second: Client, record: Model, one: Any, other: Any) -> Any:
    """Both open the page; what one typed is saved, then what the other did: the second answer."""
    opened = first.get(page(record))
    assert first.post(page(record), filled(opened, **one)).status_code == 302
    return second.post(page(record), filled(opened, **other))
