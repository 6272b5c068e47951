"""Districts for the browser: those of `content/`, one with much content, one with none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext, override

from districts.models import District, SchoolStatus
from events.models import Interpretation, Meeting
from feedback.alerts.links import hashed
from languages.freshness import Mark, text_hash
from languages.registry import LANGUAGES, SOURCE
from publishing.states import PublicationState
from sro_site.content import loading as content
from tests import factories
from tests.feedback.alerts_site import make_subscription
from tests.pages.site import TODAY
from tests.pages.test_marking import english_content, names_of_districts
from timeline.models import MilestoneStatus, Status

LONG = (
    "Martin Luther King Junior Early College and Naval-Engineering-and-Telecommunications Academy"
)
PHASES, MILESTONES, SCHOOLS, MEETINGS = 5, 40, 200, 12
ALIKE = 20  # texts on the desk that are like a translated one
NOON = datetime(2021, 4, 15, 18, 0, tzinfo=UTC)


def load() -> None:
    """Each in one transaction: after one, what is public of its district is recorded."""
    content.load(sorted((settings.BASE_DIR / "content").glob("*.yaml")))
    for make in (
        make_plenty,
        change_plenty,
        make_bare,
        make_partly,
        make_for_the_desk,
        make_readers,
    ):
        with transaction.atomic():
            make()


def make_for_the_desk() -> None:
    """Milestones that no family sees, to be translated into Somali."""
    state = PublicationState.DRAFT
    district = factories.make_district("on-the-desk", state=state)
    said = {"title": "The board will vote in the gymnasium", "title_so": "Golaha ayaa codeynaya"}
    factories.make_milestone(district, state=state, **said)
    for _ in range(ALIKE):
        title = "The board votes in the gymnasium"
        factories.make_milestone(district, state=state, title=title)


def make_readers() -> None:
    """Who gets alerts, and who has not confirmed that yet, at addresses that tests can know."""
    district = District.objects.get(slug="plenty")
    for token, confirmed in (("confirmed", True), ("unconfirmed", False)):
        row = make_subscription(district, confirmed=confirmed, address=f"{token}@example.org")
        row.token_hash = hashed(token)
        row.save()


def describe() -> dict[str, Any]:
    """What `process.Site` tells the tests."""
    client = Client()
    client.force_login(factories.make_user(is_superuser=True))
    return {
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "names": sorted(names_of_districts()),
        "english": sorted(english_content()),
    }


def make_plenty() -> None:
    """`plenty`: long names, everything that pages can show, and enough of it for several pages."""
    district = factories.make_district(
        "plenty",
        name=f"{LONG} School District",
        helpline_phone="+1 720-423-3054",
        sources="Minutes.",
    )
    schools = []
    for number in range(SCHOOLS):
        school = factories.make_school(district, f"school-{number}", name=f"{LONG} No. {number}")
        SchoolStatus.objects.create(school=school, has_sro=bool(number % 3), since="2020-12-31")
        schools.append(school)
    phases = [
        factories.make_phase(
            district, number, title=f"{LONG} {number}", when=f"2021-{number + 2:02}"
        )
        for number in range(PHASES)
    ]
    factories.make_time_change(phases[2], reason=f"{LONG} asked for more time.")
    statuses = [None, *Status.values]
    for number in range(MILESTONES):
        milestone = factories.make_milestone(
            district,
            title=f"{LONG} decides on {number}",
            detail="In public.\n\nEverybody may speak.",
            phase=phases[number % PHASES],
            when="2021-05",
            reduction_percent=number * 2 if number % 8 == 0 else None,
            document=factories.make_document(district, title=f"Resolution of {LONG}"),
        )
        milestone.schools.set(schools[number : number + 4])
        if status := statuses[number % len(statuses)]:
            MilestoneStatus.objects.create(milestone=milestone, status=status, since="2021-04")
    make_meetings(district)
    make_meetings_of_each_kind(district)
    make_meetings_around_today(district)
    factories.make_answer(district, question=f"Who comes to {LONG}?", answer="911.\n\nAlways.")


def change_plenty() -> None:
    """What the page of changes can tell, after what was recorded of the district first."""
    district = District.objects.get(slug="plenty")
    phase = district.phases.get(number=PHASES - 1)  # ahead on the days that tests ask about
    phase.when = "2021-24"
    phase.save()
    factories.make_time_change(phase, reason=f"{LONG} asked for more time.")
    milestone = district.milestones.all()[0]
    milestone.title, milestone.detail = f"{LONG} decides", "In public.\n\nNobody may speak."
    milestone.save()
    meeting = district.meetings.get(slug="meeting-1")
    meeting.status, meeting.place, meeting.cancel_reason = "cancelled", "", "Snow."
    meeting.save()
    factories.make_interpretation(district.meetings.get(slug="meeting-2"), "ar")
    factories.make_school(district, "north", name=f"{LONG} in the North")


def make_meetings(district: District) -> None:
    """One every nine days, half of them past, each interpreted into three languages."""
    for number in range(MEETINGS):
        starts = NOON + timedelta(days=9 * (number - MEETINGS // 2))
        meeting = factories.make_meeting(
            district,
            f"meeting-{number}",
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            title=f"Meeting of {LONG}",
            place=LONG,
            link=f"https://example.org/{'a-very-long-address/' * 6}",
        )
        for language in ("es", "vi", "my"):
            Interpretation.objects.create(meeting=meeting, language=language)


def make_meetings_of_each_kind(district: District) -> None:
    """A meeting that moved and has every detail, with interpretation on request; one postponed."""
    starts = NOON + timedelta(days=70)
    rich = factories.make_meeting(
        district,
        "rich",
        title=f"Meeting of {LONG}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        language="ase",
        status="confirmed",
        mode="hybrid",
        place=LONG,
        address="1 Main Street, Denver, CO 80202",
        link=f"https://example.org/{'a-very-long-address/' * 6}",
        phone="+1 720-423-3054",
        phone_code="1234567890#",
        accessibility="The entrance has no steps.",
        report_said="Families asked for counselors.",
        report_response="The board counts them.",
    )
    interpret(rich)
    translate(rich)
    factories.make_move(rich, was_place=f"{LONG}, North")
    factories.make_meeting(
        district,
        "gone",
        starts_at=NOON + timedelta(days=1),
        ends_at=NOON + timedelta(days=2),
        status="cancelled",
        cancel_reason="The hall is not free.",
        postponed_to=rich,
    )


def make_meetings_around_today(district: District) -> None:
    """A meeting whose interpreters can be asked for today, and one of which people tell today."""
    for slug, days in {"soon": 10, "lately": -10}.items():
        starts = TODAY + timedelta(days=days)
        meeting = factories.make_meeting(
            district,
            slug,
            title=f"Meeting of {LONG}",
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            status="confirmed",
            language="ase",
            known_from="2026-11",
        )
        interpret(meeting)


def interpret(meeting: Meeting) -> None:
    """Into each language, with captions and slides in it."""
    for language in LANGUAGES:
        factories.make_interpretation(
            meeting,
            language,
            status="on_request",
            mode="consecutive",
            channel="phone",
            access="720-423-3054",
            ask_by=meeting.starts_at.date(),
            ask_contact="interpretation@example.org",
        )
        factories.make_interpretation(meeting, language, service="captions", status="confirmed")
        meeting.materials.create(kind="slides", language=language, url="https://example.org/")


def translate(meeting: Any) -> None:
    """Into each language: title and accessibility, which are then stale, and a reviewed report."""
    words = {
        "title": "Upcoming meetings",
        "accessibility": "Accessibility",
        "report_said": "What people said",
    }
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        with override(language):
            for name, message in words.items():
                setattr(meeting, f"{name}_{language}", gettext(message))
            report = text_hash(gettext(words["report_said"]))
        reviewed = Mark(text_hash(meeting.report_said_en), report, reviewed=True)
        meeting.save(told={"report_said": {language: reviewed}})
    meeting.title_en = f"Assembly of {LONG}"
    meeting.accessibility_en = "The entrance has no steps. There is a ramp."
    meeting.save()


def make_bare() -> None:
    """`bare`: a public district without any public records; it has a draft phase."""
    district = factories.make_district("bare", sources="Minutes.", content_languages=["en"])
    factories.make_phase(district, 1, when="2021-04", state=PublicationState.DRAFT)


def make_partly() -> None:
    """`partly`: all that Denver has, but the titles of its meetings are in English alone."""
    words = (settings.BASE_DIR / "content" / "denver.yaml").read_text()
    for denver, partly in {
        "slug: denver": "slug: partly",
        "name: Denver Public Schools": "name: Partly Public Schools",
        "uid: denver-": "uid: partly-",
    }.items():
        words = words.replace(denver, partly)
    with TemporaryDirectory() as folder:
        file = Path(folder, "partly.yaml")
        file.write_text(words)
        (district,) = content.load([file])
    for meeting in Meeting.objects.filter(district=district):
        for language in LANGUAGES:
            if language != SOURCE:
                setattr(meeting, f"title_{language}", "")
        meeting.save()
