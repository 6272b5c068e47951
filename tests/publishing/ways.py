"""Every form on staff pages that adds something, each with random input."""

from collections.abc import Callable
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse

from districts.models import District, Document, Membership, School, SchoolDecision
from events.models import Meeting
from feedback.models import PublishedAnswer
from tests.admin_forms import read
from tests.desk.exchange.words import exported, rewritten
from tests.factories import make_user
from tests.publishing.office import Data, Office, token
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
    Workstream,
)

_WORDS = ("Planning", "Budget", "Training", "Hearing", "Review", "Outreach")
_TAGS = ("ar", "so", "ne", "my", "ru", "am", "fr", "de", "it", "pl", "uk", "tr", "fa", "sw", "hi")


Way = Callable[[Office, Random], tuple[str, Data]]


def title(random: Random, number: int) -> str:
    return f"{random.choice(_WORDS)} {number}"


def letters(number: int) -> str:
    """A unique text without digits, because a translation has to repeat the numbers."""
    return "palabra " + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def adding(model: type[Model], typed: Callable[[Office, str, int], Data]) -> Way:
    """The page that adds a record, filled in with `typed(office, title, number)`."""

    def way(office: Office, random: Random) -> tuple[str, Data]:
        number = office.next()
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        return office.empty_page(address, **typed(office, title(random, number), number))

    return way


def changing(name: str, prefix: str, typed: Callable[[int], Data]) -> Way:
    """The page of the office's record `name`, with one more inline row filled in."""

    def way(office: Office, random: Random) -> tuple[str, Data]:
        address = _page(getattr(office, name))
        sent = office.page(address)[1]
        count = int(sent[f"{prefix}-TOTAL_FORMS"][0])
        row = {f"{prefix}-{count}-{key}": value for key, value in typed(count).items()}
        return address, {**sent, **row, f"{prefix}-TOTAL_FORMS": str(count + 1)}

    return way


def _page(record: Model) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def _row(prefix: str, **typed: Any) -> Data:
    row = {f"{prefix}-0-{name}": value for name, value in typed.items()}
    return {f"{prefix}-TOTAL_FORMS": "1", **row}


def _spoken(number: int) -> Data:
    return {"language": _TAGS[number], "service": "interpretation", "status": "announced"}


def _status_of_commitment(office: Office, random: Random) -> tuple[str, Data]:
    states = ("proposed", "adopted", "under_way", "done")
    typed = {"commitments-0-status": random.choice(states), "commitments-0-since": "May 2021"}
    return office.page(_page(office.area), **typed)


def _duplicate(office: Office, random: Random) -> tuple[str, Data]:
    return office.page(_page(office.meeting), _duplicate="yes")


def _duplicate_listed(office: Office, random: Random) -> tuple[str, Data]:
    address = reverse("admin:events_meeting_changelist")
    chosen = {"action": "duplicate_selected", "_selected_action": [str(office.meeting.pk)]}
    return address, {**token(office, address), **chosen}


def _csv(office: Office, random: Random) -> tuple[str, Data]:
    address = reverse("admin:districts_school_import")
    name = title(random, office.next())
    text = f"name,decided_by,outcome\n{name},Board,keep\n{office.school.name},{name},remove\n"
    shown = office.client.post(address, {"district": office.district.pk, "text": text})
    return address, dict(read(shown).sent)


def _upload(office: Office, random: Random) -> tuple[str, Data]:
    address = reverse("desk_import", args=["es"])
    words = {"Phase 1": f"Fase 1 {letters(office.next())}"}
    file = SimpleUploadedFile("words.po", rewritten(exported(), words))
    return address, {**token(office, address), "file": file}


def _apply(office: Office, random: Random) -> tuple[str, Data]:
    sent = office.client.post(*_upload(office, random))
    return office.page(sent.headers["Location"], effect=["new", "changed", "conflict"])


def _undo(office: Office, random: Random) -> tuple[str, Data]:
    address, data = _apply(office, random)
    office.client.post(address, data)
    return office.page(address, undo="1")


def _unit(office: Office, random: Random) -> tuple[str, Data]:
    unit = office.milestone.units.get(language="es", field="title")
    address = reverse("desk_unit", args=["es", unit.pk])
    return office.page(address, text=letters(office.next()), act="save")


def _named(office: Office, title: str, number: int) -> Data:
    return {"district": office.district.pk, "title_en": title, "state": "published"}


