"""What staff do on pages that are no form of one record, each with random input."""

from random import Random
from typing import Any

from django.urls import reverse

from opendata.record.recording import record
from publishing.history_entries import Action, HistoryEntry, entries_of
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from tests.admin_forms import filled, page, read
from tests.client import delete
from tests.factories import make_document, make_meeting, make_milestone, make_phase
from tests.publishing.office import Data, Office, token
from tests.publishing.ways import Way, title

SETS_UP: Data = {
    "region": "Iowa",
    "time_zone": "America/Chicago",
    "approach": "ended",
    "summary_en": "Police officers leave the schools.",
    "sources_en": "A resolution of the board.",
    "content_languages": ["en", "es"],
}


def importing(kind: str, columns: str) -> Way:
    """The page that imports a table with one row: `columns` with a title and a number in it."""

    def way(office: Office, random: Random) -> tuple[str, Data]:
        address, number = reverse(f"admin:{kind}_import"), office.next()
        head, row = columns.split("\n")
        text = f"{head}\n{row.format(title=title(random, number), number=number)}\n"
        shown = office.client.post(address, {"district": office.district.pk, "text": text})
        return address, dict(read(shown).sent)

    return way


def _repeat(office: Office, random: Random) -> tuple[str, Data]:
    meeting = make_meeting(office.district, f"weekly-{office.next()}")
    address = reverse("admin:events_meeting_repeat", args=[meeting.pk])
    shown = office.client.post(address, {"every": "1", "times": "2", "days": ""})
    return address, filled(shown)


def _shift(office: Office, random: Random) -> tuple[str, Data]:
    phase = make_phase(office.district, office.next(), when="2021-05-01/2021-06-30")
    make_milestone(office.district, phase=phase, when="2021-05-10")
    address = reverse("admin:timeline_phase_shift", args=[phase.pk])
    by = {"amount": "3", "span": "weeks", "direction": "later"}
    why = {"reason": "The vote was put off.", "announced_on": "4/14/2021"}
    shown = office.client.post(address, {**by, **why})
    return address, filled(
        shown, chosen=[row.value for row in shown.context["rows"] if not row.kept]
    )


def _draft(office: Office) -> Any:
    return make_phase(office.district, office.next(), state=PublicationState.DRAFT)


def _publish_all(office: Office, random: Random) -> tuple[str, Data]:
    _draft(office)
    address = reverse("admin:districts_district_publish_all", args=[office.district.pk])
    return office.page(address)


def _publish_listed(office: Office, random: Random) -> tuple[str, Data]:
    phase, address = _draft(office), reverse("admin:timeline_phase_changelist")
    chosen = {"action": "publish", "_selected_action": [str(phase.pk)], STAMPS: stamp_of(phase)}
    return address, {**token(office, address), **chosen}


def _draft_of_changes(office: Office, random: Random) -> tuple[str, Data]:
    milestone = make_milestone(office.district)
    return office.page(page(milestone), title_en=title(random, office.next()), _draft="Save")


def _undo(office: Office, random: Random) -> tuple[str, Data]:
    phase = _draft(office)
    sent = filled(office.client.get(page(phase)), title_en=title(random, office.next()))
    office.client.post(page(phase), sent)
    key = [phase.pk, entries_of(phase)[0].pk]
    return office.page(reverse("admin:timeline_phase_undo", args=key))


def _restore(office: Office, random: Random) -> tuple[str, Data]:
    delete(office.client, page(_draft(office), "delete"))
    deletion = HistoryEntry.objects.filter(action=Action.DELETED).latest("pk")
    address = reverse("admin:timeline_phase_deleted")
    return address, {**token(office, address), "entry": deletion.pk}


def _set_up(office: Office, random: Random) -> tuple[str, Data]:
    named = {"name": title(random, office.next()), **SETS_UP}
    return office.page(reverse("district_set_up"), **named)


def _invite(office: Office, random: Random) -> tuple[str, Data]:
    address = reverse("admin:districts_district_access", args=[office.district.pk])
    given = {"act": "give", "person": "", "role": "editor", "language": ""}
    return address, {**token(office, address), **given}


def _redaction(office: Office, random: Random) -> tuple[str, Data]:
    words = title(random, office.next())
    document = make_document(office.district, title=words)
    record(office.district)
    document.state = PublicationState.DRAFT
    document.save()
    address = reverse("district_record_admin", args=[office.district.pk])
    typed = {"text": words, "reason": "It was published by mistake."}
    return address, filled(office.client.post(*office.page(address, **typed)))


ACTS: dict[str, Way] = {
    "import of meetings": importing(
        "events_meeting",
        "title,web_address,starts,ends\n{title},m-{number},2021-04-15 18:00,2021-04-15 20:00",
    ),
    "import of milestones": importing("timeline_milestone", "title,when\n{title},May 2021"),
    "import of commitments": importing("timeline_commitment", "text,due\n{title},May 2021"),
    "repeated meeting": _repeat,
    "moved phase": _shift,
    "all published": _publish_all,
    "published from the list": _publish_listed,
    "draft of changes": _draft_of_changes,
    "undone change": _undo,
    "restored draft": _restore,
    "guided set-up": _set_up,
    "invitation": _invite,
    "redaction": _redaction,
}
