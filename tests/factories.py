"""Records for tests: plain functions, whose defaults are in English, published and always the same.

Each takes the model's fields by name. `title` is the English title; `title_es` the Spanish one.
"""

from datetime import UTC, datetime
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model

from districts.models import Approach, District, Document, DocumentKind, Membership, Role, School
from events.models import Meeting
from languages.querysets import translated_fields
from languages.registry import SOURCE
from publishing.models import State
from timeline.models import Milestone, Phase, Workstream

M = TypeVar("M", bound=Model)
PASSWORD = "correct horse battery staple"


def make_user(username: str = "maria", **fields: Any) -> User:
    """A member of staff who, without a membership, may do nothing."""
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
        "state": State.PUBLISHED,
    }
    return _make(District, defaults, fields)


def make_membership(user: User, role: str = Role.EDITOR, **fields: Any) -> Membership:
    """Of all districts and languages, unless `district` and `language` say otherwise."""
    return _make(Membership, {"user": user, "role": role}, fields)


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


def make_phase(district: District, number: int = 1, **fields: Any) -> Phase:
    return _make(Phase, {**_of(district), "number": number, "title": f"Phase {number}"}, fields)


def make_workstream(phase: Phase, **fields: Any) -> Workstream:
    defaults = {"phase": phase, "title": "Workgroup", "state": State.PUBLISHED}
    return _make(Workstream, defaults, fields)


def make_milestone(district: District, **fields: Any) -> Milestone:
    return _make(Milestone, {**_of(district), "title": "The board decides"}, fields)


def _of(district: District) -> dict[str, Any]:
    return {"district": district, "state": State.PUBLISHED}


def _make(model: type[M], defaults: dict[str, Any], fields: dict[str, Any]) -> M:
    words = translated_fields(model)
    columns = {
        f"{name}_{SOURCE}" if name in words else name: value
        for name, value in [*defaults.items(), *fields.items()]
    }
    record = model(**columns)
    record.full_clean()
    record.save()
    return record
