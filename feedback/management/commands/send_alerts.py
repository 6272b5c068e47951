"""`manage.py send_alerts`: writes the mails that are due and sends them; for a timer."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from feedback.forgetting import forget
from feedback.mail.sending import send_waiting
from feedback.mail.writers import write_due
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Any number of these may run at once. Ends with status 1 if the server takes no mail."""

    help = (
        "Writes the alerts and digests that are due, sends the mails that wait by the server of "
        "MAIL_URL or into the folder var/mail, and deletes what is kept no longer."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        forget(now)
        self.stdout.write(f"New mails: {write_due(now)}.")
        done = send_waiting()
        self.stdout.write(f"Sent: {done.sent}. Refused: {done.refused}. Later: {done.later}.")
        if done.problem:
            raise CommandError(f"No mail can be sent now. {done.problem}")
