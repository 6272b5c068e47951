"""Moves a phase with the milestones in it by so many days, weeks or months, in one act."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from districts.access import rights_of
from districts.record_admin import RecordAdmin
from languages.cleaning import EnglishField
from languages.date_input import input_text
from languages.edtf import PartialDate
from languages.forms import DayField
from languages.freshness import text_hash
from publishing.once import StaffRequest, shows_unsaved
from publishing.spreadsheets.columns import PartialDates
from publishing.spreadsheets.kinds import LineError
from publishing.spreadsheets.saving import Saver
from publishing.states import ChangeKind, PublicationState
from timeline.admin.spreadsheets import MOVES
from timeline.entries import milestone_entry
from timeline.models import Phase
from timeline.shifting import Span, shifted
from timeline.standing import Standing

TEMPLATE = "admin/timeline/phase/shift.html"
CHOSEN = "chosen"
_OVER = {Standing.DONE: "It is done.", Standing.CANCELLED: "It is canceled."}
_WHEN = PartialDates(name="when")


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A phase or a milestone, its time and the new one; `kept` says why it stays as it is."""

    record: Any
    was: str
    now: str
    kept: str = ""
    is_slip: bool = False

    @property
    def value(self) -> str:
        """What a form sends to choose it."""
        return f"{self.record._meta.model_name}.{self.record.pk}"


