"""What a user with a role tries in the admin, and whether it succeeds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse

from districts.models import District, Document, Membership, Role, School, SchoolDecision
from events.models import Meeting
from publishing.states import PublicationState
from tests.admin_forms import filled
from tests.client import StaffClient, anew, confirmed, delete, unrendered
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_finding,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_program,
    make_rule,
    make_school,
    make_staffing,
    make_standard,
    make_time_change,
    make_user,
    make_workstream,
)
from timeline.models import (
    Commitment,
    Finding,
    InvolvementRule,
    Milestone,
    Phase,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
    TimeChange,
    Workstream,
)

# Records that belong to others come first, so that each can be deleted alone.
RECORDS: list[type[Model]] = [
    Milestone,
    Workstream,
    Phase,
    Commitment,
    Program,
    PlanArea,
    StaffingChange,
    InvolvementRule,
    Standard,
    Finding,
    Meeting,
    SchoolDecision,
    School,
    Document,
]
EVERYTHING: list[type[Model]] = [*RECORDS, District]
TRANSLATED = [model for model in EVERYTHING if model is not School]
WORDS: dict[type[Model], str] = {  # where it is not the title
    District: "summary",
    SchoolDecision: "decided_by",
    Commitment: "text",
    StaffingChange: "where",
    InvolvementRule: "text",
    Standard: "text",
    Finding: "text",
    TimeChange: "reason",
}
INLINES = ("milestones", "statuses", "history", "decisions", "commitments", "programs")
# The table of access tries who is not signed in, has no membership, or one of another district.
ROLES = (
    "family",  # an account that is no staff
    "translator",  # Spanish, in this district
    "translator everywhere",  # Spanish
    "translator into Vietnamese",
    "editor",
    "editor everywhere",
)
EVERYWHERE = {"editor everywhere", "superuser"}
EDITORS = {"editor", *EVERYWHERE}
SPANISH = {"translator", "translator everywhere", *EDITORS}
VIETNAMESE = {"translator into Vietnamese", *EDITORS}
MEMBERS = SPANISH | VIETNAMESE


@dataclass
class House:
    """A district with one record of each kind, and the browser of somebody in a role.

    `forms` keeps what the change form of a record sends for a superuser: these pages are large.
    """

    client: Client
    records: dict[type[Model], Any]
    forms: dict[type[Model], dict[str, Any]]

    def page(self, model: type[Model], name: str = "change") -> str:
        meta = model._meta
        args = () if name in ("changelist", "add") else (self.records[model].pk,)
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)

    def value(self, model: type[Model], column: str) -> Any:
        return model._default_manager.values_list(column, flat=True).get(pk=self.records[model].pk)

    def form(self, model: type[Model]) -> dict[str, Any]:
        if model not in self.forms:
            self.forms[model] = filled(browser_of_superuser().get(self.page(model)))
        return anew(self.forms[model])


def log_in(client: Client, role: str, district: District) -> None:
    user = make_user(is_staff=role != "family", is_superuser=role == "superuser")
    memberships: dict[str, dict[str, Any]] = {
        "family": {"role": Role.EDITOR},
        "translator": {"role": Role.TRANSLATOR, "language": "es", "district": district},
        "translator everywhere": {"role": Role.TRANSLATOR, "language": "es"},
        "translator into Vietnamese": {"role": Role.TRANSLATOR, "language": "vi"},
        "editor": {"role": Role.EDITOR, "district": district},
        "editor everywhere": {"role": Role.EDITOR},
    }
    if role in memberships:
        make_membership(user, **memberships[role])
    client.force_login(user)


def make_records() -> dict[type[Model], Any]:
    district = make_district()
    phase = make_phase(district)
    workstream = make_workstream(phase)
    area, school = make_area(district), make_school(district)
    made = (
        district,
        phase,
        workstream,
        make_milestone(district, phase=phase, workstream=workstream),
        make_meeting(district),
        school,
        make_document(district),
        make_decision(district, school=school),
        area,
        make_commitment(district, area=area),
        make_program(area),
        make_staffing(district),
        make_rule(district),
        make_standard(district),
        make_finding(district),
    )
    return {type(record): record for record in made}


Act = Callable[[House, type[Model]], bool]


def done(house: House, act: Act, models: list[type[Model]]) -> list[type[Model]]:
    """The models that the role succeeds with."""
    return [model for model in models if act(house, model)]


def listed(house: House, model: type[Model]) -> bool:
    with unrendered():
        response: Any = house.client.get(house.page(model, "changelist"))
    if response.status_code != 200:
        return False
    return house.records[model] in response.context_data["cl"].result_list


def opened(house: House, model: type[Model], name: str = "change") -> bool:
    with unrendered():
        return house.client.get(house.page(model, name)).status_code == 200


def history_opened(house: House, model: type[Model]) -> bool:
    return opened(house, model, "history")


def written(house: House, model: type[Model], column: str) -> bool:
    """Post the change form as a superuser's browser would, with one column changed, knowingly.

    The change is taken back.
    """
    sent = house.form(model) | {column: "Changed", "anyway": "on"}
    with transaction.atomic(), unrendered():
        house.client.post(house.page(model), sent)
        changed = bool(house.value(model, column) == "Changed")
        transaction.set_rollback(True)
    return changed


def written_in(language: str) -> Act:
    def act(house: House, model: type[Model]) -> bool:
        return written(house, model, f"{WORDS.get(model, 'title')}_{language}")

    return act


def browser_of_superuser() -> Client:
    client = StaffClient()
    client.force_login(
        User.objects.filter(username="root").first() or make_user("root", is_superuser=True)
    )
    return client


def deleted(house: House, model: type[Model]) -> bool:
    """What families have never seen can be."""
    QuerySet(District).update(state=PublicationState.DRAFT)
    delete(house.client, house.page(model, "delete"))
    return not model._default_manager.filter(pk=house.records[model].pk).exists()


def deleted_by_action(house: House, model: type[Model]) -> bool:
    QuerySet(District).update(state=PublicationState.DRAFT)
    chosen = {"action": "delete_selected", "_selected_action": [house.records[model].pk]}
    delete(house.client, house.page(model, "changelist"), chosen)
    return not model._default_manager.filter(pk=house.records[model].pk).exists()


def unpublished(house: House, model: type[Model]) -> bool:
    run(house, model, "unpublish")
    return bool(house.value(model, "state") != PublicationState.PUBLISHED)


def run(house: House, model: type[Model], action: str, **data: str) -> None:
    chosen = {"action": action, "_selected_action": [house.records[model].pk], **data}
    confirmed(house.client, house.page(model, "changelist"), chosen)


def added(house: House, model: type[Model]) -> bool:
    """Add a copy of the record that is there, under another number and address."""
    data = house.form(model)
    district, phase = house.records[District].pk, house.records[Phase].pk
    data |= {"district": district, "phase": phase, "number": 7, "slug": "another"}
    data |= {"area": house.records[PlanArea].pk, "school": house.records[School].pk}
    data["opened"] = ""  # nothing is there yet that it could show
    data |= {f"{prefix}-INITIAL_FORMS": "0" for prefix in INLINES}
    data |= {f"{prefix}-TOTAL_FORMS": "0" for prefix in INLINES}
    before = model._default_manager.count()
    with unrendered():
        house.client.post(house.page(model, "add"), data)
    return model._default_manager.count() == before + 1


def duplicated_by_button(house: House) -> bool:
    response = browser_of_superuser().get(house.page(Meeting))
    house.client.post(house.page(Meeting), anew(filled(response, _duplicate="yes")))
    return Meeting.objects.count() == 2


def duplicated_by_action(house: House) -> bool:
    run(house, Meeting, "duplicate_selected")
    return Meeting.objects.count() == 2


def people_listed(house: House) -> bool:
    pages = [reverse(f"admin:{name}_changelist") for name in ("auth_user", "districts_membership")]
    with unrendered():
        return [house.client.get(page).status_code for page in pages] == [200, 200]


def user_added(house: House) -> bool:
    password = {"password1": "a long and odd one 7", "password2": "a long and odd one 7"}
    data = {"username": "friend", "usable_password": "true", **password}
    house.client.post(reverse("admin:auth_user_add"), data)
    return User.objects.filter(username="friend").exists()


def membership_added(house: House) -> bool:
    friend = make_user("friend")
    data = {"user": friend.pk, "role": Role.EDITOR, "district": "", "language": ""}
    house.client.post(reverse("admin:districts_membership_add"), data)
    return Membership.objects.filter(user=friend).exists()


def moved(house: House) -> None:
    house.records[TimeChange] = make_time_change(house.records[Milestone])
    house.forms = {}
