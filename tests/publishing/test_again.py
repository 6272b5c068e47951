"""A user who is signed out meanwhile, or signs in again, loses nothing that was typed."""

from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.models import District
from events.models import Meeting
from publishing.submissions import TOKEN
from tests.admin_forms import filled, read
from tests.factories import PASSWORD, make_membership, make_user
from tests.publishing.acts import ACTS
from tests.publishing.office import counted, open_office
from tests.publishing.ways import WAYS
from timeline.models import Milestone, Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = reverse("admin:timeline_phase_add")
LOGIN = reverse("admin:login")
OUT = "You are no longer signed in, so nothing has been saved yet."
AGAIN = "Since you opened this page, you have signed in again in another tab."
NOT_TYPED = {"csrfmiddlewaretoken", TOKEN, "opened", "seen", "stamps", "_draft"}
TYPED = 'Planning of "2021" & <b>more</b>'


class Browser(Client):
    """Checks the tokens of forms, and says where it sends them from, over http or https."""

    def __init__(self, scheme: str) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.scheme = scheme

    def get(self, path: str, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        response: Any = super().get(path, secure=self.scheme == "https")
        return self.get(response.url) if response.status_code == 302 else response

    def send(self, path: str, data: Any, **headers: Any) -> Any:
        headers = headers or {"HTTP_ORIGIN": f"{self.scheme}://testserver"}
        return self.post(path, data, secure=self.scheme == "https", **headers)

    def sign_in(self, name: str = "root") -> Any:
        page = {**read_login(self.get(LOGIN)), "username": name, "password": PASSWORD}
        return self.send(LOGIN, page)

    def sign_out(self) -> None:
        """As in another tab: the open page has a token that is still valid."""
        del self.cookies[settings.SESSION_COOKIE_NAME]


def read_login(response: Any) -> dict[str, Any]:
    return {"csrfmiddlewaretoken": str(response.context["csrf_token"])}


@pytest.fixture(params=["http", "https"])
def browser(request: pytest.FixtureRequest) -> Browser:
    open_office()
    browser = Browser(request.param)
    browser.sign_in()
    return browser


@pytest.fixture
def page(browser: Browser) -> dict[str, Any]:
    """A page that adds a phase, with all that is needed typed."""
    typed = {"district": str(District.objects.get().pk), "number": "7", "title_en": TYPED}
    return filled(browser.get(ADD), **typed)


def signed_in(response: Any, name: str = "root", password: str = PASSWORD) -> dict[str, Any]:
    """What the page that asks to sign in sends then."""
    return {**hidden(response), "sign-in-username": name, "sign-in-password": password}


def hidden(response: Any) -> dict[str, Any]:
    """What a page with the fields of another one would send."""
    fields = dict(response.context["sent"])
    return {**fields, "csrfmiddlewaretoken": str(response.context["csrf_token"])}


def test_who_is_signed_out_signs_in_there_and_finds_what_was_typed(
    browser: Browser, page: dict[str, Any]
) -> None:
    browser.sign_out()
    asked = browser.send(ADD, page)
    assert asked.status_code == 403
    assert OUT in " ".join(asked.content.decode().split())
    assert "<b>more" not in asked.content.decode()
    wrong = browser.send(ADD, signed_in(asked, password="wrong"))
    assert "Please enter the correct username and password" in wrong.content.decode()
    shown = browser.send(ADD, signed_in(wrong))
    assert "You are signed in again." in shown.content.decode()
    assert not Phase.objects.filter(number=7).exists()
    sent = filled(shown)
    assert sent["title_en"] == [TYPED]
    assert not [name for name in sent if name.startswith("sign-in")]
    assert browser.send(ADD, sent).status_code == 302
    assert str(Phase.objects.get(number=7)) == f"7 · {TYPED}"


def test_who_signs_in_has_ones_own_rights_alone(browser: Browser, page: dict[str, Any]) -> None:
    make_membership(make_user("ana"), "translator", district=District.objects.get(), language="es")
    browser.sign_out()
    asked = browser.send(ADD, page)
    assert browser.send(ADD, signed_in(asked, "ana")).status_code == 403
    assert not Phase.objects.filter(number=7).exists()


def test_who_has_signed_in_again_elsewhere_finds_what_was_typed(
    browser: Browser, page: dict[str, Any]
) -> None:
    browser.sign_in()
    shown = browser.send(ADD, page)
    assert shown.status_code == 200
    assert AGAIN in shown.content.decode()
    assert "no right" not in shown.content.decode()
    assert not Phase.objects.filter(number=7).exists()
    assert browser.send(ADD, filled(shown)).status_code == 302
    assert Phase.objects.filter(number=7).exists()


def test_a_translation_that_was_typed_is_kept(browser: Browser) -> None:
    milestone = Milestone.objects.get()
    unit = milestone.units.get(language="es", field="title")
    address = reverse("desk_unit", args=["es", unit.pk])
    typed = {"text": "La junta decide", "act": "save"}
    page = filled(browser.get(address), **typed)
    browser.sign_in()
    again = browser.send(address, page)
    assert AGAIN in again.content.decode()
    browser.sign_out()
    asked = browser.send(address, filled(again, **typed))
    shown = browser.send(address, signed_in(asked))
    assert filled(shown)["text"] == ["La junta decide"]
    assert browser.send(address, filled(shown, act="save")).status_code == 302
    found: Any = Milestone.objects.get()
    assert found.title_es == "La junta decide"


@pytest.mark.parametrize("name", WAYS)
def test_nothing_is_stored_of_a_form_with_a_token_of_before(name: str) -> None:
    office, browser = open_office(), Browser("http")
    browser.sign_in()
    address, data = WAYS[name](office, Random(0))
    before = counted()
    answer = browser.send(address, data)
    assert counted() == before
    assert AGAIN in answer.content.decode()
    if name == "upload of words":
        assert "Choose it again" in answer.content.decode()


def test_what_was_chosen_on_pages_that_are_no_form_of_a_record_is_kept() -> None:
    office, browser = open_office(), Browser("http")
    browser.sign_in()
    for name, way in ACTS.items():
        address, data = way(office, Random(0))
        before = counted()
        answer = browser.send(address, data)
        assert counted() == before, name
        assert AGAIN in answer.content.decode(), name
        kept = read(answer).sent
        for key in {*data} - NOT_TYPED:
            typed = data[key] if isinstance(data[key], list) else [str(data[key])]
            assert {*typed} <= {*kept.get(key, [""])}, (name, key)


def test_what_cannot_be_shown_is_sent_again_when_asked_for(browser: Browser) -> None:
    address = reverse("admin:events_meeting_changelist")
    chosen = {"action": "duplicate_selected", "_selected_action": str(Meeting.objects.get().pk)}
    page = {**read_login(browser.get(address)), **chosen}
    browser.sign_in()
    answer = browser.send(address, page)
    assert answer.status_code == 403
    assert Meeting.objects.count() == 1
    browser.send(address, {**hidden(answer), TOKEN: read(answer).sent[TOKEN]})
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.elsewhere.example"},
        {"HTTP_REFERER": "https://elsewhere.example/http://testserver/"},
        {"HTTP_USER_AGENT": "without either"},
    ],
)
def test_what_another_site_sends_is_refused(
    browser: Browser, page: dict[str, Any], headers: dict[str, str]
) -> None:
    answer = browser.send(ADD, {**page, "csrfmiddlewaretoken": "x" * 32}, **headers)
    assert answer.status_code == 403
    assert "Another site has sent this form" in answer.content.decode()
    assert "Planning" not in answer.content.decode()
    assert not Phase.objects.filter(number=7).exists()