class ShiftForm(forms.Form):
    """By how much, and why, for what families have seen."""

    amount = forms.IntegerField(label="By how many", min_value=1, max_value=520, initial=2)
    span = forms.ChoiceField(
        label="Of what", choices=[(each.value, each.value) for each in Span], initial=Span.WEEKS
    )
    direction = forms.ChoiceField(
        label="In which direction", choices=[("later", "later"), ("earlier", "earlier")]
    )
    reason = EnglishField(
        label="Reason, in English",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Required for what is published. Families see it with each date that moves.",
    )
    announced_on = DayField(
        label="Announced on",
        required=False,
        widget=AdminDateWidget,
        help_text="The date the district announced the change. Required for what is published.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data)
        self.today = today

    def clean_announced_on(self) -> date | None:
        """The day. Raises ValidationError for one that is still to come."""
        day: date | None = self.cleaned_data["announced_on"]
        if day and day > self.today:
            raise ValidationError("This date is in the future.", code="future")
        return day

    def shift(self, when: PartialDate) -> PartialDate | None:
        """The new time of a valid form, None if it is not known that exactly."""
        told = self.cleaned_data
        amount = told["amount"] if told["direction"] == "later" else -told["amount"]
        return shifted(when, amount, Span(told["span"]))

    @property
    def answers(self) -> dict[str, str]:
        """What the form of a record asks about a slip, by column."""
        day = self.cleaned_data["announced_on"]
        return {
            MOVES[0].name: ChangeKind.SLIP,
            MOVES[1].name: self.cleaned_data["reason"],
            MOVES[2].name: day.isoformat() if day else "",
        }

    @property
    def explains(self) -> bool:
        """Whether it says what families are told."""
        return all(self.cleaned_data.get(name) for name in ("reason", "announced_on"))

    def check(self, rows: Collection[ShiftRow]) -> None:
        """Ask for the reason and the day if a published time moves."""
        if any(row.is_slip for row in rows):
            for name in ("reason", "announced_on"):
                if not self.cleaned_data.get(name):
                    self.add_error(name, "Fill this in: families have seen some of these dates.")


class ShiftsPhases(RecordAdmin[Phase]):
    """Adds the page that moves a phase."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.shift)
        return [path("<int:key>/shift/", view, name="timeline_phase_shift"), *super().get_urls()]

    def pages_about(self, request: HttpRequest, obj: Phase) -> dict[str, str]:
        """With this page, for editors."""
        own = {reverse("admin:timeline_phase_shift", args=[obj.pk]): "Move all its dates"}
        may = rights_of(request.user).edits(obj.district_key)
        return (own if may else {}) | super().pages_about(request, obj)

    @shows_unsaved
    def shift(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: the form. POST: each date as it is and would be; with its token, move them."""
        phase = self.get_object(request, str(key))
        if phase is None:
            raise Http404
        if not rights_of(request.user).edits(phase.district_key):
            raise PermissionDenied
        today = phase.district.today(timezone.now())
        form = ShiftForm(request.POST if request.method == "POST" else None, today)
        if not form.is_valid():
            return self._shift_page(request, phase, form, [])
        chosen = request.POST.getlist(CHOSEN)
        with transaction.atomic():
            rows = [self._shift_row(request, each, form, chosen) for each in _all_of(phase)]
            form.check(rows)
            is_shown = form.is_valid() and form.cleaned_data["seen"] == _token(rows)
            is_done = bool(is_shown and chosen and not hasattr(request, "unsaved"))
            transaction.set_rollback(not is_done)
        if not is_done:
            return self._shift_page(request, phase, form, rows)
        moved = sum(row.value in chosen for row in rows)
        self.message_user(request, f"Moved: {moved}. Left as they are: {len(rows) - moved}.")
        return HttpResponseRedirect(reverse("admin:timeline_phase_change", args=[phase.pk]))

    def _shift_row(
        self, request: StaffRequest, record: Any, form: ShiftForm, chosen: Collection[str]
    ) -> ShiftRow:
        """Move one date, and undo that unless it was chosen."""
        was = input_text(record.when) if record.when else ""
        if kept := self._why_kept(request, record):
            return ShiftRow(record, was, was, kept)
        if not (now := form.shift(record.when)):
            said = f"Its date is not known to the {form.cleaned_data['span'].removesuffix('s')}. "
            said += "Move it by whole months, seasons or years, or on its own page."
            return ShiftRow(record, was, was, said)
        row = ShiftRow(record, was, input_text(now), is_slip=_is_slip(record, now))
        if row.is_slip and not form.explains:
            return row  # the form asks for what is missing
        try:
            with transaction.atomic():
                self._shift_one(request, row, form)
                transaction.set_rollback(row.value not in chosen)
        except LineError as error:
            return ShiftRow(record, was, was, str(error))
        return row

    def _why_kept(self, request: StaffRequest, record: Any) -> str:
        """Why a date is not moved at all, "" if it may be."""
        if not record.when:
            return "It has no date of its own."
        kin: Any = self.admin_site._registry[type(record)]
        if not kin.edits(request, record):
            return "Only publishers of the district change what is published."
        if isinstance(record, Phase):
            return ""
        district = record.district
        entry = milestone_entry(record, district.today(timezone.now()), district.known_until)
        return _OVER.get(entry.standing, "")

    def _shift_one(self, request: StaffRequest, row: ShiftRow, form: ShiftForm) -> None:
        """Save a new time through the form of its record. Raises LineError."""
        kin: Any = self.admin_site._registry[type(row.record)]
        names = [_WHEN.target, *(column.target for column in MOVES)]
        saver = Saver(kin.get_form(request, row.record, fields=names), (_WHEN,), MOVES)
        answers = form.answers if row.is_slip else {}
        saved = saver.save(row.record, {_WHEN.name: row.now}, answers, row.record.district)
        if saved.moves:
            saved.moved_record(request.user).save()
        said = f"Moved with its phase: “{row.was}” → “{row.now}”."
        self.log_change(request, saved.instance, said)

    def _shift_page(
        self, request: StaffRequest, phase: Phase, form: ShiftForm, rows: list[ShiftRow]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Move all dates of phase {phase}",
            "phase": phase,
            "form": form,
            "rows": rows,
            "movable": [row.value for row in rows if not row.kept],
            "chosen": request.POST.getlist(CHOSEN) or [row.value for row in rows],
            "token": _token(rows),
            "moved_meanwhile": bool(form.data.get("seen")) and not form.errors,
        }
        return TemplateResponse(request, TEMPLATE, context, status=400 if form.errors else 200)


def _all_of(phase: Phase) -> Iterator[Any]:
    """The phase and its milestones, locked, in the order in which they are listed."""
    yield phase
    rows = phase.milestones.select_related("district", "phase").prefetch_related("statuses")
    yield from rows.order_by("position", "pk").select_for_update(no_key=True, of=("self",))


def _is_slip(record: Any, now: PartialDate) -> bool:
    """Whether families have seen the time, and will see that it moves."""
    is_public = record.is_settled and record.state == PublicationState.PUBLISHED
    return bool(is_public and record.moves_to({_WHEN.name: now}))


def _token(rows: Collection[ShiftRow]) -> str:
    """It differs as soon as one of the records, or what would happen to it, does."""
    told = [f"{row.value} {row.record.modified_at} {row.now} {row.kept}" for row in rows]
    return text_hash(" ".join(told))
