"""Two districts with what addresses in docs/access.md name, and somebody in each role."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from desk.models import Import
from districts.models import District, Document, Invitation, Role
from languages.freshness import text_hash
from languages.models import Unit
from languages.translating import review
from publishing.history_entries import Action, HistoryEntry, entries_of
from publishing.states import PublicationState
from tests.admin_forms import filled, page
from tests.client import StaffClient, anew
from tests.factories import (
    make_area,
    make_district,
    make_document,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_question,
    make_school,
    make_suggestion,
    make_time_change,
    make_user,
)

ROLES = (
    "Superuser",
    "Administrator",
    "Publisher",
    "Editor",
    "Translator",
    "Reviewer",
    "Question desk",
    "Nobody's",
    "Anonymous",
)


@dataclass
class State:
    """`keys` by the names in addresses, for one's own district and for another one."""

    own: dict[str, Any]
    other: dict[str, Any]
    users: dict[str, User]
    forms: dict[int, dict[str, Any]] = field(default_factory=dict)

    def client(self, role: str) -> StaffClient:
        """The browser of somebody in a role."""
        client = StaffClient()
        if role in self.users:
            client.force_login(self.users[role])
        return client

    def form(self, document: Document) -> dict[str, Any]:
        """What the page of a document sends for a superuser."""
        if document.pk not in self.forms:
            self.forms[document.pk] = filled(self.client("Superuser").get(page(document)))
        return anew(self.forms[document.pk])


def make_state() -> State:
    district, other = (make_district(slug, editors_publish=False) for slug in ("denver", "duluth"))
    users = {"Superuser": make_user("superuser", is_superuser=True), "Nobody's": make_user("new")}
    for role in Role:
        name = role.label
        language = "es" if role in (Role.TRANSLATOR, Role.REVIEWER) else ""
        users[name] = make_user(name.lower())
        make_membership(users[name], role, district=district, language=language)
    return State(_records(district, users), _records(other, users), users)


def translate_as_reviewed(document: Document) -> Unit:
    """The unit of a title that a reviewer has reviewed."""
    source, seen = text_hash("Told"), text_hash("Dicho")
    review(document, "title", "es", source, seen=seen)
    unit: Unit = document.units.get(language="es", field="title")
    return unit


def _records(district: District, users: dict[str, User]) -> dict[str, Any]:
    """The records by the names of their keys."""
    superuser, somebody = users["Superuser"], make_user(f"somebody in {district.slug}")
    document, phase, now = make_document(district), make_phase(district), timezone.now()
    milestone = make_milestone(district, phase=phase)
    told = make_document(district, title="Told", title_es="Dicho")
    translation = translate_as_reviewed(told)
    draft, gone = (make_document(district, state=PublicationState.DRAFT) for _ in range(2))
    draft.language = "es"
    draft.save()
    deletions = HistoryEntry.objects.filter(action=Action.DELETED, object_id=gone.pk)
    gone.delete()
    return {
        "district": district,
        "document": document,
        "draft": draft,
        "entry": entries_of(draft)[0],
        "deletion": deletions.get(),
        "phase": phase,
        "milestone": milestone,
        "area": make_area(district),
        "school": make_school(district),
        "meeting": make_meeting(district),
        "change": make_time_change(milestone),
        "question": make_question(district),
        "user": somebody,
        "membership": make_membership(somebody, Role.EDITOR, district=district),
        "reviewed": translation,
        "suggestion": make_suggestion(translation, text="Otra cosa", by=somebody),
        "unit": document.units.get(language="es", field="title"),
        "import": Import.objects.create(
            user=superuser, language="es", upload=b"", begun_at=now, applied_at=now
        ),
        "invitation": Invitation.objects.create(
            district=district, role=Role.EDITOR, invited_by=superuser
        ),
        "type": ContentType.objects.get_for_model(Document),
    }
