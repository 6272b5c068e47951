"""A phase with a title to translate, and a user of the desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from districts.models import District, Role
from tests.desk.unit_page import E0
from tests.factories import make_district, make_membership, make_phase, make_user
from timeline.models import Phase


@pytest.fixture
def district() -> District:
    return make_district(summary_es="Resumen", sources_es="Fuentes")


@pytest.fixture
def record(district: District) -> Phase:
    return make_phase(district, title=E0)


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def reviewer(client: Client, user: User, record: Phase) -> Client:
    """The desk of somebody who reviews Spanish in the district."""
    make_membership(user, Role.REVIEWER, district=record.district, language="es")
    client.force_login(user)
    return client
