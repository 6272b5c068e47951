"""Admin pages that ask why a meeting is published before it is translated."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from languages.cleaning import EnglishField
from publishing.models import Publishable
from publishing.readiness import Lack, lacks, named, needs_reason
from publishing.states import PublicationState
from publishing.withdrawing_admin import REASON, QuestionError, WithdrawingAdmin

P = TypeVar("P", bound=Publishable)


class ReasonForm(forms.Form):
    """Why something is published before all its readers can read it in their languages."""

    publish_anyway = EnglishField(label="Reason for publishing it now", max_length=300)


class UnreadyError(QuestionError):
    """Readers of a language would not see all of these records in it; `unready` says what."""

    name = REASON
    title = "Publish this before it is translated?"
    template = "admin/unready_confirmation.html"

    def __init__(self, unready: list[tuple[Any, list[Lack]]], form: ReasonForm) -> None:
        said = "Readers of some languages would not see all of it in their own."
        super().__init__(said, unready=unready, reason=form)


class ReadinessAdmin(WithdrawingAdmin[P]):
    """Shows what is not translated, and keeps the reason for publishing it all the same."""

    def ask_reason(
        self, request: HttpRequest, records: Iterable[Any], *, moved: bool = False
    ) -> None:
        """Log the reason with each record that needs one. Raises UnreadyError without a reason.

        For what has `moved`, only translations that may still tell the earlier time need one.
        """
        now = timezone.now()
        unready = [(each, found) for each in records if (found := needs_reason(each, now))]
        if not unready or (moved and not any(each.is_stale for _, f in unready for each in f)):
            return
        form = ReasonForm(request.POST if REASON in request.POST else None)
        if not form.is_valid():
            raise UnreadyError(unready, form)
        for record, found in unready:
            said = f"Published before it is translated into {named(found)}. Reason: "
            self.log_change(request, record, said + form.cleaned_data[REASON])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Ask if the record becomes public, or moves, with what has just been saved."""
        super().save_related(request, form, formsets, change)
        record = form.instance
        changed, settled = {*form.changed_data}, {*getattr(record, "settled_fields", ())}
        shown = bool(changed & record.shown_by())
        if record.state == PublicationState.PUBLISHED and (shown or changed & settled):
            self.ask_reason(request, [record], moved=not shown)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what readers would see in the languages of the district."""
        obj = kwargs.get("obj")
        context |= {"lacks": lacks(obj) if obj else []}
        return super().render_change_form(request, context, *args, **kwargs)

    def tell_of_languages(self, request: HttpRequest, record: P) -> None:
        """Say what readers do not see in their languages of a public record; with the queues."""
        if found := lacks(record):
            queues = ((reverse("desk_queue", args=[each.language.code]), each) for each in found)
            said = format_html(
                "Not ready in these languages: {}. Readers see the English in place of what is "
                "missing, and a notice with what is out of date.",
                format_html_join("; ", '<a href="{}">{}</a>', queues),
            )
            self.message_user(request, said, messages.WARNING)
