import pytest

from tests.client import StaffClient
from tests.factories import make_district, make_milestone, make_phase, make_user, make_workstream
from timeline.models import Phase


@pytest.fixture
def root(client: StaffClient) -> StaffClient:
    client.force_login(make_user("root", is_superuser=True))
    return client


@pytest.fixture
def phase() -> Phase:
    """With a workstream and two milestones, one of them in it."""
    district = make_district()
    phase = make_phase(district, title="Planning")
    workstream = make_workstream(phase)
    make_milestone(district, phase=phase, workstream=workstream, title="The group meets")
    make_milestone(district, phase=phase, title="The board decides")
    make_milestone(district, phase=phase, title="A secret", state="draft")
    return phase
