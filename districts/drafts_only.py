"""What editors see who may change drafts, but may not make anything public or hide it."""

from typing import Any

from districts.access import Rights, publishers_of
from publishing.models import Publishable
from publishing.states import PublicationState

STATE, MOMENT, SAID_STATE = "state", "publish_at", "state_now"


def with_said_state(fieldsets: Any) -> list[Any]:
    """The fieldsets of a form with the state as text, and without the moment."""
    return [(name, {**each, "fields": said_state(each["fields"])}) for name, each in fieldsets]


def said_state(fields: Any) -> list[Any]:
    """The same for fields, some of which may be in tuples: those are on one line."""
    lines = ((f,) if isinstance(f, str) else f for f in fields)
    shown = [[SAID_STATE if f == STATE else f for f in line if f != MOMENT] for line in lines]
    return [line[0] if len(line) == 1 else tuple(line) for line in shown if line]


def note(rights: Rights, record: Publishable | None) -> str:
    """What an editor is told at the top of a form, "" if the editor may publish there."""
    if record is None:
        told = "This will be a draft. Publishers of its district make it public."
        return told if rights.edits_somewhere() and not rights.publishes_somewhere() else ""
    district = record.district_key
    if not rights.edits(district) or rights.publishes(district):
        return ""
    if record.state == PublicationState.PUBLISHED:
        said = "Only publishers of this district change what is published. You can translate it, "
        said += "and write a draft of changes, which a publisher publishes."
    else:
        said = "You can change this as long as it is not published. Only publishers of this "
        said += "district make it public."
    names = publishers_of(district) or "nobody yet, so ask a superuser"
    return f"{said} Publishers: {names}."
