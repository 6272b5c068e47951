"""Reads reports that a mail could not be delivered (RFC 3464), and tells whose mail it was.

The report quotes the headers of the mail. Its Message-ID is random, so nobody but those who got the
mail can name it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32

from django.db import transaction

from feedback.mail import refusals
from feedback.models import OutgoingMail

LARGEST = 256 * 1024  # bytes of a report that are read: mails of this site are much smaller
_ID = re.compile(r"<[0-9a-f]{32}@[A-Za-z0-9.-]+>")


def take_report(content: bytes, at: datetime) -> bool:
    """Count a report, each mail once; False if it says nothing of a mail that was sent from here.

    Only a failure for good counts (status 5.…): not a delay, and nobody's automatic answer.
    """
    try:
        # The newer policy parses each header, for which some need minutes or an exception.
        report = message_from_bytes(content[:LARGEST], policy=compat32)
        parts = list(_quoted(report)) if _is_failure(report) else []
    except RecursionError:  # parts within parts, without end
        return False
    ids = {found for part in parts for found in _ID.findall(part)}
    with transaction.atomic():
        mails = list(OutgoingMail.objects.filter(message_id__in=ids))
        for mail in mails:
            unreported = OutgoingMail.objects.filter(pk=mail.pk, bounced_at=None)
            if unreported.update(bounced_at=at):
                refusals.tell(mail)
    return bool(mails)


def _is_failure(report: Mail) -> bool:
    if report.get_content_type() != "multipart/report":
        return False
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            said = [block for block in part.get_payload() if isinstance(block, Mail)]
            return any(
                str(block.get("Action", "")).strip().lower() == "failed"
                and str(block.get("Status", "")).strip().startswith("5")
                for block in said
            )
    return False


def _quoted(report: Mail) -> Iterator[str]:
    """The Message-IDs of the mails that the report quotes, whole or only their headers."""
    for part in report.walk():
        if part.get_content_type() == "text/rfc822-headers":
            yield _header_lines(part)
        elif part is not report:
            yield str(part.get("Message-ID", ""))


def _header_lines(part: Mail) -> str:
    content = part.get_payload(decode=True)
    lines = content.decode("ascii", "replace") if isinstance(content, bytes) else ""
    return "\n".join(re.findall(r"(?im)^message-id:\s*(.*)$", lines))
