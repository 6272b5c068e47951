"""Repeats a meeting: each repetition is a meeting of its own, a draft at the same clock time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from districts.spreadsheet_admin import SpreadsheetAdmin
from events.models import Meeting
from languages.clock_forms import FIRST, SECOND, WallTime
from languages.date_input import input_text, understand
from languages.edtf import EDTFError, parse
from languages.freshness import text_hash
from languages.querysets import locked
from languages.staff_hours import said_time, zone_label
from publishing.once import StaffRequest, shows_unsaved

MOST = 30  # meetings that are added at once
FURTHEST = timedelta(days=730)  # after the meeting that is repeated
TEMPLATE = "admin/events/meeting/repeat.html"
_DATED = re.compile(r"(-\d{4}-\d{2}-\d{2}|-copy(-\d+)?)\Z")


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to be added; `is_there` if its address is taken, so that it is not added again."""

    slug: str
    starts_at: datetime
    ends_at: datetime
    said: str
    is_there: bool


class RepeatForm(forms.Form):
    """Asks on which days; after validation, `planned` holds the meetings."""

    every = forms.IntegerField(
        label="Every … weeks", min_value=1, max_value=12, required=False, initial=2
    )
    times = forms.IntegerField(
        label="How many more meetings", min_value=1, max_value=MOST, required=False, initial=4
    )
    days = forms.CharField(
        label="Or on these days",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 30}),
        help_text="One day in each line, such as 5/20/2021. Leave the two fields above empty then.",
    )
    which = forms.ChoiceField(
        label="If the clock shows the time twice",
        required=False,
        widget=forms.HiddenInput,
        choices=[("", "---------"), (FIRST, "the first one"), (SECOND, "the second one")],
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, meeting: Meeting) -> None:
        super().__init__(data)
        self.meeting, self.zone = meeting, meeting.district.zone
        self.start = WallTime.at(meeting.starts_at, self.zone).local
        self.end = WallTime.at(meeting.ends_at, self.zone).local
        self.planned: list[Planned] = []

    @property
    def token(self) -> str:
        """Stays the same as long as the meeting and what would be added are the same."""
        return text_hash(f"{self.meeting.modified_at} {self.planned}")

    @property
    def new(self) -> list[Planned]:
        """The meetings that are not there yet."""
        return [each for each in self.planned if not each.is_there]

    def clean_days(self) -> list[date]:
        """The days, in order. Raises ValidationError with the line that is no day."""
        found = set()
        for line in filter(None, map(str.strip, self.cleaned_data["days"].splitlines())):
            try:
                day = understand(line)
            except EDTFError:
                day = None
            if day is None or day.precision != "day":
                said = f"“{line[:40]}” is not a day. Write a day such as 5/20/2021 in each line."
                raise ValidationError(said, code="day")
            found.add(day.lower)
        return sorted(found)

    def clean(self) -> dict[str, Any]:
        """Find the instants of each day, and ask about those that the clock shows twice."""
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        told: Any = cleaned
        days, every, times = (told.get(name) for name in ("days", "every", "times"))
        if bool(days) == bool(every or times) or (not days and not (every and times)):
            said = "Say every how many weeks and how many more meetings, or list the days."
            raise ValidationError(said, code="days")
        first = self.start.date()
        chosen = days or [first + timedelta(weeks=every * n) for n in range(1, times + 1)]
        self._check(chosen)
        if not self.errors:
            self._plan(chosen)
        return cleaned

    def _check(self, days: list[date]) -> None:
        first, last = self.start.date(), self.start.date() + FURTHEST
        if len(days) > MOST:
            self.add_error("days", f"Add at most {MOST} meetings at once.")
        if first in days:
            self.add_error("days", f"{_said(first)} is the day of this meeting itself.")
        if far := [day for day in days if day > last]:
            said = f"{_said(far[-1])} is more than two years after this meeting."
            self.add_error("days" if self.cleaned_data["days"] else "times", said)

    def _plan(self, days: list[date]) -> None:
        stem = _DATED.sub("", self.meeting.slug)[:69].rstrip("-")
        slugs = {day: f"{stem}-{day}" for day in days}
        meetings = Meeting.objects.filter(district=self.meeting.district_id)
        taken = set(meetings.filter(slug__in=slugs.values()).values_list("slug", flat=True))
        for day, slug in slugs.items():
            shift = timedelta(days=(day - self.start.date()).days)
            try:
                starts, ends = (self._instant(at + shift) for at in (self.start, self.end))
            except ValidationError as error:
                self.add_error(None, f"{_said(day)}: {error.message}")
                continue
            if ends <= starts:
                self.add_error(None, f"{_said(day)}: The meeting would end before it starts.")
            said = said_time(starts, ends, self.zone)
            self.planned.append(Planned(slug, starts, ends, said, slug in taken))

    def _instant(self, local: datetime) -> datetime:
        try:
            return WallTime(local, self.cleaned_data["which"]).instant(self.zone)
        except ValidationError as error:
            if error.code == "twice":
                field: Any = self.fields["which"]
                field.widget = forms.Select(choices=field.choices)
            raise


class RepeatsMeetings(SpreadsheetAdmin[Meeting]):
    """Adds the page that repeats a meeting."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.repeat)
        own = path("<int:key>/repeat/", view, name="events_meeting_repeat")
        return [own, *super().get_urls()]

    def pages_about(self, request: HttpRequest, obj: Meeting) -> dict[str, str]:
        """With this page, for editors."""
        own = {reverse("admin:events_meeting_repeat", args=[obj.pk]): "Repeat this meeting"}
        return (own if self.may_copy(request, obj) else {}) | super().pages_about(request, obj)

    @shows_unsaved
    def repeat(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: the form. POST: what would be added; with its token, add it."""
        meeting = self.get_object(request, str(key))
        if meeting is None:
            raise Http404
        if not self.may_copy(request, meeting):
            raise PermissionDenied
        if request.method == "POST":
            locked(meeting.district)  # two who repeat it wait for each other
        form = RepeatForm(request.POST if request.method == "POST" else None, meeting)
        seen = form.is_valid() and form.cleaned_data["seen"]
        if not seen or seen != form.token or not form.new or hasattr(request, "unsaved"):
            return self._repeat_page(request, meeting, form)
        for each in form.new:
            self.copied(
                request, meeting, slug=each.slug, starts_at=each.starts_at, ends_at=each.ends_at
            )
        self.message_user(request, f"Added as drafts: {len(form.new)} meetings.")
        query = f"?district__id__exact={meeting.district_id}&now=draft"
        return HttpResponseRedirect(reverse("admin:events_meeting_changelist") + query)

    def _repeat_page(
        self, request: StaffRequest, meeting: Meeting, form: RepeatForm
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Repeat “{meeting}”",
            "meeting": meeting,
            "when": said_time(meeting.starts_at, meeting.ends_at, form.zone),
            "zone": zone_label(form.zone),
            "form": form,
            "moved_meanwhile": form.is_bound and bool(form.data.get("seen")),
        }
        return TemplateResponse(request, TEMPLATE, context, status=400 if form.errors else 200)


def _said(day: date) -> str:
    return input_text(parse(day.isoformat()))
