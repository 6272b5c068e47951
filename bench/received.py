"""What made-up districts have received and recorded, made by the database itself.

Forms of families, their subscriptions and mails, and an entry of the public record for each
district, which repeats that of another one: its hashes hold for none.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from districts.models import District
from opendata.record.recording import record

QUESTIONS, REMARKS, SUBSCRIPTIONS, MAILS = 10, 2, 10, 5  # of each district
RECORDED = 20  # districts whose entries all others repeat
_ROWS = "FROM generate_series(1, %(districts)s) AS d, generate_series(1, %(each)s) AS n"
_UNUSED = "gen_random_uuid(), ''"
# No two at the same moment, as in a list that is sorted by it.
_AGO = "timestamptz '2026-11-01' - n * interval '1 day' - d * interval '1 second'"
STATEMENTS: tuple[tuple[str, int], ...] = (
    (
        f"""INSERT INTO feedback_question (token, digest, received_at, district_id, kind, language,
        page, text, contact, status, settled_at)
        SELECT {_UNUSED}, {_AGO}, d, 'question', 'es', '', 'Placeholder: question ' || n, '',
        CASE WHEN n % 2 = 0 THEN 'open' ELSE 'closed' END, CASE WHEN n % 2 = 1 THEN {_AGO} END
        {_ROWS}""",
        QUESTIONS,
    ),
    (
        f"""INSERT INTO feedback_wordingremark (token, digest, received_at, district_id,
        content_type_id, object_id, field, language, text)
        SELECT {_UNUSED}, {_AGO}, d, %(kind)s, d, 'summary', 'es', 'Placeholder: remark ' || n
        {_ROWS}""",
        REMARKS,
    ),
    (
        f"""INSERT INTO feedback_subscription (token, digest, received_at, uuid, district_id,
        address, language, changes, meetings, reminders, token_hash, confirmed_at, told, told_at,
        watched, told_early, bounces)
        SELECT {_UNUSED}, {_AGO}, gen_random_uuid(), d, 'family-' || n || '@placeholder.example',
        'es', true, true, true, d || '-' || n, {_AGO}, 1, {_AGO}, 1, '{{}}', 0 {_ROWS}""",
        SUBSCRIPTIONS,
    ),
    (
        f"""INSERT INTO feedback_outgoingmail (key, message_id, district_id, language, recipient,
        content, created_at, due_at, attempts, state, settled_at)
        SELECT d || '-' || n, d || '-' || n, d, 'es', '', '{{}}', {_AGO}, {_AGO}, 1, 'sent', {_AGO}
        {_ROWS}""",
        MAILS,
    ),
    (
        """INSERT INTO opendata_entry (district, number, recorded_at, compressed, sha256, previous,
        hash, signature, redaction)
        SELECT other.uuid, e.number, e.recorded_at, e.compressed, e.sha256, e.previous, e.hash,
        e.signature, e.redaction
        FROM districts_district AS other
        JOIN districts_district AS first ON first.id = (other.id - 1) % %(each)s + 1
        JOIN opendata_entry AS e ON e.district = first.uuid
        WHERE other.id > %(each)s AND other.id <= %(districts)s""",
        RECORDED,
    ),
)


def fill(districts: int) -> None:
    """Write all of it for the districts with the keys 1 to `districts`."""
    for district in District.objects.filter(pk__lte=RECORDED):
        record(district)
    kind = ContentType.objects.get_for_model(District).pk
    with connection.cursor() as cursor:
        for statement, each in STATEMENTS:
            given: dict[str, Any] = {"districts": districts, "each": each, "kind": kind}
            cursor.execute(statement.replace(" % ", " %% "), given)
