"""Makes records for tests: plain functions, with fixed English defaults, published.

Each takes the model's fields by name. `title` is the English title; `title_es` the Spanish one.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Model

from desk.about import TEXT
from desk.talk import Comment, Suggestion
from districts.models import (
    Approach,
    District,
    Document,
    DocumentKind,
    Membership,
    Outcome,
    Role,
    School,
    SchoolDecision,
)
from events.models import Interpretation, Meeting, MeetingMove, MoveKind
from feedback.models import InterpreterRequest, PublishedAnswer, Question, QuestionKind
from languages.columns import translated_fields, word_column
from languages.models import Unit
from languages.registry import SOURCE
from publishing.states import PublicationState
from timeline.models import (
    AreaKind,
    ChangeKind,
    Commitment,
    Finding,
    InvolvementRule,
    Milestone,
    Phase,
    PlanArea,
    Program,
    StaffingChange,
    StaffingKind,
    Standard,
    StandardKind,
    TimeChange,
    Timed,
    Workstream,
)

M = TypeVar("M", bound=Model)
PASSWORD = "correct horse battery staple"
NOW = datetime(2021, 4, 15, 18, 0, tzinfo=UTC)


def make_user(username: str = "maria", **fields: Any) -> User:
    """A staff user who may do nothing without a membership."""
    return User.objects.create_user(username, **{"password": PASSWORD, "is_staff": True, **fields})


def make_district(slug: str = "denver", **fields: Any) -> District:
    defaults = {
        "slug": slug,
        "name": f"{slug.title()} Public Schools",
        "short_name": slug.title(),
        "region": "Colorado",
        "time_zone": "America/Denver",
        "approach": Approach.ENDED,
        "as_of": "2021-04-30",
        "content_languages": ["en", "es", "vi"],
        "summary": "Police officers leave the schools.",
        "sources": "Resolution of June 11, 2020.",
        "state": PublicationState.PUBLISHED,
    }
    return _make(District, defaults, fields)


def make_membership(user: User, role: str = Role.EDITOR, **fields: Any) -> Membership:
    """For all districts and languages, unless `district` and `language` are given."""
    return _make(Membership, {"user": user, "role": role}, fields)


def make_answer(district: District, **fields: Any) -> PublishedAnswer:
    defaults = {
        "district": district,
        "question": "Who comes when there is an emergency?",
        "answer": "The police, as before: call 911.",
        "answered": "2021-04-01",
        "state": PublicationState.PUBLISHED,
    }
    return _make(PublishedAnswer, defaults, fields)


def make_question(district: District, **fields: Any) -> Question:
    """An open question in English, of somebody who left an email address."""
    defaults = {
        "token": uuid4(),
        "digest": "0" * 64,
        "received_at": NOW,
        "kind": QuestionKind.QUESTION,
        "language": "en",
        "text": "Who will be at the door?",
        "contact": "parent@example.org",
    }
    return Question.objects.create(**{**defaults, "district": district, **fields})


def make_interpreter_request(
    meeting: Meeting, language: str = "so", **fields: Any
) -> InterpreterRequest:
    """Of somebody who left a telephone number on a page in Somali."""
    defaults = {
        "token": uuid4(),
        "received_at": NOW,
        "service": "interpretation",
        "contact": "303-555-0100",
        "page_language": "so",
    }
    given = {"meeting": meeting, "language": language}
    return InterpreterRequest.objects.create(**{**defaults, **given, **fields})


def make_school(district: District, slug: str = "north-high", **fields: Any) -> School:
    name = slug.replace("-", " ").title()
    return _make(School, {**_of(district), "slug": slug, "name": name}, fields)


def make_document(district: District, **fields: Any) -> Document:
    defaults = {
        "title": "Resolution",
        "url": "https://example.org/resolution.pdf",
        "kind": DocumentKind.RESOLUTION,
    }
    return _make(Document, {**_of(district), **defaults}, fields)


def make_meeting(district: District, slug: str = "community-meeting", **fields: Any) -> Meeting:
    """From 6 to 8 p.m. in Denver, on April 15, 2021."""
    defaults = {
        "slug": slug,
        "uid": f"{slug}.{district.slug}@example.org",
        "title": "Community meeting",
        "starts_at": datetime(2021, 4, 16, 0, 0, tzinfo=UTC),
        "ends_at": datetime(2021, 4, 16, 2, 0, tzinfo=UTC),
    }
    return _make(Meeting, {**_of(district), **defaults}, fields)


def make_interpretation(meeting: Meeting, language: str = "vi", **fields: Any) -> Interpretation:
    return _make(Interpretation, {"meeting": meeting, "language": language}, fields)


def make_move(meeting: Meeting, **fields: Any) -> MeetingMove:
    """From an hour earlier, announced on April 10, 2021, to the time that `meeting` has."""
    defaults = {
        "meeting": meeting,
        "was_starts_at": meeting.starts_at - timedelta(hours=1),
        "was_ends_at": meeting.ends_at - timedelta(hours=1),
        "kind": MoveKind.MOVE,
        "announced_by": "Department of Safety",
        "announced_on": date(2021, 4, 10),
    }
    return _make(MeetingMove, defaults, fields)


def make_phase(district: District, number: int = 1, **fields: Any) -> Phase:
    return _make(Phase, {**_of(district), "number": number, "title": f"Phase {number}"}, fields)


def make_workstream(phase: Phase, **fields: Any) -> Workstream:
    defaults = {"phase": phase, "title": "Workgroup", "state": PublicationState.PUBLISHED}
    return _make(Workstream, defaults, fields)


def make_milestone(district: District, **fields: Any) -> Milestone:
    return _make(Milestone, {**_of(district), "title": "The board decides"}, fields)


def make_time_change(record: Timed, **fields: Any) -> TimeChange:
    """A slip from May 2021 to the time that `record` has, announced on April 10, 2021."""
    defaults = {
        str(record._meta.model_name): record,
        "was": "2021-05",
        "now": record.time,
        "kind": ChangeKind.SLIP,
        "reason": "The vote was put off.",
        "announced_on": date(2021, 4, 10),
    }
    return _make(TimeChange, defaults, fields)


def make_area(district: District, **fields: Any) -> PlanArea:
    return _make(PlanArea, {**_of(district), "kind": AreaKind.PILLAR, "title": "Safety"}, fields)


def make_commitment(district: District, **fields: Any) -> Commitment:
    return _make(Commitment, {**_of(district), "text": "Listen to students"}, fields)


def make_program(area: PlanArea, **fields: Any) -> Program:
    return _make(
        Program, {"area": area, "title": "Mentoring", "state": PublicationState.PUBLISHED}, fields
    )


def make_staffing(district: District, **fields: Any) -> StaffingChange:
    return _make(StaffingChange, {**_of(district), "kind": StaffingKind.NEW, "count": 20}, fields)


def make_rule(district: District, **fields: Any) -> InvolvementRule:
    return _make(InvolvementRule, {**_of(district), "text": "After a crime"}, fields)


def make_standard(district: District, **fields: Any) -> Standard:
    defaults = {"kind": StandardKind.TRAINING, "text": "De-escalation"}
    return _make(Standard, {**_of(district), **defaults}, fields)


def make_finding(district: District, **fields: Any) -> Finding:
    return _make(Finding, {**_of(district), "text": "threats a week"}, fields)


def make_comment(unit: Unit, **fields: Any) -> Comment:
    """A comment on the text of a unit."""
    about = {name: getattr(unit, name) for name in TEXT}
    return Comment.objects.create(**about, district=unit.district, **{"text": "Hm"} | fields)


def make_suggestion(unit: Unit, **fields: Any) -> Suggestion:
    """A suggestion for the text of a unit, made from its current English."""
    about = {name: getattr(unit, name) for name in TEXT}
    return Suggestion.objects.create(**about, source_hash=unit.source_hash, **fields)


def make_decision(district: District, **fields: Any) -> SchoolDecision:
    """Of every school, unless `school` is given; then `applies_to` has to be empty."""
    defaults = {"outcome": Outcome.KEEP, "applies_to": "" if "school" in fields else "all schools"}
    return _make(SchoolDecision, {**_of(district), **defaults}, fields)


def _of(district: District) -> dict[str, Any]:
    return {"district": district, "state": PublicationState.PUBLISHED}


def _make(model: type[M], defaults: dict[str, Any], fields: dict[str, Any]) -> M:
    words = translated_fields(model)
    columns = {
        word_column(name, SOURCE) if name in words else name: value
        for name, value in [*defaults.items(), *fields.items()]
    }
    record = model(**columns)
    # What it belongs to is there, and asking for it takes a query each.
    linked = {field.name for field in model._meta.fields if field.is_relation}
    record.full_clean(linked, validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        record.full_clean()  # This says why, and takes too long to be asked before each save.
        raise
    return record