def _texted(office: Office, title: str, number: int) -> Data:
    return {"district": office.district.pk, "text_en": title, "state": "published"}


def _milestone(office: Office, title: str, number: int) -> Data:
    status = _row("statuses", status="planned", since="May 2021")
    return {**_named(office, title, number), "when": "May 2021", **status}


def _meeting(office: Office, title: str, number: int) -> Data:
    times = {"starts_at": "2021-04-15T18:00", "ends_at": "2021-04-15T20:00"}
    languages = {"interpretation-0-language": "Spanish", "interpretation-1-language": "vi"}
    named = _named(office, title, number)
    return {**named, **times, **languages, "slug": f"meeting-{number}"}


def _area(office: Office, title: str, number: int) -> Data:
    row = _row("commitments", text_en=title, status="proposed", since="May 2021", position="0")
    return {
        **_named(office, title, number),
        "kind": "pillar",
        **row,
        "commitments-0-kind": "commitment",
        "commitments-0-state": "draft",
    }


def _district(office: Office, title: str, number: int) -> Data:
    facts = {"slug": f"district-{number}", "name": title, "short_name": title, "region": "Iowa"}
    facts |= {"time_zone": "America/Denver", "approach": "ended", "as_of": "May 2021"}
    return {**facts, "content_languages": ["en"], "summary_en": title, "sources_en": title}


def _person(office: Office, title: str, number: int) -> Data:
    password = "a long and odd one 7"
    named = {"username": f"user{number}", "usable_password": "true"}
    return {**named, "password1": password, "password2": password}


def _membership(office: Office, title: str, number: int) -> Data:
    return {"user": make_user(f"friend{number}").pk, "role": "editor"}


ADDING: dict[type[Model], Callable[[Office, str, int], Data]] = {
    District: _district,
    Document: lambda o, t, n: {
        **_named(o, t, n),
        "url": "https://example.org/",
        "kind": "report",
        "language": "English",
    },
    School: lambda o, t, n: {
        "district": o.district.pk,
        "name": t,
        "slug": f"school-{n}",
        **_row("history", has_sro="on", since="May 2021", confirmed="on"),
    },
    SchoolDecision: lambda o, t, n: {
        "district": o.district.pk,
        "outcome": "keep",
        "applies_to_en": t,
    },
    Phase: lambda o, t, n: {**_named(o, t, n), "number": n},
    Workstream: lambda o, t, n: {"phase": o.phase.pk, "title_en": t},
    Milestone: _milestone,
    Meeting: _meeting,
    PlanArea: _area,
    Commitment: lambda o, t, n: {
        **_texted(o, t, n),
        **_row("statuses", status="proposed", since="2021"),
    },
    Program: lambda o, t, n: {"area": o.area.pk, "title_en": t},
    StaffingChange: lambda o, t, n: {"district": o.district.pk, "kind": "new", "count": n},
    InvolvementRule: _texted,
    Standard: lambda o, t, n: {**_texted(o, t, n), "kind": "training"},
    Finding: _texted,
    PublishedAnswer: lambda o, t, n: {
        "district": o.district.pk,
        "question_en": t,
        "answer_en": "Yes.",
        "answered": "May 2021",
    },
    User: _person,
    Membership: _membership,
}

WAYS: dict[str, Way] = {
    **{f"add {model.__name__}": adding(model, typed) for model, typed in ADDING.items()},
    "status of a milestone": changing("milestone", "statuses", lambda n: {"status": "done"}),
    "interpretation": changing("meeting", "interpretation", _spoken),
    "material": changing(
        "meeting",
        "materials",
        lambda n: {"kind": "agenda", "language": "en", "url": f"https://example.org/{n}"},
    ),
    "status of a school": changing("school", "history", lambda n: {"has_sro": "on"}),
    "commitment of an area": changing(
        "area",
        "commitments",
        lambda n: {
            "text_en": f"Line {n}",
            "kind": "commitment",
            "position": 0,
            "state": "draft",
            "status": "proposed",
        },
    ),
    "status of a commitment": _status_of_commitment,
    "duplicate": _duplicate,
    "duplicate from the list": _duplicate_listed,
    "import of schools": _csv,
    "upload of words": _upload,
    "import of words": _apply,
    "undone import of words": _undo,
    "translation": _unit,
}
