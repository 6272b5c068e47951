"""Who may do what: each line of docs/access.md is tried, and no address lacks a line."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import URLPattern, get_resolver, resolve

from districts.append_only_admin import AppendOnlyAdmin
from districts.models import District, Role
from districts.record_admin import RecordAdmin
from feedback.admin.desk import DeskAdmin
from tests.client import StaffClient, unrendered
from tests.conftest import ForModule
from tests.sro_site.access_acts import ACTS, Try
from tests.sro_site.access_state import ROLES, State, make_state

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TABLE = Path(__file__).parents[2] / "docs" / "access.md"
LOGIN, HOME = "/admin/login/", "/admin/"
ONLY_THERE = [each.label for each in Role]  # whose rights depend on the district
# What decides about the pages that Django's admin has for each model.
DECIDES = {"add": "add", "delete": "delete", "change": "view", "history": "view"}


@dataclass(frozen=True)
class Line:
    """A line of the table: what is done at an address, and what comes of it for each role."""

    act: str
    address: str
    expected: dict[str, str]

    def at(self, records: dict[str, Any]) -> str:
        """The address in one district."""
        keys = {name: getattr(each, "signed", each.pk) for name, each in records.items()}
        return self.address.format(**keys)


def read_lines() -> list[Line]:
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \| (.+) \|$", TABLE.read_text(), re.MULTILINE)
    return [
        Line(act, address, dict(zip(ROLES, cells.split(" | "), strict=True)))
        for act, address, cells in rows
    ]


LINES = read_lines()


@pytest.fixture(scope="module")
def state(for_module: ForModule) -> State:
    return for_module(make_state)


@pytest.mark.parametrize("role", ROLES)
def test_each_line_holds_for_the_role(state: State, role: str) -> None:
    browser = state.client(role)
    wrong = []
    for line in LINES:
        by_district = role in ONLY_THERE and ("{" in line.address or line.act in ACTS)
        places = {"own": state.own, "other": state.other} if by_district else {"own": state.own}
        for place, records in places.items():
            found, wanted = done(state, browser, line, records), wish(line.expected[role], place)
            if found != wanted:
                where = f"{line.act} {line.address}, {place} district"
                wrong.append(f"{where}: {found}, but the table says {wanted}")
    assert not wrong, "\n".join(wrong)


def test_editors_publish_where_their_district_says_so(state: State) -> None:
    District.objects.update(editors_publish=True)
    lines = [line for line in LINES if line.expected["Editor"] == "own*"]
    assert lines
    browser = state.client("Editor")
    for line in lines:
        assert done(state, browser, line, state.own) == "yes", line
        assert done(state, browser, line, state.other) == "no", line


def wish(cell: str, place: str) -> str:
    """What a cell says of a district; an act that asks for a sign-in is not done."""
    allowed = {"own": "yes" if place == "own" else "no", "own*": "no"}
    return allowed.get(cell, cell)


def done(state: State, browser: StaffClient, line: Line, records: dict[str, Any]) -> str:
    """What comes of it: "yes", "no" or "sign in". All is taken back, also in the browser."""
    tried = Try(state, deepcopy(browser), line.at(records), records)
    with transaction.atomic():
        if line.act in ACTS:
            said = "yes" if ACTS[line.act](tried) else "no"
        else:
            said = answer(tried, line.act)
        transaction.set_rollback(True)
    return said


def answer(tried: Try, act: str) -> str:
    send = {"open": tried.client.get, "send": tried.client.post}[act]
    with unrendered():
        response = send(tried.address)
    response.close()
    led_to = response.headers.get("Location", "")
    if led_to.startswith(LOGIN):
        return "sign in"
    led_away = act == "open" and led_to == HOME
    return "yes" if response.status_code in (200, 302) and not led_away else "no"


def test_each_address_of_staff_has_a_line(state: State) -> None:
    known = {key_of(resolve(line.at(state.own).partition("?")[0])) for line in LINES}
    lacking = [
        f"{route} ({pattern.name}): no line of docs/access.md is about it. Add one: | open | "
        f"`/{route}` | yes | no | own | … | sign in |"
        for route, pattern in staff_pages()
        if key_of(pattern) not in known
    ]
    assert not lacking, "\n".join(lacking)


def test_each_act_is_in_the_table_and_each_line_is_known() -> None:
    assert {line.act for line in LINES} == {*ACTS, "open", "send"}


def staff_pages(resolver: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All patterns below /admin/ and /desk/, each with its whole route."""
    for each in (resolver or get_resolver()).url_patterns:
        route = f"{before}{each.pattern}"
        if not isinstance(each, URLPattern):
            yield from staff_pages(each, route)
        elif route.startswith(("admin/", "desk/")):
            yield route, each


def key_of(found: Any) -> tuple[str, str]:
    """What a pattern, or the match of an address, is about: a page that one class decides about.

    The pages of several models are one if the same method decides; a page of our own is one for
    all models that have it.
    """
    name = getattr(found, "url_name", getattr(found, "name", None)) or ""
    view = getattr(found, "func", getattr(found, "callback", None))
    kin = getattr(view, "model_admin", None)
    if kin is None:
        return "", _without_model(name)
    page = name.rpartition("_")[2]
    if not page:
        return RecordAdmin.__name__, ""  # leads on to the page of a record
    decides = f"has_{DECIDES.get(page, 'view')}_permission"
    for base in (RecordAdmin, AppendOnlyAdmin, DeskAdmin):
        if getattr(type(kin), decides) is getattr(base, decides):
            return base.__name__, page
    return type(kin).__name__, page


def _without_model(name: str) -> str:
    metas = (model._meta for model in admin.site._registry)
    prefixes = (f"{meta.app_label}_{meta.model_name}_" for meta in metas)
    return next((name.removeprefix(each) for each in prefixes if name.startswith(each)), name)
