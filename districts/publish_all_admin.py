"""Publishes a district, or a part of it, with all that belongs to it, in one act."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from districts.record_admin import RecordAdmin
from publishing.changes import Way, acting
from publishing.counted import counted_by_model
from publishing.models import Publishable
from publishing.once import StaffRequest, shows_unsaved
from publishing.readiness import lacks, needs_reason
from publishing.readiness_admin import ReasonForm, UnreadyError
from publishing.scheduled_forms import MomentForm
from publishing.stamps import STAMPS, stamp_of
from publishing.state_actions import why_not
from publishing.states import PublicationState
from publishing.together import Candidate, hidden_among, not_public, under

P = TypeVar("P", bound=Publishable)
TEMPLATE = "admin/publish_all.html"
CHOSEN = "chosen"
NOTHING = "Nothing was published: choose what to publish."


class PublishesAll(RecordAdmin[P]):
    """Adds a page that lists all that is not public of a record and of what belongs to it."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.publish_all)
        own = path("<int:key>/publish-all/", view, name=self._page_name)
        return [own, *super().get_urls()]

    def pages_about(self, request: Any, obj: P) -> dict[str, str]:
        """With this page, for those who may publish."""
        own = {self._own_page(obj): "Publish all that belongs to it"}
        may = self.has_publish_permission(request, obj)
        return (own if may else {}) | super().pages_about(request, obj)

    @shows_unsaved
    def publish_all(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: all that is not public, what is ready chosen. POST: publish what was chosen."""
        root: Any = self.get_object(request, str(key))
        if root is None:
            raise Http404
        if not self.has_publish_permission(request, root):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form = MomentForm(sent, root.zone, required=False)
        chosen = None if sent is None else sent.getlist(CHOSEN)
        if chosen == []:
            self.message_user(request, NOTHING, messages.ERROR)
        if not chosen or not form.is_valid() or hasattr(request, "unsaved"):
            return self._page(request, root, form, chosen)
        try:
            with acting(request.staff, way=Way.LIST):
                self._publish_chosen(request, root, chosen, form.cleaned_data["publish_at"])
        except UnreadyError as asked:
            return self._page(request, root, form, chosen, **asked.context)
        return HttpResponseRedirect(self._own_page(root))

    @transaction.atomic
    def _publish_chosen(
        self, request: StaffRequest, root: P, chosen: Iterable[str], at: datetime | None
    ) -> None:
        """Owners first, so that nothing is public before what it belongs to."""
        published: list[Publishable] = []
        asked = 0
        for model, keys in under(root).items():
            kin: Any = self.admin_site._registry[model]
            label = model._meta.label_lower
            wanted = {k for k in keys if f"{label}.{k}" in chosen}
            asked += len(wanted)
            if wanted:
                published += kin.make_public(
                    request, kin.get_queryset(request).filter(pk__in=wanted), at
                )
        if gone := len({*chosen}) - asked:
            self.message_user(request, f"No longer there: {gone}.", messages.WARNING)
        self._tell(request, root, published, at)

    def _tell(
        self, request: StaffRequest, root: P, published: list[Publishable], at: datetime | None
    ) -> None:
        """Say what is public now, or will be, and what something else still hides."""
        if not published:
            self.message_user(request, "Nothing was published.", messages.WARNING)
            return
        when = f"Families see this from {published[0].said_publish_at()} on" if at else "Published"
        page = format_html('<a href="{}">{}</a>', root.get_absolute_url(), root)
        told = format_html("{}: {}. {}", when, counted_by_model(published), page)
        self.message_user(request, told, messages.SUCCESS)
        if hidden := hidden_among(published, at or timezone.now()):
            said = f"Families don’t see {hidden} of these even then, because something they belong "
            self.message_user(request, f"{said}to is not published.", messages.WARNING)

    def _page(
        self,
        request: StaffRequest,
        root: P,
        form: MomentForm,
        chosen: list[str] | None,
        **asked: Any,
    ) -> HttpResponse:
        now = timezone.now()
        found = list(self._candidates(not_public(root, now)))
        unready = [(each.record, needs_reason(each.record, now)) for each in found]
        kinds = [list(each) for _, each in groupby(found, key=lambda each: type(each.record))]
        ready = [each.value for each in found if each.ready]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Publish all that belongs to {root}",
            "root": root,
            "kinds": [(counted_by_model(each.record for each in kind), kind) for kind in kinds],
            "chosen": ready if chosen is None else chosen,
            "form": form,
            "unready": [(record, lacking) for record, lacking in unready if lacking],
            "reason": ReasonForm(),
            **asked,
            "stamps": (STAMPS, stamp_of(*(each.record for each in found))),
        }
        status = 400 if form.is_bound else 200
        return TemplateResponse(request, TEMPLATE, context, status=status)

    def _candidates(self, records: Iterable[Any]) -> Iterator[Candidate]:
        for model, group in groupby(records, key=type):
            kin: Any = self.admin_site._registry[model]
            found = list(group)
            prefetch_related_objects(found, *kin.read_with)
            yield from (self._candidate(kin, record) for record in found)

    def _candidate(self, kin: Any, record: Any) -> Candidate:
        meta = record._meta
        doubts = []
        if record.state == PublicationState.WITHDRAWN:
            doubts.append("Families saw it before it was withdrawn.")
        if record.state == PublicationState.PUBLISHED:
            doubts.append(f"Scheduled for {record.said_publish_at()}.")
        if read := kin.read_of_the_past(record):
            said = f"The date has passed, so families would read “{read}”."
            doubts.append(f"{said} If you know what happened, add a status.")
        return Candidate(
            record,
            reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk]),
            why_not(record),
            tuple(doubts),
            tuple(map(str, lacks(record))),
        )

    @property
    def _page_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_publish_all"

    def _own_page(self, obj: P) -> str:
        return reverse(f"admin:{self._page_name}", args=[obj.pk])
