"""Forms that families send: without a script, without a cookie, and stored once.

A view calls `answer_form` and is marked by `@open_to_posts`; its template includes
`feedback/form.html`. See docs/decisions/0035-forms-without-cookies.md.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError, transaction
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from accounts import limits
from accounts.clients import client_address
from districts.pages import DistrictPage
from feedback.models import Received
from feedback.tokens import Token, new_token, read_token
from languages.characters import is_blank
from languages.middleware import language_of_path
from languages.registry import LANGUAGES
from publishing.pages import PageRequest

F = TypeVar("F", bound="PublicForm")
LEAST_TIME = timedelta(seconds=2)  # nobody reads and fills in a form faster
MOST = 30  # forms that one client may send in 15 minutes: a whole school has one address
TOKEN, TRAP = "token", "website"
MANY = "many"
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)
WRITTEN = ("text", "contact", "email")  # the fields of all forms in which people write


class LanguageSelect(forms.Select):
    """Names of languages, each marked as words of its language."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        """An option with `lang` and `dir`."""
        option = super().create_option(name, value, *rest, **more)
        language = LANGUAGES[str(value)]
        option["attrs"] |= {"lang": language.code, "dir": language.direction}
        return option


class LanguageField(forms.ChoiceField):
    """One of the site's languages, by its own name."""

    def __init__(self, **given: Any) -> None:
        names = [(code, each.own_name) for code, each in LANGUAGES.items()]
        super().__init__(choices=names, widget=LanguageSelect, **given)


class PublicForm(forms.Form):
    """A form that anybody may send for the district of a page.

    A subclass has a `name` of its own, names the part of the privacy page that is about it, and
    says in `make` which row it stores, of one of its `models`. After `answer_form`, `is_stored`
    tells that the row is there; otherwise the page is shown with `status`.
    """

    name: ClassVar[str]
    privacy: ClassVar[str]
    models: ClassVar[tuple[type[Received], ...]]
    is_stored = False

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    # Programs fill in every field, and like one with this name.
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty."),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, page: DistrictPage, **given: Any) -> None:
        super().__init__(label_suffix="", **given)
        self.page = page

    @property
    def trap(self) -> forms.BoundField:
        """The field that people leave empty."""
        return self[TRAP]

    @property
    def seen_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [field for field in self.visible_fields() if field.name != TRAP]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the fields: the id of a field, or "", and a sentence."""
        # Of several buttons each has an id, and all of them together have none.
        found = {field.name: field.id_for_label or f"{field.auto_id}_0" for field in self}
        ids = {NON_FIELD_ERRORS: "", **found}
        return [(ids[name], str(said)) for name in ids for said in self.errors.get(name, [])]

    @property
    def status(self) -> HTTPStatus:
        """The status of the page that shows the form."""
        if self.has_error(NON_FIELD_ERRORS, MANY):
            return HTTPStatus.TOO_MANY_REQUESTS
        return HTTPStatus.BAD_REQUEST if self.is_bound else HTTPStatus.OK

    def make(self) -> Received:
        """The row to store, of a valid form, without what all rows have."""
        raise NotImplementedError("each form says which row it stores")

    def after(self, row: Any) -> None:
        """Called in the transaction that has stored the row, such as to send a message."""

    def clean_website(self) -> str:
        """Refuse what only programs fill in."""
        if self.cleaned_data[TRAP]:
            raise ValidationError(_("Leave this field empty."), code="trap")
        return ""


def open_to_posts(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a family's page that takes POST from anybody. Its answers are kept nowhere."""

    @csrf_exempt
    @wraps(view)
    def answer(request: PageRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        response = view(request, *arguments, **named)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    answer.is_open_to_posts = True  # type: ignore[attr-defined]
    return answer


def is_open_to_posts(view: Any) -> bool:
    """Whether `open_to_posts` marks a view."""
    return getattr(view, "is_open_to_posts", False)


def written_by(request: PageRequest) -> list[str]:
    """What somebody has written in a form that no page takes any more; nothing if it is no form."""
    if request.method != "POST" or not language_of_path(request.path_info):
        return []
    try:
        sent = request.POST
    except UNREADABLE:
        return []
    return [text for name in WRITTEN if not is_blank(text := sent.get(name, ""))]


def answer_form(
    request: PageRequest,
    page: DistrictPage,
    kind: type[F],
    initial: dict[str, Any] | None = None,
    **about: Any,
) -> F:
    """The form of a page: a new one, or what was sent, which is stored if nothing is wrong.

    What was sent before counts as stored. If it is to be sent again, all that was typed is in it.
    `about` is what the form needs to know besides the page.
    """
    now = timezone.now()
    fresh = new_token(kind.name, page.district.pk, now)
    if request.method != "POST":
        return kind(page, **about, initial={**(initial or {}), TOKEN: fresh})
    sent = request.POST.copy()
    form = kind(page, **about, data=sent)
    try:
        _receive(request, form, now)
    except ValidationError as problem:
        form.is_valid()
        form.add_error(None, problem)
        sent[TOKEN] = fresh
    return form


def _receive(request: PageRequest, form: PublicForm, now: datetime) -> None:
    """Store a valid form. Raises ValidationError if it is to be sent again with another token."""
    token = read_token(form.data.get(TOKEN, ""), form.name, form.page.district.pk)
    if token is None:
        raise ValidationError(_expired())
    digest = _digest(form, token)
    form.is_stored = _was_stored(form, token, digest)
    if form.is_stored:
        return
    if token.is_over(now):
        raise ValidationError(_expired())
    if form.is_valid():
        _check_pace(request, form, now - token.at)
        _store(form, token, digest)
        form.is_stored = True


def _digest(form: PublicForm, token: Token) -> str:
    """A keyed hash of what was typed, which only tells whether one token came with two texts."""
    data: Any = form.data
    typed = [(name, data.getlist(name)) for name in form.fields if name != TOKEN]
    return salted_hmac(f"feedback {token.id}", repr(typed), algorithm="sha256").hexdigest()


def _was_stored(form: PublicForm, token: Token, digest: str) -> bool:
    """Whether the same was sent before. Raises ValidationError for another text."""
    rows = (each._default_manager.filter(token=token.id).first() for each in form.models)
    earlier = next(filter(None, rows), None)
    if earlier and earlier.digest != digest:
        said = _(
            "Your first message has arrived. What you changed since is not sent yet."
            " Send it again, and it arrives as a second message."
        )
        raise ValidationError(said)
    return earlier is not None


def _check_pace(request: PageRequest, form: PublicForm, taken: timedelta) -> None:
    """Raise ValidationError for what is sent too fast, or too often by one client."""
    if taken < LEAST_TIME:
        raise ValidationError(
            _("That was very fast. Please check what you typed, and send it again.")
        )
    address = client_address(request)
    attempt = limits.begin(f"form {form.name} {address}", f"form {address}", most_together=MOST)
    attempt.failed()  # it counts, although nothing failed
    if attempt.is_refused:
        said = _(
            "Many messages have come from your internet connection. What you typed is still here."
            " Please wait 15 minutes, and send it again."
        )
        raise ValidationError(said, code=MANY)


def _store(form: PublicForm, token: Token, digest: str) -> None:
    row = form.make()
    row.token, row.digest = token.id, digest
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            form.after(row)
    except IntegrityError:
        if not _was_stored(form, token, digest):  # by another request at the same moment
            raise


def _expired() -> str:
    return _("This page was open for too long. What you typed is still here. Please send it again.")
