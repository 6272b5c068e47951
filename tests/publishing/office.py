"""A signed-in superuser with a district, for tests of the forms on staff pages."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from accounts.models import StaffSession
from districts.models import District, School
from events.models import Meeting
from languages.counts import UnitCount
from opendata.models import Entry
from publishing.content_versions import VersionStep
from publishing.submissions import TOKEN, Submission, new_token
from tests.admin_forms import filled
from tests.client import StaffClient
from tests.factories import (
    make_area,
    make_commitment,
    make_district,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
    make_user,
)
from timeline.models import Commitment, Milestone, Phase, PlanArea

Data = dict[str, Any]
# The record and its step of the version are written after the commit, so not in every test.
_NOT_COUNTED = {StaffSession, Submission, UnitCount, Entry, VersionStep}


@dataclass
class Office:
    """A signed-in superuser and a district with one record of each kind that forms refer to."""

    client: StaffClient
    user: User
    district: District
    phase: Phase
    area: PlanArea
    school: School
    milestone: Milestone
    commitment: Commitment
    meeting: Meeting
    number: int = 10
    pages: dict[str, Data] = field(default_factory=dict)

    def next(self) -> int:
        self.number += 1
        return self.number

    def page(self, address: str, **typed: Any) -> tuple[str, Data]:
        """The address, and what its form sends after `typed` was filled in."""
        return address, filled(self.client.get(address), **typed)

    def empty_page(self, address: str, **typed: Any) -> tuple[str, Data]:
        """The same for an empty form, which is loaded once and gets a new token each time."""
        if address not in self.pages:
            self.pages[address] = self.page(address)[1]
        return address, {**self.pages[address], **token(self, address), **typed}


def open_office() -> Office:
    client, user = StaffClient(), make_user("root", is_superuser=True)
    client.force_login(user)
    district = make_district()
    area = make_area(district)
    return Office(
        client,
        user,
        district,
        make_phase(district, 1),
        area,
        make_school(district),
        make_milestone(district),
        make_commitment(district, area=area),
        make_meeting(district),
    )


def token(office: Office, address: str) -> Data:
    return {TOKEN: new_token(office.user, address)}


def counted() -> dict[str, int]:
    """The number of rows by model, the log included, without sessions and submissions."""
    models = [model for model in apps.get_models() if model not in _NOT_COUNTED]
    tables = ", ".join(f'(SELECT COUNT(*) FROM "{model._meta.db_table}")' for model in models)  # noqa: S608
    with connection.cursor() as cursor:  # one query, since tests count hundreds of times
        cursor.execute(f"SELECT {tables}")
        return dict(zip((model._meta.label for model in models), cursor.fetchone(), strict=True))