def test_the_page_that_sent_it_says_so_where_its_origin_does_not(
    browser: Browser, page: dict[str, Any]
) -> None:
    browser.sign_in()
    referer = f"{browser.scheme}://testserver{ADD}"
    assert AGAIN in browser.send(ADD, page, HTTP_REFERER=referer).content.decode()


def test_nobody_is_signed_in_by_a_form_with_a_wrong_token(
    browser: Browser, page: dict[str, Any]
) -> None:
    browser.sign_out()
    asked = browser.send(ADD, page)
    answer = browser.send(ADD, {**signed_in(asked), "csrfmiddlewaretoken": "x" * 32})
    assert OUT in " ".join(answer.content.decode().split())
    assert settings.SESSION_COOKIE_NAME not in browser.cookies


def test_who_signs_in_in_two_tabs_is_signed_in(browser: Browser) -> None:
    tab = Browser(browser.scheme)
    opened = {**read_login(tab.get(LOGIN)), "username": "root", "password": PASSWORD}
    tab.sign_in()
    assert tab.send(LOGIN, opened).headers["Location"] == reverse("admin:index")
    tab.sign_out()
    asked = tab.send(LOGIN, {**opened, "csrfmiddlewaretoken": "x" * 32})
    assert asked.status_code == 200
    assert "id_username" in asked.content.decode()


def test_who_signs_out_in_an_old_tab_is_asked_once_more(browser: Browser) -> None:
    token = read_login(browser.get(ADD))
    browser.sign_in()
    answer = browser.send(reverse("admin:logout"), token)
    assert AGAIN in answer.content.decode()
    assert browser.get(ADD).status_code == 200
    browser.send(reverse("admin:logout"), hidden(answer))
    assert (
        settings.SESSION_COOKIE_NAME not in browser.cookies
        or not browser.cookies[settings.SESSION_COOKIE_NAME].value
    )


def test_a_password_is_not_kept_in_the_page(browser: Browser) -> None:
    address = reverse("admin:auth_user_add")
    page = filled(browser.get(address), username="ana", password1="secret words", password2="other")
    browser.sign_out()
    asked = browser.send(address, page)
    assert "secret words" not in asked.content.decode()
    assert filled(browser.send(address, signed_in(asked)))["username"] == ["ana"]
    assert not User.objects.filter(username="ana").exists()


def test_a_file_is_chosen_again(browser: Browser) -> None:
    address = reverse("admin:districts_school_import")
    district = str(District.objects.get().pk)
    file = SimpleUploadedFile("schools.csv", b"name\nEast\n")
    page = filled(browser.get(address), district=district, file=file)
    browser.sign_out()
    asked = browser.send(address, page)
    assert "Choose it again" in asked.content.decode()
    assert "schools.csv" in asked.content.decode()
    assert filled(browser.send(address, signed_in(asked)))["district"] == [district]


def test_more_than_a_form_holds_is_not_kept(browser: Browser) -> None:
    token = read_login(browser.get(ADD))
    browser.sign_out()
    size = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    assert browser.send(ADD, {**token, "title_en": "x" * size}).status_code == 413
