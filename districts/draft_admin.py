"""Admin pages on which changes to a public record can be saved as a draft beside it."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from districts.access import rights_of
from districts.preview_admin import PreviewingAdmin, asks_preview
from languages.staff_hours import said_moment
from publishing.history import note
from publishing.history_entries import SAVED_DRAFT
from publishing.models import Publishable
from publishing.saved_drafts import LIMIT, SavedDraft, as_sent, draft_of, keep_draft
from publishing.states import PublicationState
from publishing.withdrawing_admin import ANSWERS

P = TypeVar("P", bound=Publishable)
SAVE = "_draft"  # the button
SEEN, REPLACE = "_draft_seen", "_replace_draft"  # stamps of the draft shown, and of one to replace
DRAFT, OPEN, WRITE, DISCARD = "draft", "open", "write", "discard"  # in the address
NONE_LEFT = "There is no draft of this any more. It was published or discarded."
KEPT = "Saved as a draft. Families see no change until it is opened and saved."
# Buttons that are not on a page on which only a draft is written.
NO_BUTTONS = ("show_save", "show_save_and_continue", "show_save_and_add_another", "show_delete")


def writes_draft(request: HttpRequest) -> bool:
    """Whether what the page saves can only be a draft, since its user may not publish."""
    return bool(getattr(request, "writes_draft", False))


class DraftingAdmin(PreviewingAdmin[P]):
    """A draft holds what was typed; it is published by opening it and saving the form.

    Editors who may not publish write it on a page of its own, on which nothing else is saved.
    """

    def may_draft(self, request: HttpRequest, obj: Publishable) -> bool:
        """For editors of the record's district."""
        return rights_of(request.user).edits(obj.district_key)

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Save, open or discard a draft, where the address or the button says so."""
        show = partial(super().changeform_view, request, object_id, form_url)
        about_draft = DRAFT in request.GET or SAVE in request.POST
        record = self.get_object(request, unquote(object_id or "")) if about_draft else None
        if record is None:
            return show(extra_context)
        if not self.may_draft(request, record):
            raise PermissionDenied
        if request.GET.get(DRAFT) == DISCARD:
            return self._discard_draft(request, record)
        is_public = record.state == PublicationState.PUBLISHED
        request.writes_draft = is_public and not self.has_publish_permission(request, record)
        act = self._draft_act(request)
        if act is None and not writes_draft(request):
            return show(extra_context)
        context = act(request, record) if act else {}
        if context is None:
            messages.info(request, NONE_LEFT)
            return HttpResponseRedirect(request.path)
        with transaction.atomic():
            shown = show({**(extra_context or {}), **context})
            transaction.set_rollback(True)
        return shown

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Once everything is saved, remove the draft that was opened and nobody has replaced."""
        super().save_related(request, form, formsets, change)
        seen = request.POST.get(SEEN)
        draft = draft_of(form.instance) if seen else None
        if draft and draft.stamp == seen:
            draft.delete()
        elif draft:
            said = f"There is a newer draft of this, by {draft.who}. It was kept."
            self.message_user(request, said, messages.WARNING)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the draft that waits, and the button if the record is public or scheduled."""
        obj: Any = kwargs.get("obj")
        if obj and self.may_draft(request, obj):
            draft, only_draft = draft_of(obj), writes_draft(request)
            publishes = self.has_publish_permission(request, obj)
            public = obj.state == PublicationState.PUBLISHED
            context |= {
                "draft": draft,
                "draft_when": draft and said_moment(draft.at, obj.zone),
                "draft_seen": context.get("draft_seen", request.POST.get(SEEN, "")),
                "draft_differs": _differences(context) if "is_kept_draft" in context else [],
                "may_draft": public and (publishes or only_draft),
                "may_begin_draft": public and not publishes and not draft and not only_draft,
                "only_draft": only_draft,
                **(dict.fromkeys(NO_BUTTONS, False) if only_draft else {}),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _draft_act(self, request: Any) -> "Callable[[Any, P], dict[str, Any] | None] | None":
        """What the request asks for, None if it is only about the form."""
        if hasattr(request, "typed") or hasattr(request, "unsaved"):
            return None
        if request.method == "POST":
            only_draft = writes_draft(request) and not asks_preview(request)
            return self._save_draft if SAVE in request.POST or only_draft else None
        return self._open_draft if request.GET.get(DRAFT) == OPEN else None

    def _open_draft(self, request: Any, record: Any) -> dict[str, Any] | None:
        """Make the request one that sends the draft, to be shown only; None if there is none."""
        draft = draft_of(record)
        if draft is None:
            return None
        request.method, request.POST = "POST", draft.fields
        request.unsaved = "This is a draft."
        said = f"This is the draft by {draft.who} of {said_moment(draft.at, record.zone)}."
        who = "a publisher opens it and saves it" if writes_draft(request) else "you save it"
        messages.warning(request, f"{said} Families see no change until {who}.")
        return {"draft_seen": draft.stamp, "is_kept_draft": True}

    def _save_draft(self, request: Any, record: P) -> dict[str, Any]:
        """Keep what was typed as a draft, and what the page has to say then."""
        sent = as_sent(request, *ANSWERS)
        request.unsaved = "It is a draft."
        if len(sent) > LIMIT:
            messages.error(request, "This is too long for a draft. Nothing has been saved yet.")
            return {}
        known = (request.POST.get(SEEN, ""), request.POST.get(REPLACE, ""))
        before = draft_of(record)
        if other := keep_draft(record, request.user, sent, known):
            return {"draft_in_way": other}
        after: Any = draft_of(record)
        if before is None or before.stamp != after.stamp:
            note(record, SAVED_DRAFT)
        messages.success(request, KEPT)
        return {"draft_seen": after.stamp, "is_kept_draft": True}

    def _discard_draft(self, request: Any, record: P) -> HttpResponse:
        """GET: the question. POST: remove the draft that the question showed."""
        draft = draft_of(record)
        if draft is None:
            messages.info(request, NONE_LEFT)
            return HttpResponseRedirect(request.path)
        if request.method == "POST" and not hasattr(request, "unsaved"):
            if request.POST.get(SEEN) == draft.stamp:
                draft.delete()
                note(record, f"Discarded the draft by {draft.who}.")
                messages.success(request, "The draft is discarded. What is public is as it was.")
                return HttpResponseRedirect(request.path)
            messages.warning(request, "Another draft was saved since. Look at it first.")
        return self._ask_to_discard(request, record, draft)

    def _ask_to_discard(self, request: HttpRequest, record: Any, draft: SavedDraft) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Discard the draft?",
            "opts": self.opts,
            "record": record,
            "draft": draft,
            "draft_when": said_moment(draft.at, record.zone),
            "seen": SEEN,
        }
        return TemplateResponse(request, "admin/discard_draft.html", context)


def _differences(context: dict[str, Any]) -> list[str]:
    """The labels of what a draft changes, on the form that shows it."""
    form = context["adminform"].form
    found = [form[name].title for name in form.changed_data]
    for rows in context["inline_admin_formsets"]:
        if rows.has_change_permission and rows.formset.has_changed():
            found.append(str(rows.opts.verbose_name_plural).capitalize())
    return found
